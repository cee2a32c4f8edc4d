import { AppError } from '../../errors';
import type { ActorContext, Target } from '../../http/context';
import { requestEmailChangeIfVersion } from './users.email.repository';
import * as users from './users.service';

/**
 * Requires a confirmed address, if so configured, of an account that books for itself. @throws AppError 403.
 */
export async function assertMayBook(ctx: ActorContext): Promise<void> {
  const { settings, actor } = ctx;
  if (settings.EMAIL_VERIFICATION !== 'required' || actor.role === 'admin') return;
  if ((await users.get(ctx, actor.userId)).emailVerified) return;
  throw new AppError('PermissionDeniedException', { message: 'booking.email_unverified' });
}

/** Changes the given fields and requests a new address. @throws AppError 412. */
export async function requestEmailChange(
  ctx: ActorContext,
  { id, ifMatch }: Target,
  input: users.AccountChanges,
  email: string,
) {
  const target = users.writeTarget(ctx, id, ifMatch);
  const request = { changes: users.changesOf(input), email, ...users.mailTo(ctx, email) };
  const row = await requestEmailChangeIfVersion(ctx.db, target, request);
  if (!row) throw await users.explainUnchanged(ctx, id);
  return row;
}
