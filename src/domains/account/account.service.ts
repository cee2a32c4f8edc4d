import type { ActorContext } from '../../http/context';
import { entryPagesOfCaller } from '../audit/audit.service';
import { allSessions, assertOwnPassword } from '../auth/auth.service';
import { bookingPagesOfCaller } from '../bookings/bookings.lists.service';
import { listOwn } from '../calendars/calendars.service';
import { acceptedByCaller } from '../invitations/invitations.service';
import { mailPagesOfCaller } from '../mails/mails.export.service';
import { pagesForCaller } from '../packages/packages.service';
import * as users from '../users/users.service';

/** Reads the first page in advance, so that errors surface before the response starts. */
async function begun<T>(pages: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await pages.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* pages;
  })();
}

/** Returns everything stored about the caller. Large parts are read page by page. */
export async function exportOwn(ctx: ActorContext) {
  const [user, sessions, calendars, invitations, bookings, packages, mails, activity] =
    await Promise.all([
      users.get(ctx, ctx.actor.userId),
      allSessions(ctx),
      listOwn(ctx),
      acceptedByCaller(ctx),
      begun(bookingPagesOfCaller(ctx)),
      begun(pagesForCaller(ctx)),
      begun(mailPagesOfCaller(ctx)),
      begun(entryPagesOfCaller(ctx)),
    ]);
  const read = { user, sessions, calendars, invitations, bookings, packages, mails, activity };
  return { ...read, now: ctx.now };
}

/**
 * Erases the caller's account and personal data. Bookings stay without it.
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
