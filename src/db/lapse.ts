import { type Placeholder, sql } from 'drizzle-orm';

/** Epoch milliseconds, or where a planned query has them. */
export type Instant = number | Placeholder;

/**
 * Whether a booking's time as a request or an option is up. From that instant it counts as expired,
 * whether or not the cron has come by: everything that tells states apart asks this.
 */
export const isLapsed = (now: Instant) => sql<number>`coalesce(bookings.lapses_at <= ${now}, 0)`;

/**
 * The lapsed bookings: few, as the cron comes by every few minutes. The plus keeps SQLite to the index
 * of what lapses, whatever else is asked.
 */
export const lapsedBy = (now: Instant) =>
  sql`(SELECT seq, +user_id AS user_id, +status AS status FROM bookings WHERE lapses_at <= ${now})`;

/** An option whose time is not up: the ones that have a place in the queue. */
export const isLiveOption = (now: Instant) =>
  sql`(bookings.status = 'option' AND bookings.lapses_at > ${now})`;
