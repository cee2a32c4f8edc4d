import type { Actor } from '../../http/context';
import { toIso } from '../../lib/time';
import { toAuditView } from '../audit/audit.view';
import { toSessionView } from '../auth/auth.view';
import { toBookingView, toEventView } from '../bookings/bookings.view';
import { toUserView } from '../users/users.view';
import type { exportOwn } from './account.service';

/** Everything about a person, in the shapes of the resources themselves. */
export function toPersonalDataView(
  actor: Actor,
  { user, sessions, bookings, events, activity, now }: Awaited<ReturnType<typeof exportOwn>>,
) {
  const eventsOf = Map.groupBy(events, ({ bookingId }) => bookingId);
  return {
    exported_at: toIso(now),
    user: toUserView(user),
    sessions: sessions.map((row) => ({ ...toSessionView(actor)(row), address: row.address })),
    bookings: bookings.map((row) => ({
      ...toBookingView(row),
      events: (eventsOf.get(row.id) ?? []).map(toEventView),
    })),
    activity: activity.map(toAuditView),
  };
}
