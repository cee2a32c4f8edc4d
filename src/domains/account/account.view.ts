import type { Actor } from '../../http/context';
import { toIso } from '../../lib/time';
import { toAuditView } from '../audit/audit.view';
import { toSessionView } from '../auth/auth.view';
import { toBookingView } from '../bookings/bookings.view';
import { toEventView } from '../bookings/history/history.view';
import { toCalendarView } from '../calendars/calendars.view';
import { toInvitationView } from '../invitations/invitations.view';
import { toMailView } from '../mails/mails.export.service';
import { clientViewFor } from '../packages/packages.view';
import { toUserView } from '../users/users.view';
import type { exportOwn } from './account.service';

type PersonalData = Awaited<ReturnType<typeof exportOwn>>;

/** Yields the items of a JSON list, page by page. */
async function* items<Row>(pages: AsyncIterable<Row[]>, toView: (row: Row) => object) {
  let separator = '';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((row) => JSON.stringify(toView(row))).join(',');
    separator = ',';
  }
}

/** Yields all of a person's data as JSON, in chunks and in the shapes of the resources themselves. */
export async function* personalDataText(
  actor: Actor,
  {
    user,
    sessions,
    calendars,
    invitations,
    bookings,
    packages,
    mails,
    activity,
    now,
  }: PersonalData,
): AsyncGenerator<string> {
  const head = {
    exported_at: toIso(now),
    user: toUserView(user),
    sessions: sessions.map((row) => ({ ...toSessionView(actor)(row), address: row.address })),
    calendars: calendars.map(toCalendarView),
    invitations: invitations.map(toInvitationView),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"bookings":[`;
  yield* items(bookings, ({ row, events }) => ({
    ...toBookingView(row),
    events: events.map(toEventView),
  }));
  yield '],"packages":[';
  yield* items(packages, clientViewFor(now));
  yield '],"mails":[';
  yield* items(mails, toMailView);
  yield '],"activity":[';
  yield* items(activity, toAuditView);
  yield ']}';
}
