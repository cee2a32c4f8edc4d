import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/db/constants';
import { nearestFree } from '../../src/domains/bookings/quotes/nearest-free.rules';
import { toLocalIso } from '../../src/lib/time-zones';

const SEOUL = 'Asia/Seoul';
const at = (time: string) => Date.parse(time);
const window = (from: string, hours: number) => ({ start: at(from), end: at(from) + hours * HOUR });
const around = (from: string, days: number) => ({
  start: at(from) - days * DAY,
  end: at(from) + days * DAY,
});
const offered = (
  wanted: { start: number; end: number },
  busy: { start: number; end: number }[],
  range: { start: number; end: number },
  zone = SEOUL,
  count = 3,
) => nearestFree(wanted, busy, range, zone, count).map(({ start }) => toLocalIso(start, zone));

describe('the alternatives offered', () => {
  const wanted = window('2027-03-10T10:00:00+09:00', 4);

  it('prefer the same time of day on near days, the earlier of two equally near days first', () => {
    expect(offered(wanted, [wanted], around('2027-03-10T10:00:00+09:00', 30))).toEqual([
      '2027-03-09T10:00:00+09:00',
      '2027-03-11T10:00:00+09:00',
      '2027-03-08T10:00:00+09:00',
    ]);
  });

  it('keep the local time across a daylight saving change', () => {
    const zone = 'America/New_York';
    const saturday = window('2027-03-13T10:00:00-05:00', 4);
    const range = around('2027-03-13T10:00:00-05:00', 30);
    expect(offered(saturday, [saturday], range, zone)).toEqual([
      '2027-03-12T10:00:00-05:00',
      '2027-03-14T10:00:00-04:00',
      '2027-03-11T10:00:00-05:00',
    ]);
  });

  it('continue by day, nearest first, and use nights only as a last resort', () => {
    const busy = [window('2027-03-10T09:00:00+09:00', 6)];
    const range = window('2027-03-10T00:00:00+09:00', 24);
    expect(offered(wanted, busy, range, SEOUL, 9)).toEqual([
      '2027-03-10T15:00:00+09:00',
      '2027-03-10T05:00:00+09:00',
    ]);
    const night = [window('2027-03-10T09:00:00+09:00', 14)];
    const late = { ...range, end: range.end + 12 * HOUR };
    expect(offered(wanted, night, late, SEOUL, 9)).toEqual([
      '2027-03-11T08:00:00+09:00',
      '2027-03-10T05:00:00+09:00',
      '2027-03-10T23:00:00+09:00',
    ]);
  });

  it('follow the hours of the booking’s zone', () => {
    const zone = 'America/New_York';
    const busy = [window('2027-03-10T09:00:00+09:00', 6)];
    const range = window('2027-03-10T00:00:00+09:00', 24);
    // 20:00 in New York, when 15:00 in Seoul is one in the morning.
    expect(offered(wanted, busy, range, zone, 9)[0]).toBe('2027-03-09T15:00:00-05:00');
  });

  it('start before 22:00', () => {
    const evening = window('2027-03-10T22:30:00+09:00', 2);
    const range = window('2027-03-10T12:00:00+09:00', 12);
    expect(offered(evening, [evening], range)).toEqual(['2027-03-10T20:30:00+09:00']);
    const blocked = [window('2027-03-10T23:30:00+09:00', 2)];
    const wide = { ...range, end: range.end + 2 * HOUR };
    expect(
      offered({ start: evening.start + HOUR, end: evening.end + HOUR }, blocked, wide),
    ).toEqual(['2027-03-10T21:30:00+09:00']);
  });

  it('never overlap busy times and never leave the range', () => {
    const range = window('2027-03-10T00:00:00+09:00', 24);
    expect(offered(wanted, [range], range)).toEqual([]);
    expect(offered(window('2027-03-10T10:00:00+09:00', 30), [], range)).toEqual([]);
  });
});
