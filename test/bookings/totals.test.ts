import { describe, expect, it } from 'vitest';
import { bindings, get } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newModel, newPerson } from '../helpers/data';

const HOUR = 3_600_000;

describe('the total of bookings in a window', () => {
  it('is null above 10,000 rows, and the list still works', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const start = Math.ceil(Date.now() / HOUR) * HOUR + 300 * 24 * HOUR;
    const insert = (from: number, n: number) =>
      bindings.DB.prepare(
        `WITH RECURSIVE i(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM i WHERE n < ?1 + ?2 - 1)
        INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
        SELECT ?3 || '-' || n, ?4, ?3, ?5 + (n % 24) * ${HOUR}, ?5 + (n % 24 + 1) * ${HOUR}, 10000, 10000, ?6, ?6 FROM i`,
      )
        .bind(from, n, admin.id, model_id, start, Date.now())
        .run();
    const { env, of } = counting();
    const [from, to] = [start, start + 24 * HOUR].map((at) => new Date(at).toISOString());
    const list = async (query = '') =>
      (await get(`/api/v1/bookings?from=${from}&to=${to}${query}`, { token: admin.token, env }))
        .body;
    await insert(0, 10_000);
    expect(await list()).toMatchObject({ total: 10_000, has_next: true });
    expect(await list('&status=confirmed')).toMatchObject({ total: 0, has_next: false });
    await insert(10_000, 1);
    const { rowsRead } = await of(async () => {
      expect(await list('&sort=start_time')).toMatchObject({ total: null, has_next: true });
    });
    expect(rowsRead).toBeLessThan(21_000);
    expect(await list('&skip=9991')).toMatchObject({ total: null, has_next: false });
    expect((await get('/api/v1/bookings', { token: admin.token })).body.total).toBeGreaterThan(
      10_000,
    );
    await bindings.DB.batch([
      bindings.DB.prepare(
        'DELETE FROM booking_events WHERE booking_id IN (SELECT id FROM bookings WHERE user_id = ?)',
      ).bind(admin.id),
      bindings.DB.prepare('DELETE FROM bookings WHERE user_id = ?').bind(admin.id),
    ]);
  });
});
