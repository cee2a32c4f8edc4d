import { describe, expect, it } from 'vitest';
import {
  BOOKING_STATUSES,
  type BookingStatus,
  DAY,
  HOUR,
  type Role,
  TRANSITIONS,
} from '../../src/db/constants';
import * as rules from '../../src/domains/bookings/bookings.rules';
import { startProblems } from '../../src/domains/bookings/bookings.schemas';
import { ageInSeoul, gapsBetween, mergeWindows } from '../../src/lib/time';
import { toLocalIso } from '../../src/lib/time-zones';
import { bindings } from '../helpers/api';

const w = (start: number, end: number) => ({ start, end });

describe('prices', () => {
  it.each([
    [1, 10_000, 10_000],
    [1.5, 100_001, 150_002],
    [8, 150_000, 1_200_000],
    [1 / 60, 10_000, 167],
    [14 * 24, 100_000_000, 33_600_000_000],
  ])('%d h at %i won cost %i won', (hours, rate, total) => {
    expect(rules.totalPrice(w(0, hours * HOUR), rate)).toBe(total);
  });
});

describe('transitions', () => {
  it('are the same in the rules and in the database', async () => {
    const { results } = await bindings.DB.prepare(
      'SELECT from_status, to_status FROM booking_transitions',
    ).all();
    const stored = results.map((row) => `${row.from_status} ${row.to_status}`).sort();
    const known = BOOKING_STATUSES.flatMap((from) =>
      TRANSITIONS[from].map((to) => `${from} ${to}`),
    );
    expect(stored).toEqual(known.sort());
  });

  it('do not leave final states', () => {
    for (const state of [
      'declined',
      'released',
      'expired',
      'cancelled',
      'completed',
      'no_show',
    ] as const) {
      expect(TRANSITIONS[state]).toEqual([]);
    }
  });
});

describe('windows', () => {
  it.each([
    ['nothing', [], w(0, 10), [w(0, 10)]],
    ['one in the middle', [w(3, 5)], w(0, 10), [w(0, 3), w(5, 10)]],
    ['one over the edge', [w(-5, 2)], w(0, 10), [w(2, 10)]],
    ['everything', [w(-1, 11)], w(0, 10), []],
    ['an empty range', [], w(5, 5), []],
  ])('gaps beside %s', (_, busy, range, gaps) => expect(gapsBetween(range, busy)).toEqual(gaps));

  it('are merged where they overlap or touch', () => {
    expect(mergeWindows([w(5, 7), w(0, 2), w(2, 3), w(6, 6.5)])).toEqual([w(0, 3), w(5, 7)]);
  });

  it.each([
    [[], false],
    [Array(3).fill(w(0, 4)), false],
    [Array(4).fill(w(0, 4)), true],
    [[w(0, 1), w(1, 2), w(2, 3), w(3, 4)], false],
    [[w(0, 4), w(1, 5), w(2, 6), w(3, 9)], true],
    [[w(-9, 0.5), w(0, 4), w(1, 5), w(2, 6)], false],
  ])('%j are full: %s', (options, full) => expect(rules.isQueueFull(options, w(0, 4))).toBe(full));
});

describe('allowed transitions', () => {
  const start = 10 * DAY;
  const ahead = start - DAY;
  const moves = (status: BookingStatus, role: Role, now: number) =>
    rules.allowedMoves({ status, startAt: start }, role, now).sort();
  it.each([
    ['requested', 'admin', ahead - 1, ['cancelled', 'confirmed', 'declined', 'option']],
    ['requested', 'admin', ahead, ['cancelled', 'confirmed', 'declined']],
    ['requested', 'admin', start - 1, ['cancelled', 'confirmed', 'declined']],
    ['requested', 'client', ahead, ['cancelled']],
    ['option', 'admin', ahead - 1, ['cancelled', 'confirmed', 'released']],
    ['option', 'client', ahead - 1, ['cancelled', 'released']],
    ['confirmed', 'admin', start - 1, ['cancelled']],
    ['confirmed', 'admin', start, ['cancelled', 'completed', 'no_show']],
    ['confirmed', 'client', start - 1, ['cancelled']],
    ['confirmed', 'client', start, []],
    ['expired', 'admin', start, []],
    ['completed', 'admin', start, []],
  ] as const)('with a %s booking by %s at %i', (status, role, now, expected) => {
    expect(moves(status, role, now)).toEqual(expected);
  });

  it.each([
    ['client', HOUR - 1, 'too_soon'],
    ['client', HOUR, undefined],
    ['client', -1, 'too_soon'],
    ['admin', 0, 'in_past'],
    ['admin', 1, undefined],
    ['client', 365 * DAY, undefined],
    ['admin', 365 * DAY, undefined],
    ['client', 365 * DAY + 1, 'too_far'],
    ['admin', 365 * DAY + 1, 'too_far'],
  ] as const)('a start by %s %i ms from now: %s', (role, start, code) => {
    expect(startProblems(start, 0, role)[0]?.code).toBe(code);
  });
});

describe('time', () => {
  it.each([
    ['Asia/Seoul', '2027-02-27T15:00:00Z', '2027-02-28T00:00:00+09:00'],
    ['Asia/Seoul', '2028-02-28T15:00:00Z', '2028-02-29T00:00:00+09:00'],
    ['America/New_York', '2027-03-14T06:59:59Z', '2027-03-14T01:59:59-05:00'],
    ['America/New_York', '2027-03-14T07:00:00Z', '2027-03-14T03:00:00-04:00'],
    ['America/New_York', '2027-11-07T05:30:00Z', '2027-11-07T01:30:00-04:00'],
    ['America/New_York', '2027-11-07T06:30:00Z', '2027-11-07T01:30:00-05:00'],
    ['Asia/Kolkata', '2027-01-31T18:30:00Z', '2027-02-01T00:00:00+05:30'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01-01T00:00:00+14:00'],
  ])('in %s %s is %s', (zone, utc, local) => expect(toLocalIso(Date.parse(utc), zone)).toBe(local));

  it.each([
    ['2008-11-23', '2026-11-22T14:59:59Z', 17],
    ['2008-11-23', '2026-11-22T15:00:00Z', 18],
    ['2008-02-29', '2026-02-28T12:00:00Z', 17],
    ['2008-02-29', '2026-03-01T00:00:00Z', 18],
  ])('born %s is at %s aged %i in Seoul', (born, now, age) => {
    expect(ageInSeoul(born, Date.parse(now))).toBe(age);
  });
});
