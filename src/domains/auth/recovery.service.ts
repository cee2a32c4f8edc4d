import type { Database } from '../../db/client';
import type { TokenPurpose } from '../../db/constants';
import { refusalOf } from '../../db/errors';
import { AppError, invalidField } from '../../errors';
import type { ActorContext, ServiceContext } from '../../http/context';
import { inBatches } from '../../lib/batches';
import { seal } from '../../lib/seal';
import { addressKeys, assertMailConfigured, callerKeys, tooManyMails } from '../mails/mails.limits';
import * as users from '../users/users.service';
import { idOfToken, invalidToken } from './account-tokens';
import * as tokens from './account-tokens.repository';
import { passwordErrors } from './password-policy';
import { hashPassword } from './passwords';
import * as repository from './recovery.repository';

/**
 * Records a forgotten-password request. The same statement writes the same row whether or not an account has
 * the address.
 * @throws AppError 429 for a caller with more than 20 an hour, 503 without mail.
 */
export async function forgot(ctx: ServiceContext, input: { email: string }): Promise<void> {
  const { db, settings, address, language, now } = ctx;
  assertMailConfigured(settings);
  const emailKey = users.foldKey(input.email);
  const row = await repository.queueForgot(db, {
    template: 'forgot',
    toSealed: seal(emailKey, settings.SECRET_KEY, 'mail'),
    toKeys: addressKeys(emailKey, settings),
    callerKeys: callerKeys(address, settings),
    language,
    now,
  });
  if (!row) throw tooManyMails();
}

/** Returns the live row of a genuine token. @throws AppError 422. */
async function tokenRow(ctx: ServiceContext, purpose: TokenPurpose, token: string) {
  const id = idOfToken(purpose, token, ctx.settings);
  const row = await tokens.findToken(ctx.db, id, purpose, ctx.now);
  if (!row) throw invalidToken();
  return { ...row, id, now: ctx.now };
}

/** Sets a new password and ends all sessions. @throws AppError 422 for token or password, 503. */
export async function reset(
  ctx: ServiceContext,
  input: { token: string; new_password: string },
): Promise<void> {
  const { settings, db } = ctx;
  const row = await tokenRow(ctx, 'reset', input.token);
  const names = { username: row.username, email: row.accountEmail };
  const { PASSWORD_POLICY: policy, PASSWORD_HASH_COST: cost } = settings;
  const errors = passwordErrors('new_password', input.new_password, policy, names);
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const isDone = await tokens.resetPassword(db, row, await hashPassword(input.new_password, cost));
  if (!isDone) throw invalidToken();
}

/**
 * Uses up a token for a change of address. @throws AppError 422, also if another account now has the address.
 */
async function spend(write: Promise<boolean>): Promise<void> {
  let isDone: boolean;
  try {
    isDone = await write;
  } catch (error) {
    if (refusalOf(error)?.kind !== 'unique') throw error;
    throw invalidField('token', 'taken', 'user.email_taken');
  }
  if (!isDone) throw invalidToken();
}

/** Confirms the address that the token was sent to. @throws AppError 422. */
export const verify = async (ctx: ServiceContext, { token }: { token: string }) =>
  spend(tokens.confirmAddress(ctx.db, await tokenRow(ctx, 'verify', token)));

/** Reverts a change of address and ends all sessions. @throws AppError 422. */
export const cancelChange = async (ctx: ServiceContext, { token }: { token: string }) =>
  spend(tokens.undoChange(ctx.db, await tokenRow(ctx, 'cancel', token)));

/**
 * Resends the link that confirms the caller's address, if there is one to confirm. @throws AppError 429, 503.
 */
export async function resend(ctx: ActorContext): Promise<void> {
  const { db, settings, actor, now } = ctx;
  assertMailConfigured(settings);
  const user = await users.get(ctx, actor.userId);
  if (user.emailVerified && user.pendingEmail === null) return;
  const row = await repository.queueVerification(db, {
    template: 'verify',
    toUserId: user.id,
    toKeys: addressKeys(users.foldKey(user.pendingEmail ?? user.email), settings),
    callerKeys: callerKeys(user.id, settings),
    language: user.language,
    now,
  });
  if (!row) throw tooManyMails();
}

/** Deletes expired tokens. */
export const purgeTokens = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => tokens.purgeTokens(db, now, limit));
