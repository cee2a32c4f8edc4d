import type { ActorContext } from '../../http/context';
import { entriesOfCaller } from '../audit/audit.service';
import { allSessions, assertOwnPassword } from '../auth/auth.service';
import { allOwn } from '../bookings/bookings.service';
import * as users from '../users/users.service';

/** Everything that is stored about the caller. */
export async function exportOwn(ctx: ActorContext) {
  const [user, sessions, { rows: bookings, events }, activity] = await Promise.all([
    users.get(ctx, ctx.actor.userId),
    allSessions(ctx),
    allOwn(ctx),
    entriesOfCaller(ctx),
  ]);
  return { user, sessions, bookings, events, activity, now: ctx.now };
}

/**
 * Erases the caller's account: what is personal goes, bookings stay without it.
 * @throws AppError 409 for the last admin, 412, 422 for a wrong password, 429.
 */
export async function eraseOwn(
  ctx: ActorContext,
  input: { password: string },
  ifMatch: string | undefined,
): Promise<void> {
  await assertOwnPassword(ctx, 'password', input.password);
  await users.erase(ctx, { id: ctx.actor.userId, ifMatch });
}
