import { openDatabase } from '../../../src/db/client';
import { tokenOf } from '../../../src/domains/auth/account-tokens';
import { ensureToken } from '../../../src/domains/mails/mails.state.repository';
import { loadSettings } from '../../../src/env';
import { bindings } from '../api';
import { chosen } from './rules';
import type { Step } from './steps';
import type { World } from './world';

/** Operations that use up a mail's token of the caller's account, with the token's purpose. */
export const SPENDING: Record<string, 'reset' | 'verify' | 'cancel'> = {
  resetPassword: 'reset',
  verifyEmail: 'verify',
  cancelEmailChange: 'cancel',
};

const DAY = 86_400_000;

/** Prepares a mail's token for an operation that uses it: usually valid, sometimes used already. */
export async function prepareToken(world: World, { operation, role, pick }: Step): Promise<void> {
  const settings = loadSettings(bindings);
  if (operation.id === 'acceptInvitation') {
    const id = chosen(world, 'invitation_id', pick)?.id ?? 'none';
    world.token = tokenOf('invitation', id, settings);
  }
  const purpose = SPENDING[operation.id];
  if (!purpose || pick % 8 === 0) return;
  const userId = world.accountOf(role).id;
  const user = await bindings.DB.prepare(
    'SELECT coalesce(pending_email, email) AS next, email, email_key FROM users WHERE id = ?',
  )
    .bind(userId)
    .first<{ next: string; email: string; email_key: string }>();
  if (!user) return;
  const email = purpose === 'verify' ? user.next : user.email;
  const emailKey = email.toLowerCase();
  const now = Date.now();
  const token = await ensureToken(
    openDatabase(bindings.DB, 'first-primary'),
    { userId, purpose, email, emailKey },
    { now, lifeMs: DAY },
  );
  world.token = tokenOf(purpose, token?.id ?? 'none', settings);
}

/** Returns the new password that a successful request has set, if any. */
export const newPasswordOf = (operationId: string, body: unknown) =>
  operationId === 'resetPassword' ? (body as { new_password: string }).new_password : undefined;
