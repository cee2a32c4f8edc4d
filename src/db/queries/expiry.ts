import { type Placeholder, sql } from 'drizzle-orm';
import { type BookingStatus, MAX_BOOKING_MS } from '../constants';

/** Epoch milliseconds, or a placeholder of a prepared query. */
export type TimeParameter = number | Placeholder;

/**
 * Whether a booking's time as a request or an option is up. From that instant it counts as expired,
 * whether or not the cron has come by: everything that tells states apart asks this.
 */
export const isLapsed = (now: TimeParameter) =>
  sql<number>`coalesce(bookings.lapses_at <= ${now}, 0)`;

/**
 * The lapsed bookings: few, as the cron comes by every few minutes. The plus keeps SQLite to the index
 * of what lapses, whatever else is asked.
 */
export const lapsedBy = (now: TimeParameter) =>
  sql`(SELECT seq, +user_id AS user_id, +status AS status FROM bookings WHERE lapses_at <= ${now})`;

/** An option whose time is not up: the ones that have a place in the queue. */
export const isLiveOption = (now: TimeParameter) =>
  sql`(bookings.status = 'option' AND bookings.lapses_at > ${now})`;

/** Its state as it stands now. */
export const statusNow = (now: TimeParameter) =>
  sql<BookingStatus>`iif(${isLapsed(now)}, 'expired', bookings.status)`;

// Spelled out with the table's name: inside a subquery a bare column would be the inner table's.
export const overlapsOuter = sql.raw(
  `o.model_id = bookings.model_id AND o.start_at < bookings.end_at AND o.start_at > bookings.start_at - ${MAX_BOOKING_MS} AND o.end_at > bookings.start_at`,
);

/** A live option's place in the queue: first come, first position. */
export const optionPosition = (now: TimeParameter) => sql<number | null>`iif(${isLiveOption(now)}, (
    SELECT count(*) FROM bookings o WHERE ${overlapsOuter} AND o.status = 'option'
      AND o.lapses_at > ${now} AND (o.optioned_at, o.seq) <= (bookings.optioned_at, bookings.seq)
  ), NULL)`;
