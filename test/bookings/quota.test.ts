import { describe, expect, it } from 'vitest';
import { bindings, post } from '../helpers/api';
import { atTime, startAt } from '../helpers/clock';
import { counting } from '../helpers/counting';
import { confirm, findings, move, newBooking, type Person, stage, window } from '../helpers/data';

const { DB } = bindings;
const book = (person: Person, body: object, env?: Record<string, unknown>) =>
  post('/api/v1/bookings', body, { token: person.token, ...(env && { env }) });
const batch = (person: Person, items: object[]) =>
  post('/api/v1/bookings/batch', { items }, { token: person.token });

describe('the quota', () => {
  it('counts open requests, including all items of a batch; admins are exempt', async () => {
    const { admin, client, model_id } = await stage();
    const items = (count: number, from: number) =>
      Array.from({ length: count }, (_, n) => ({ model_id, ...window(from + n, from + n + 1) }));
    for (const from of [0, 20]) expect((await batch(client, items(20, from))).status).toBe(200);
    const over = await batch(client, items(11, 40));
    expect(over.body).toMatchObject({
      error_code: 'QuotaExceededException',
      conflict: { limit: 50 },
    });
    const last = await batch(client, items(10, 40));
    expect(last.status).toBe(200);
    const one = { model_id, ...window(60, 61) };
    expect((await book(client, one)).body.error_code).toBe('QuotaExceededException');
    expect((await book(admin, { ...one, user_id: client.id })).body.error_code).toBe(
      'QuotaExceededException',
    );
    await move(admin, last.body.items[0].booking_id, 'confirm');
    expect((await book(client, one)).status).toBe(200);
    for (let n = 0; n < 3; n++)
      expect((await batch(admin, items(20, 70 + 20 * n))).status).toBe(200);
    expect(await findings()).toEqual([]);
  });

  it('follows the clock: a lapsed request does not count, swept or not', async () => {
    const { client, model_id } = await stage();
    const items = (count: number, from: number) =>
      Array.from({ length: count }, (_, n) => ({ model_id, ...window(from + n, from + n + 1) }));
    const made = await batch(client, items(20, 0));
    for (const [count, from] of [
      [20, 20],
      [10, 40],
    ] as const) {
      expect((await batch(client, items(count, from))).status).toBe(200);
    }
    const now = Date.now();
    await startAt(made.body.items[0].booking_id, now);
    const codeAt = (instant: number, from: number) =>
      atTime(instant, async () => {
        const { body } = await book(client, { model_id, ...window(from, from + 1) });
        return body.error_code;
      });
    expect(await codeAt(now - 1, 60)).toBe('QuotaExceededException');
    expect(await codeAt(now, 60)).toBeUndefined();
    expect(await codeAt(now, 70)).toBe('QuotaExceededException');
  });

  it('is enforced by the database, whoever writes', async () => {
    const { client, model_id } = await stage();
    const insert = (from: number, count: number) =>
      DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 + ?2 - 1)
         INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
         SELECT ?3 || i, ?4, ?3, 3000000000000 + i * 3600000, 3000003600000 + i * 3600000, 10000, 10000, 1, 1 FROM n`,
      )
        .bind(from, count, client.id, model_id)
        .run();
    await insert(0, 49);
    await expect(insert(48, 1)).rejects.toThrow('BOOKING_DUPLICATE');
    await insert(49, 1);
    await expect(insert(50, 1)).rejects.toThrow('REQUESTS_FULL');
  });

  it('does not count the requests of admins, who have none', async () => {
    const { admin, model_id } = await stage();
    const { of } = counting();
    const creation = (hours: number) =>
      of(async (env) =>
        expect((await book(admin, { model_id, ...window(hours, hours + 2) }, env)).status).toBe(
          200,
        ),
      );
    const few = await creation(0);
    await DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
       INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
       SELECT ?1 || i, ?2, ?1, 3000000000000 + i * 3600000, 3000003600000 + i * 3600000, 10000, 10000, 1, 1 FROM n`,
    )
      .bind(admin.id, model_id)
      .run();
    expect((await creation(4)).rowsRead - few.rowsRead).toBeLessThan(20);
  });

  it('does not make refusals more expensive', async () => {
    const { admin, client, model_id } = await stage();
    await newBooking(client, model_id, 0, 4);
    const { booking_id } = await newBooking(admin, model_id, 0, 4);
    const { of } = counting();
    const refused = await of(async (env) =>
      expect((await book(client, { model_id, ...window(0, 2) }, env)).status).toBe(409),
    );
    const illegal = await of(async (env) =>
      expect(
        (await post(`/api/v1/bookings/${booking_id}/release`, {}, { token: admin.token, env }))
          .status,
      ).toBe(409),
    );
    await confirm(admin, booking_id);
    const other = await newBooking(client, model_id, 10, 12);
    await DB.prepare('UPDATE bookings SET start_at = start_at, end_at = end_at WHERE id = ?')
      .bind(other.booking_id)
      .run();
    const option = await of(async (env) =>
      expect(
        (await post(`/api/v1/bookings/${other.booking_id}/option`, {}, { token: admin.token, env }))
          .status,
      ).toBe(200),
    );
    expect([refused.d1Rounds, illegal.d1Rounds, option.d1Rounds]).toEqual([2, 2, 1]);
  });
});
