import { AppError, invalidField } from '../../errors';
import type { ActorContext, Target } from '../../http/context';
import { assertOwnPassword } from '../auth/auth.service';
import { isMailConfigured } from '../mails/mails.limits';
import { requestEmailChange } from '../users/users.email.service';
import * as users from '../users/users.service';

export interface ProfileChanges {
  full_name?: string | undefined;
  email?: string | undefined;
  phone?: string | null | undefined;
  notify?: boolean | undefined;
  current_password?: string | undefined;
}

/** Returns whether these changes request a new address that must be confirmed first. */
export async function changesAddress(ctx: ActorContext, { email }: ProfileChanges) {
  if (email === undefined || !isMailConfigured(ctx.settings)) return false;
  const current = await users.get(ctx, ctx.actor.userId);
  return users.foldKey(current.email) !== users.foldKey(email);
}

/**
 * Changes the caller's own fields. If mail is on, a new address requires the password and stays in
 * `pending_email` until the link sent to it is used. The old address receives a link that reverts the change.
 * @throws AppError 412, 422 for a taken address or the password, 429.
 */
export async function updateOwn(ctx: ActorContext, target: Target, input: ProfileChanges) {
  const { current_password: password, email, ...others } = input;
  if (!(await changesAddress(ctx, input)) || email === undefined) {
    // Sending the current address again does not affect a pending change.
    return users.update(ctx, target, { ...others, ...(email !== undefined && { email }) });
  }
  const taken = await users.takenNames(ctx, { email }, ctx.actor.userId);
  if (taken.length > 0) throw new AppError('ValidationException', { errors: taken });
  if (password === undefined) {
    throw invalidField('current_password', 'required', 'auth.current_password_required');
  }
  await assertOwnPassword(ctx, 'current_password', password);
  return requestEmailChange(ctx, target, others, email);
}
