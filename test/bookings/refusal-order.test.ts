import { describe, expect, it } from 'vitest';
import { keepsQueuePosition } from '../../src/domains/bookings/bookings.service';
import { call } from '../helpers/api';
import { move, newBooking, stage } from '../helpers/data';

const CHANGES = [
  ['POST', '/option', {}],
  ['POST', '/confirm', {}],
  ['POST', '/decline', {}],
  ['POST', '/release', {}],
  ['POST', '/challenge', {}],
  ['POST', '/complete', {}],
  ['POST', '/no-show', {}],
  ['PUT', '', { notes: '메모' }],
  ['DELETE', '', {}],
] as const;

describe('a change of a booking that is final', () => {
  it.each(CHANGES)(
    'is checked for missing, then stale, then illegal: %s %s',
    async (method, name, body) => {
      const { admin, client, model_id } = await stage();
      const { booking_id } = await newBooking(client, model_id, 0, 2);
      await move(admin, booking_id, 'decline');
      const statusOf = async (id: string, headers = {}) => {
        const options = { token: admin.token, body, headers };
        return (await call(method, `/api/v1/bookings/${id}${name}`, options)).status;
      };
      const stale = { 'If-Match': '"99"' };
      expect(await statusOf('absent', stale)).toBe(404);
      expect(await statusOf(booking_id, stale)).toBe(412);
      expect(await statusOf(booking_id)).toBe(409);
    },
  );
});

it.each([
  [0, 6, true],
  [0, 5, true],
  [1, 6, true],
  [-1, 6, false],
  [0, 7, false],
])('an option over 0 to 6 that moves to %i and %i keeps its place: %s', (start, end, keeps) => {
  expect(keepsQueuePosition({ start: 0, end: 6 }, { start, end })).toBe(keeps);
});
