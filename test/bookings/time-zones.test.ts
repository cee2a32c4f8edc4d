import { describe, expect, it } from 'vitest';
import { canonicalTimeZone } from '../../src/lib/time-zones';
import { post } from '../helpers/api';
import { stage, window } from '../helpers/data';

describe('the canonical name of a time zone', () => {
  it.each([
    ['Asia/Seoul', 'Asia/Seoul'],
    ['asia/seoul', 'Asia/Seoul'],
    ['aSiA/sEoUl', 'Asia/Seoul'],
    ['ROK', 'Asia/Seoul'],
    ['Japan', 'Asia/Tokyo'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['europe/kiev', 'Europe/Kyiv'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['etc/gmt+9', 'Etc/GMT+9'],
  ])('%s is %s', (name, zone) => expect(canonicalTimeZone(name)).toBe(zone));

  it.each([
    'Factory',
    'factory',
    'BST',
    'JST',
    'pst',
    'SystemV/EST5',
    '+09:00',
    'Asia/Nowhere',
    '',
  ])('%s is not a zone', (name) => expect(canonicalTimeZone(name)).toBeUndefined());

  it('maps to itself', () => {
    for (const name of Intl.supportedValuesOf('timeZone')) {
      const zone = canonicalTimeZone(name) ?? '';
      expect(canonicalTimeZone(zone), name).toBe(zone);
    }
  });

  it('is stored with a booking', async () => {
    const { client, model_id } = await stage();
    const book = (timezone: string) =>
      post('/api/v1/bookings', { model_id, ...window(0, 2), timezone }, { token: client.token });
    expect((await book('aSIA/kolKATA')).body).toMatchObject({ timezone: 'Asia/Kolkata' });
    for (const timezone of ['Factory', '+09:00']) {
      const { status, body } = await book(timezone);
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ field: 'timezone' }]);
    }
  });
});
