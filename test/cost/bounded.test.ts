import { describe, expect, it } from 'vitest';
import { bindings, get, post } from '../helpers/api';
import { confirm, newBooking, newModel, newPerson, window } from '../helpers/data';
import { recording } from '../helpers/faults/statements';

const HISTORY = 5_000;

/** Returns the rows read by a call's SELECT statements, by running them once more. */
async function rowsRead(statements: { sql: string; params: unknown[] }[]): Promise<number> {
  const reads = statements.filter(({ sql }) => /^\s*(select|with)/i.test(sql));
  const metas = await Promise.all(
    reads.map(({ sql, params }) =>
      bindings.DB.prepare(sql)
        .bind(...params)
        .all(),
    ),
  );
  return metas.reduce((sum, { meta }) => sum + meta.rows_read, 0);
}

describe('a long history', () => {
  it('does not increase the rows read by quotes, availability and refusals', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    // Past bookings that nobody completed: the most expensive kind, because they stay in the index of
    // confirmed ones.
    await bindings.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${HISTORY})
        INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
        SELECT ?1 || i, ?1, ?2, ?3 - i * 7200000, ?3 - i * 7200000 + 3600000, 10000, 10000, 1, 1 FROM n`,
    )
      .bind(model_id, admin.id, Date.now() - 40 * 86_400_000)
      .run();
    await bindings.DB.prepare(
      "UPDATE bookings SET status = 'confirmed' WHERE model_id = ? AND start_at < ?",
    )
      .bind(model_id, Date.now())
      .run();
    await confirm(admin, (await newBooking(admin, model_id, 0, 4)).booking_id);
    const { DB, statements } = recording(bindings.DB);
    const options = { token: admin.token, env: { DB } };
    const request = { model_id, ...window(1, 3) };
    const { start_time: from, end_time: to } = window(0, 48);
    expect((await post('/api/v1/bookings/quote', request, options)).body.is_free).toBe(false);
    expect(
      (await get(`/api/v1/models/${model_id}/availability?from=${from}&to=${to}`, options)).status,
    ).toBe(200);
    expect((await post('/api/v1/bookings', request, options)).status).toBe(409);
    expect(statements.length).toBeGreaterThan(6);
    // Most of these are the quote's alternatives: at most a hundred neighbours in price.
    expect(await rowsRead(statements)).toBeLessThan(800);
    await bindings.DB.prepare(
      "UPDATE bookings SET status = 'completed', updated_at = end_at WHERE model_id = ? AND start_at < ?",
    )
      .bind(model_id, Date.now())
      .run();
  });
});
