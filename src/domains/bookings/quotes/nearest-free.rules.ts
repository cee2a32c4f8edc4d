import { DAY, HOUR } from '../../../db/constants';
import { clip, gapsBetween, type Window } from '../../../lib/time';
import { fromWallClock, toWallClock } from '../../../lib/time-zones';
import { HORIZON_MS, LEAD_MS } from '../bookings.rules';

/** What to offer where a window is taken. Pure, times in epoch milliseconds. */

const QUARTER_MS = 15 * 60_000;
const SEARCH_MS = 30 * DAY;
/** So many days to either side the same time of day is preferred. */
const NEAR_DAYS = 7;
/** People start between these hours; the last quarter before 22:00 is the latest. */
const FIRST_HOUR = 8 * HOUR;
const LAST_HOUR = 22 * HOUR - QUARTER_MS;

/** How far around a window free ones are looked for. */
export const SEARCH_SPREAD_MS = SEARCH_MS;

/** The range around a window in which free ones are looked for: 30 days to either side. */
export function searchRange(wanted: Window, now: number): Window {
  const around = { start: wanted.start - SEARCH_MS, end: wanted.end + SEARCH_MS };
  // On a quarter of an hour, so that what is offered is still bookable when the answer arrives.
  const start = Math.ceil((now + LEAD_MS + 1) / QUARTER_MS) * QUARTER_MS;
  return clip(around, { start, end: now + HORIZON_MS + wanted.end - wanted.start });
}

const nearest = (to: number, { start, end }: Window) => Math.min(Math.max(to, start), end);

/** The start nearest to the wanted one on each day of a range of starts, between 08:00 and 22:00. */
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
 * Up to `count` free windows of the same length, in the order in which people would take them: the same
 * time of day on near days, then starts between 08:00 and 22:00 in the booking's zone, then nights; each
 * nearest first. `busy` merged and in order.
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
