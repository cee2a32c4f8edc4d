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

/** Pure rules of bookings: no I/O, the clock an argument. Times in epoch milliseconds. */

export const LEAD_MS = HOUR;
export const HORIZON_MS = 365 * DAY;
const MIN_BOOKING_MS = HOUR;

/** The range in which a booking made now can lie. */
export const bookableWindow = (now: number): Window => ({
  start: now + LEAD_MS,
  end: now + HORIZON_MS + MAX_BOOKING_MS,
});

/** What is wrong with a booking's length. */
export function lengthProblems({ start, end }: Window): FieldError[] {
  const problem = (message: FieldError['message']): FieldError[] => [
    { field: 'end_time', code: message.split('.')[1] ?? '', message },
  ];
  if (end <= start) return problem('time.end_before_start');
  if (end - start < MIN_BOOKING_MS) return problem('booking.too_short');
  if (end - start > MAX_BOOKING_MS) return problem('booking.too_long');
  return [];
}

/** What is wrong with a booking's start: clients book an hour ahead, admins ahead, both within a year. */
export function startProblems(start: number, now: number, role: Role): FieldError[] {
  const problem = (message: FieldError['message']): FieldError[] => [
    { field: 'start_time', code: message.split('.')[1] ?? '', message },
  ];
  if (role !== 'admin' && start < now + LEAD_MS) return problem('booking.too_soon');
  if (start <= now) return problem('booking.in_past');
  if (start > now + HORIZON_MS) return problem('booking.too_far');
  return [];
}

/** The legal moves, as the database holds them in booking_transitions; what is not here is final. */
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

/** The states from which a booking may go to `to`. */
export const statesBefore = (to: BookingStatus): BookingStatus[] =>
  (Object.keys(TRANSITIONS) as BookingStatus[]).filter((from) => TRANSITIONS[from].includes(to));

/** A booking as far as its moves go by it: its state as of now. */
interface Standing {
  status: BookingStatus;
  startAt: number;
}

/** An option ends a day before the start, so that none can be placed from then on. */
export const isTooLateForOption = (start: number, now: number): boolean =>
  start - OPTION_LEAD_MS <= now;

/** The moves that a caller may make now with a booking it may know of, by its role and the clock. */
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

/** The states in which this caller may still change a booking's details. */
export const editableStates = (role: Role): BookingStatus[] =>
  role === 'admin' ? ['requested', 'option', 'confirmed'] : ['requested', 'option'];

/** The price of a window in whole won, rounded up; BigInt, as milliseconds × won outgrows 2^53. */
export function totalPrice({ start, end }: Window, pricePerHour: number): number {
  return Number((BigInt(end - start) * BigInt(pricePerHour) + 3_599_999n) / 3_600_000n);
}

/** An option that is moved keeps its place in the queue only within the window it queued for. */
export const keepsQueuePosition = (old: Window, moved: Window): boolean =>
  moved.start >= old.start && moved.end <= old.end;

/** How many options may be alive over any moment. */
const MAX_OPTIONS = 4;

/** Whether some moment of the window has as many options as there may be. */
export function isQueueFull(options: readonly Window[], window: Window): boolean {
  const moments = [window.start, ...options.map(({ start }) => Math.max(start, window.start))];
  return moments.some(
    (moment) =>
      options.filter(({ start, end }) => start <= moment && end > moment).length >= MAX_OPTIONS,
  );
}
