import { BOOKING_HORIZON_MS, BOOKING_NOTICE_MS, DAY, HOUR } from '../../../db/constants';
import { clip, gapsBetween, type Window } from '../../../lib/time';
import { fromWallClock, toWallClock } from '../../../lib/time-zones';

/** Rules for offering alternatives to a taken window. Pure; times are epoch milliseconds. */

const QUARTER_MS = 15 * 60_000;
const SEARCH_MS = 30 * DAY;
/** Within this many days to either side, the same time of day is preferred. */
const NEAR_DAYS = 7;
/** People start work between these hours. The latest start is the last quarter before 22:00. */
const FIRST_HOUR = 8 * HOUR;
const LAST_HOUR = 22 * HOUR - QUARTER_MS;

/** How far around a window the search for free ones goes. */
export const SEARCH_SPREAD_MS = SEARCH_MS;

/** Returns the range in which to search for free windows: 30 days to either side of the wanted one. */
export function searchRange(wanted: Window, now: number): Window {
  const around = { start: wanted.start - SEARCH_MS, end: wanted.end + SEARCH_MS };
  // Rounds up to a quarter of an hour, so that an offer is still bookable when the response arrives.
  const start = Math.ceil((now + BOOKING_NOTICE_MS + 1) / QUARTER_MS) * QUARTER_MS;
  return clip(around, { start, end: now + BOOKING_HORIZON_MS + wanted.end - wanted.start });
}

const nearest = (to: number, { start, end }: Window) => Math.min(Math.max(to, start), end);

/**
 * Returns, for each day in a range of starts, the start between 08:00 and 22:00 nearest to the wanted one.
 */
function daytimeStarts(wanted: number, starts: Window, zone: string): number[] {
  const found: number[] = [];
  const first = Math.floor(toWallClock(starts.start, zone) / DAY) * DAY;
  for (let day = first; day <= toWallClock(starts.end, zone); day += DAY) {
    const hours = {
      start: fromWallClock(day + FIRST_HOUR, zone),
      end: fromWallClock(day + LAST_HOUR, zone),
    };
    const possible = clip(hours, starts);
    if (possible.start <= possible.end) found.push(nearest(wanted, possible));
  }
  return found;
}

/**
 * Returns up to `count` free windows of the same length in order of preference: first the same time of day on
 * near days, then starts between 08:00 and 22:00 in the booking's zone, then nights, each nearest first.
 * `busy` must be merged and in order.
 */
export function nearestFree(
  wanted: Window,
  busy: readonly Window[],
  range: Window,
  zone: string,
  count: number,
): Window[] {
  const length = wanted.end - wanted.start;
  const gaps = gapsBetween(range, busy)
    .map(({ start, end }) => ({ start, end: end - length }))
    .filter(({ start, end }) => end >= start);
  const wall = toWallClock(wanted.start, zone);
  const sameTime = Array.from({ length: NEAR_DAYS }, (_, index) => [-index - 1, index + 1])
    .flat()
    .map((days) => fromWallClock(wall + days * DAY, zone))
    .filter((at) => gaps.some(({ start, end }) => start <= at && at <= end));
  const byDistance = (starts: number[]) =>
    starts.toSorted((a, b) => Math.abs(a - wanted.start) - Math.abs(b - wanted.start) || a - b);
  const daytime = gaps.flatMap((gap) => daytimeStarts(wanted.start, gap, zone));
  const any = gaps.map((gap) => nearest(wanted.start, gap));
  const ordered = [...sameTime, ...byDistance(daytime), ...byDistance(any)];
  return [...new Set(ordered)].slice(0, count).map((start) => ({ start, end: start + length }));
}
