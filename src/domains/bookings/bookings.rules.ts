import {
  type BookingStatus,
  DAY,
  HOUR,
  MAX_BOOKING_MS,
  OPTION_LEAD_MS,
  type Role,
} from '../../db/constants';
import type { FieldError } from '../../lib/errors';
import type { Window } from '../../lib/time';

/** Pure booking rules: no I/O, and the clock is an argument. Times are epoch milliseconds. */

export const LEAD_MS = HOUR;
export const HORIZON_MS = 365 * DAY;
const MIN_BOOKING_MS = HOUR;

/** Returns the range in which a booking created now may lie. */
export const bookableWindow = (now: number): Window => ({
  start: now + LEAD_MS,
  end: now + HORIZON_MS + MAX_BOOKING_MS,
});

/** Returns the problems with a booking's length. */
export function lengthProblems({ start, end }: Window): FieldError[] {
  const problem = (message: FieldError['message']): FieldError[] => [
    { field: 'end_time', code: message.split('.')[1] ?? '', message },
  ];
  if (end <= start) return problem('time.end_before_start');
  if (end - start < MIN_BOOKING_MS) return problem('booking.too_short');
  if (end - start > MAX_BOOKING_MS) return problem('booking.too_long');
  return [];
}

/**
 * Returns the problems with a booking's start. Clients book at least an hour ahead and admins any time ahead,
 * both within a year.
 */
export function startProblems(start: number, now: number, role: Role): FieldError[] {
  const problem = (message: FieldError['message']): FieldError[] => [
    { field: 'start_time', code: message.split('.')[1] ?? '', message },
  ];
  if (role !== 'admin' && start < now + LEAD_MS) return problem('booking.too_soon');
  if (start <= now) return problem('booking.in_past');
  if (start > now + HORIZON_MS) return problem('booking.too_far');
  return [];
}

/** The legal transitions, as in the table booking_transitions. States that are missing here are final. */
export const TRANSITIONS: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  requested: ['option', 'confirmed', 'declined', 'cancelled', 'expired'],
  option: ['confirmed', 'released', 'expired', 'cancelled'],
  confirmed: ['completed', 'no_show', 'cancelled'],
  completed: [],
  declined: [],
  released: [],
  expired: [],
  cancelled: [],
  no_show: [],
};

/** Returns the states from which a booking may move to `to`. */
export const statesBefore = (to: BookingStatus): BookingStatus[] =>
  (Object.keys(TRANSITIONS) as BookingStatus[]).filter((from) => TRANSITIONS[from].includes(to));

/** The parts of a booking that decide its transitions, with its effective state. */
interface Standing {
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
  { status, startAt }: Standing,
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

/** Returns the states in which this caller may still change a booking's details. */
export const editableStates = (role: Role): BookingStatus[] =>
  role === 'admin' ? ['requested', 'option', 'confirmed'] : ['requested', 'option'];

/**
 * Returns the price of a window in whole won, rounded up. It uses BigInt because milliseconds × won exceeds
 * 2^53.
 */
export function totalPrice({ start, end }: Window, pricePerHour: number): number {
  return Number((BigInt(end - start) * BigInt(pricePerHour) + 3_599_999n) / 3_600_000n);
}

/**
 * Returns whether an option that moves keeps its place in the queue: only within the window it queued for.
 */
export const keepsQueuePosition = (old: Window, moved: Window): boolean =>
  moved.start >= old.start && moved.end <= old.end;

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
