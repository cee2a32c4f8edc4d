import { describe, expect, it } from 'vitest';
import { bindings, get, post, put } from '../helpers/api';
import { atTime, illegal, iso, newBookingAt } from '../helpers/clock';
import { confirm, DAY, move, newOption, newPerson, type Person, stage } from '../helpers/data';

const HOUR = 3_600_000;
const { DB } = bindings;

describe('a booking’s times', () => {
  const now = Date.now();
  const edit = (path: string, person: Person, body: object) =>
    atTime(now, () => put(path, body, { token: person.token }));

  it.each([
    ['client', HOUR - 1, 'too_soon'],
    ['client', HOUR, undefined],
    ['admin', 0, 'in_past'],
    ['admin', 1, undefined],
    ['admin', 365 * DAY, undefined],
    ['admin', 365 * DAY + 1, 'too_far'],
  ] as const)('move by %s to %i ms from now: %s', async (role, ahead, code) => {
    const all = await newBookingAt(now + 5 * DAY);
    const start = now + ahead;
    const answer = await edit(all.path, all[role], {
      start_time: iso(start),
      end_time: iso(start + HOUR),
    });
    expect([answer.status, answer.body.errors?.[0].code]).toEqual([code ? 422 : 200, code]);
  });

  it.each([
    ['client', HOUR - 1, 'too_soon'],
    ['client', HOUR, undefined],
    ['admin', 0, 'in_past'],
    ['admin', 1, undefined],
  ] as const)('are booked by %s %i ms from now: %s', async (role, ahead, code) => {
    const all = await stage();
    const times = { start_time: iso(now + ahead), end_time: iso(now + ahead + HOUR) };
    const request = { model_id: all.model_id, ...times };
    const { token } = all[role];
    for (const name of ['bookings', 'bookings/quote']) {
      const answer = await atTime(now, () => post(`/api/v1/${name}`, request, { token }));
      const wrong = answer.body.errors?.[0].code;
      expect([name, answer.status, wrong]).toEqual([name, code ? 422 : 200, code]);
    }
  });

  it('allow one start: after it, only an admin can change the end', async () => {
    for (const [ahead, status] of [
      [1, 200],
      [0, 409],
    ] as const) {
      const { admin, path, client } = await newBookingAt(now + ahead, 'confirmed');
      expect((await edit(path, client, { end_time: iso(now + 9 * HOUR) })).status).toBe(409);
      expect((await edit(path, admin, { end_time: iso(now + 5 * HOUR) })).status).toBe(200);
      const moved = await edit(path, admin, { start_time: iso(now + 2 * HOUR) });
      expect(moved.status).toBe(status);
      if (status === 409) {
        expect(moved.body).toMatchObject({
          ...illegal,
          conflict: { from: 'confirmed', to: 'confirmed' },
        });
        expect(moved.body.conflict.allowed.sort()).toEqual(['cancelled', 'completed', 'no_show']);
        expect(moved.body.error_message).toContain('이미 시작된');
      }
    }
  });

  it('of an option belong to the agency; the client can still change notes and location', async () => {
    const { admin, client, model_id } = await stage();
    const option = await newOption(admin, model_id, 0, 4, client);
    const path = `/api/v1/bookings/${option.booking_id}`;
    const refused = await put(path, { end_time: option.start_time }, { token: client.token });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ conflict: { from: 'option', to: 'option' } });
    expect(refused.body.conflict.allowed.sort()).toEqual(['cancelled', 'released']);
    const same = { start_time: option.start_time, end_time: option.end_time, notes: '메모' };
    const noted = await put(path, same, { token: client.token });
    expect([noted.status, noted.body.notes]).toEqual([200, '메모']);
    await confirm(admin, option.booking_id);
    expect((await put(path, { location: '성수동' }, { token: client.token })).status).toBe(409);
  });

  it('sent unchanged change nothing', async () => {
    const { admin, path } = await newBookingAt(now - 1, 'confirmed');
    const { body, headers } = await get(path, { token: admin.token });
    const same = { start_time: body.start_time, end_time: body.end_time };
    const answer = await put(path, same, { token: admin.token });
    expect([answer.status, answer.body, answer.headers.get('ETag')]).toEqual([
      200,
      body,
      headers.get('ETag'),
    ]);
  });

  it('require checks of model and account only if the start changes', async () => {
    const { admin, client, model_id, path } = await newBookingAt(now + 5 * DAY);
    const { token } = admin;
    const later = (days: number) => ({
      start_time: iso(now + days * DAY),
      end_time: iso(now + days * DAY + 4 * HOUR),
    });
    await put(`/api/v1/models/${model_id}`, { is_available: false }, { token });
    const off = await put(path, later(6), { token });
    expect([off.status, off.body.errors?.[0].field]).toEqual([422, 'model_id']);
    expect((await put(path, { end_time: iso(now + 5 * DAY + 5 * HOUR) }, { token })).status).toBe(
      200,
    );
    await put(`/api/v1/models/${model_id}`, { is_available: true }, { token });
    await put(`/api/v1/users/${client.id}`, { is_active: false }, { token });
    const inactive = await put(path, later(6), { token });
    expect([inactive.status, inactive.body.errors?.[0].field]).toEqual([422, 'user_id']);
    expect((await put(path, { end_time: iso(now + 5 * DAY + 6 * HOUR) }, { token })).status).toBe(
      200,
    );
    // Options and confirmations do not check them either.
    const id = path.split('/').at(-1) ?? '';
    expect((await move(admin, id, 'option')).status).toBe(200);
    expect((await confirm(admin, id)).status).toBe(200);
  });

  it('must be in the future, whoever writes them', async () => {
    const { id, model_id, client } = await newBookingAt(now + DAY);
    const shift = (start: number, clock: number) =>
      DB.prepare(
        'UPDATE bookings SET start_at = ?1, end_at = ?1 + 3600000, updated_at = ?2 WHERE id = ?3',
      )
        .bind(start, clock, id)
        .run();
    await expect(shift(now + HOUR, now + HOUR)).rejects.toThrow('BOOKING_IN_PAST');
    await expect(shift(now + 9 * DAY, now + DAY)).rejects.toThrow('BOOKING_IN_PAST');
    await shift(now + HOUR, now + HOUR - 1);
    const insert = (clock: number) =>
      DB.prepare(
        `INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?4 + 3600000, 10000, 10000, ?5, ?5)`,
      )
        .bind(crypto.randomUUID(), model_id, client.id, now + 9 * DAY, clock)
        .run();
    await expect(insert(now + 9 * DAY)).rejects.toThrow('BOOKING_IN_PAST');
    await insert(now + 9 * DAY - 1);
  });
});

it('an inactive account gets no bookings, not even from an admin', async () => {
  const { admin, model_id } = await stage();
  const client = await newPerson();
  await put(`/api/v1/users/${client.id}`, { is_active: false }, { token: admin.token });
  const start = Date.now() + 5 * DAY;
  const item = {
    model_id,
    user_id: client.id,
    start_time: iso(start),
    end_time: iso(start + HOUR),
  };
  const refused = await post('/api/v1/bookings', item, { token: admin.token });
  expect(refused.body).toMatchObject({
    status: 422,
    errors: [{ field: 'user_id', code: 'not_active' }],
  });
  const batch = await post('/api/v1/bookings/batch', { items: [item] }, { token: admin.token });
  expect(batch.body).toMatchObject({ status: 422, errors: [{ field: 'items.0.user_id' }] });
});
