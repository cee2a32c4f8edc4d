import { type BookingStatus, DAY, HOUR, MAX_BOOKING_MS } from '../../db/vocabulary';
import type { FieldError } from '../../lib/errors';
import type { Window } from '../../lib/time';

/** Pure rules of bookings: no I/O, the clock an argument. Times in epoch milliseconds. */

export const LEAD_MS = HOUR;
export const HORIZON_MS = 365 * DAY;
const MIN_BOOKING_MS = HOUR;

/** Where a booking may start. */
export const isTooSoon = (start: number, now: number) => start < now + LEAD_MS;
export const isTooFar = (start: number, now: number) => start > now + HORIZON_MS;

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

/** What is wrong with a booking's start. */
export function startProblems(start: number, now: number): FieldError[] {
  const problem = (message: FieldError['message']): FieldError[] => [
    { field: 'start_time', code: message.split('.')[1] ?? '', message },
  ];
  if (isTooSoon(start, now)) return problem('booking.too_soon');
  if (isTooFar(start, now)) return problem('booking.too_far');
  return [];
}

/** The legal moves, as the database holds them in booking_transitions; what is not here is final. */
export const TRANSITIONS: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  requested: ['option', 'confirmed', 'declined', 'cancelled'],
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

/** The states in which this caller may still change a booking's details. */
export const editableStates = (role: 'client' | 'admin'): BookingStatus[] =>
  role === 'admin' ? ['requested', 'option', 'confirmed'] : ['requested', 'option'];
