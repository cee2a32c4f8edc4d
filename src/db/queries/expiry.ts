import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import { ms } from '../columns';
import { type BookingStatus, MAX_BOOKING_MS, OPTION_LEAD_MS } from '../constants';

/** Epoch milliseconds, or a placeholder of a prepared query. */
export type TimeParameter = number | Placeholder;

/**
 * Tests whether a booking's time as a request or an option is up. From that instant it counts as expired,
 * even before the cron has updated it. Every query that distinguishes states uses this.
 */
export const isLapsed = (now: TimeParameter) =>
  sql<number>`coalesce(bookings.lapses_at <= ${now}, 0)`;

/**
 * Selects lapsed bookings. There are few, because the cron runs every few minutes. The plus sign makes SQLite
 * use the `lapses_at` index whatever the other conditions.
 */
export const lapsedBy = (now: TimeParameter) =>
  sql`(SELECT seq, +user_id AS user_id, +status AS status FROM bookings WHERE lapses_at <= ${now})`;

/** Tests for an option that has not lapsed. Only these have a place in the queue. */
export const isLiveOption = (now: TimeParameter) =>
  sql`(bookings.status = 'option' AND bookings.lapses_at > ${now})`;

/** Returns the booking's effective state at `now`. */
export const statusNow = (now: TimeParameter) =>
  sql<BookingStatus>`iif(${isLapsed(now)}, 'expired', bookings.status)`;

/** Returns when the booking last changed. Lapsing is a change. */
export const updatedAtNow = (now: TimeParameter) =>
  sql<number>`iif(${isLapsed(now)}, bookings.lapses_at, bookings.updated_at)`;

// Qualified with the table's name: inside a subquery, a bare column would be the inner table's.
export const overlapsOuter = sql.raw(
  `o.model_id = bookings.model_id AND o.start_at < bookings.end_at AND o.start_at > bookings.start_at - ${MAX_BOOKING_MS} AND o.end_at > bookings.start_at`,
);

/** Returns a live option's place in the queue: first come, first served. */
export const optionPosition = (now: TimeParameter) => sql<number | null>`iif(${isLiveOption(now)}, (
    SELECT count(*) FROM bookings o WHERE ${overlapsOuter} AND o.status = 'option'
      AND o.lapses_at > ${now} AND (o.optioned_at, o.seq) <= (bookings.optioned_at, bookings.seq)
  ), NULL)`;

/** Returns an option's deadline: the given time, or a day before the start if that is earlier. */
export const optionExpiry = (until: number | SQL, start: number | SQL) =>
  sql`min(${until}, ${start} - ${ms(OPTION_LEAD_MS)})`;
