import { and, gt, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { BOOKING_STATUSES, type BookingStatus, TRANSITIONS } from '../../../db/constants';
import { commit } from '../../../db/idempotency-records';
import { isLiveOption, optionExpiry, overlapsOuter } from '../../../db/queries/expiry';
import { bookings } from '../../../db/schema';
import { type Change, changeIf, changeStamp, findChanged, matching } from '../bookings.repository';

/** Clears the option columns when a booking leaves that state. */
export const NO_OPTION = { optionedAt: null, optionExpiresAt: null, challengedAt: null };

const statesBefore = (to: BookingStatus) =>
  BOOKING_STATUSES.filter((from) => TRANSITIONS[from].includes(to));

export interface TransitionDetails {
  moveReason: string | null;
  cancelReason?: string | null;
  cancelledBy?: string;
  /** Epoch milliseconds. */
  optionUntil?: number;
}

/**
 * Moves a booking to another state from one that allows it; for an option, with its latest expiry. Triggers
 * refuse transitions that are not allowed at this time, and a taken window.
 */
export function transitionIf(
  db: Database,
  change: Change,
  to: BookingStatus,
  { optionUntil, ...reasons }: TransitionDetails,
) {
  const place =
    optionUntil === undefined
      ? NO_OPTION
      : { optionedAt: change.now, optionExpiresAt: optionExpiry(optionUntil, sql`start_at`) };
  return changeIf(db, change, statesBefore(to), { status: to, ...place, ...reasons });
}

/**
 * Puts the options ahead of this one on a deadline (never later than their own), in one transaction with the
 * challenge itself. Returns the challenger, or undefined if it is not a live option or is the first.
 */
export async function challengeIf(db: Database, change: Change, deadline: number) {
  const { id, now } = change;
  const changeId = crypto.randomUUID();
  const isFirst = sql`NOT EXISTS (SELECT 1 FROM bookings o WHERE ${overlapsOuter} AND o.status = 'option'
    AND o.lapses_at > ${now} AND (o.optioned_at, o.seq) < (bookings.optioned_at, bookings.seq))`;
  const ahead = sql`EXISTS (SELECT 1 FROM bookings o WHERE o.id = ${id} AND o.change_id = ${changeId}
    AND ${overlapsOuter} AND (bookings.optioned_at, bookings.seq) < (o.optioned_at, o.seq))`;
  const model = sql`bookings.model_id = (SELECT model_id FROM bookings WHERE id = ${id})`;
  const effects = [
    db
      .update(bookings)
      .set({ challengedAt: now, ...changeStamp(change, changeId) })
      .where(and(matching(change, ['option']), sql`NOT ${isFirst}`)),
    db
      .update(bookings)
      .set({ optionExpiresAt: deadline, ...changeStamp(change, changeId) })
      .where(and(model, isLiveOption(now), gt(bookings.optionExpiresAt, deadline), ahead)),
  ];
  const [row] = await commit(db, change.idempotency, effects, findChanged(db, change, changeId));
  return row;
}
