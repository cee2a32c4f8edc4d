import {
  BOOKING_HORIZON_MS,
  BOOKING_NOTICE_MS,
  type BookingStatus,
  MAX_BOOKING_MS,
  OPTION_LEAD_MS,
  type Role,
  TRANSITIONS,
} from '../../db/constants';
import type { Window } from '../../lib/time';

/** Pure booking rules: no I/O, and the clock is an argument. Times are epoch milliseconds. */

/** Returns the range in which a booking created now may lie. */
export const bookableWindow = (now: number): Window => ({
  start: now + BOOKING_NOTICE_MS,
  end: now + BOOKING_HORIZON_MS + MAX_BOOKING_MS,
});

/** The parts of a booking that decide its transitions, with its effective state. */
interface EffectiveState {
  status: BookingStatus;
  startAt: number;
}

/**
 * Returns whether it is too late for an option. Options end a day before the start, so none can be placed
 * after that.
 */
export const isTooLateForOption = (start: number, now: number): boolean =>
  start - OPTION_LEAD_MS <= now;

/** Returns the transitions that a caller may apply now to a booking it may see, by role and clock. */
export function allowedMoves(
  { status, startAt }: EffectiveState,
  role: Role,
  now: number,
): BookingStatus[] {
  const isAdmin = role === 'admin';
  const hasBegun = startAt <= now;
  const may: Record<BookingStatus, boolean> = {
    requested: false,
    expired: false,
    option: isAdmin && !isTooLateForOption(startAt, now),
    confirmed: isAdmin && !hasBegun,
    declined: isAdmin && !hasBegun,
    released: true,
    cancelled: isAdmin || !hasBegun,
    completed: isAdmin && hasBegun,
    no_show: isAdmin && hasBegun,
  };
  return TRANSITIONS[status].filter((to) => may[to]);
}

/**
 * Returns the price of a window in whole won, rounded up. It uses BigInt because milliseconds × won exceeds
 * 2^53.
 */
export function totalPrice({ start, end }: Window, pricePerHour: number): number {
  return Number((BigInt(end - start) * BigInt(pricePerHour) + 3_599_999n) / 3_600_000n);
}

/** The most live options that may overlap at any moment. */
const MAX_OPTIONS = 4;

/** Returns whether some moment of the window already has the most options allowed. */
export function isQueueFull(options: readonly Window[], window: Window): boolean {
  const moments = [window.start, ...options.map(({ start }) => Math.max(start, window.start))];
  return moments.some(
    (moment) =>
      options.filter(({ start, end }) => start <= moment && end > moment).length >= MAX_OPTIONS,
  );
}
