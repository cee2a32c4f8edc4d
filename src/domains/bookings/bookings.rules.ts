import { type BookingStatus, DAY, HOUR, MAX_BOOKING_MS } from '../../db/constants';
import type { FieldError } from '../../lib/errors';
import { clip, gapsBetween, type Window } from '../../lib/time';

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

/** The price of a window in whole won, rounded up; BigInt, as milliseconds × won outgrows 2^53. */
export function totalPrice({ start, end }: Window, pricePerHour: number): number {
  return Number((BigInt(end - start) * BigInt(pricePerHour) + 3_599_999n) / 3_600_000n);
}

const OPTION_END_BEFORE_START_MS = DAY;

/** When an option placed now would expire: after its TTL, or a day before the start. */
export const optionExpiry = (start: number, now: number, ttlHours: number): number =>
  Math.min(now + ttlHours * HOUR, start - OPTION_END_BEFORE_START_MS);

/** An option that is moved keeps its place in the queue only within the window it queued for. */
export const keepsPlace = (old: Window, moved: Window): boolean =>
  moved.start >= old.start && moved.end <= old.end;

const QUARTER_MS = 15 * 60_000;
const SEARCH_MS = 30 * DAY;

/** The range around a window in which free ones are looked for: 30 days to either side. */
export function searchRange(wanted: Window, now: number): Window {
  const around = { start: wanted.start - SEARCH_MS, end: wanted.end + SEARCH_MS };
  // On a quarter of an hour, so that what is offered is still bookable when the answer arrives.
  const start = Math.ceil((now + LEAD_MS + 1) / QUARTER_MS) * QUARTER_MS;
  return clip(around, { start, end: now + HORIZON_MS + wanted.end - wanted.start });
}

/** Up to `count` free windows of the same length, nearest first; `busy` merged and in order. */
export function nearestFree(
  wanted: Window,
  busy: readonly Window[],
  range: Window,
  count: number,
): Window[] {
  const length = wanted.end - wanted.start;
  const distance = (window: Window) => Math.abs(window.start - wanted.start);
  return gapsBetween(range, busy)
    .filter((gap) => gap.end - gap.start >= length)
    .map((gap) => Math.min(Math.max(wanted.start, gap.start), gap.end - length))
    .map((start) => ({ start, end: start + length }))
    .toSorted((a, b) => distance(a) - distance(b) || a.start - b.start)
    .slice(0, count);
}

/** How many options may be alive over any moment. */
export const MAX_OPTIONS = 4;

/** Whether some moment of the window has as many options as there may be. */
export function isFull(options: readonly Window[], window: Window): boolean {
  const moments = [window.start, ...options.map(({ start }) => Math.max(start, window.start))];
  return moments.some(
    (moment) =>
      options.filter(({ start, end }) => start <= moment && end > moment).length >= MAX_OPTIONS,
  );
}
