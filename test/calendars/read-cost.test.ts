import { describe, expect, it } from 'vitest';
import { bindings } from '../helpers/api';
import { newCalendar, read } from '../helpers/calendars';
import { counting } from '../helpers/counting';
import { newBooking, stage } from '../helpers/data';

/** Runs work that triggers would refuse, as only a test may. */
async function withoutTriggers(names: string[], work: () => Promise<unknown>) {
  const { results } = await bindings.DB.prepare(
    'SELECT name, sql FROM sqlite_schema WHERE name IN (SELECT value FROM json_each(?))',
  )
    .bind(JSON.stringify(names))
    .all<{ name: string; sql: string }>();
  const run = (texts: string[]) =>
    bindings.DB.batch(texts.map((text) => bindings.DB.prepare(text)));
  await run(results.map(({ name }) => `DROP TRIGGER ${name}`));
  await work().finally(() => run(results.map(({ sql }) => sql)));
}

describe('the cost of a read', () => {
  it('depends on what is shown: with 10,000 past bookings, 1,100 rows', async () => {
    const { admin, client, model_id } = await stage();
    await newBooking(client, model_id, 0, 2);
    const HOUR = 3_600_000;
    const seed = (count: number, daysAgo: number) =>
      bindings.DB.prepare(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
        INSERT INTO bookings (id, model_id, user_id, start_at, end_at, status, price_per_hour, total_price, created_at, updated_at)
        SELECT lower(hex(randomblob(16))), ?, ?, ? - i * ${HOUR}, ? - i * ${HOUR} + ${HOUR}, 'completed', 10000, 10000, 0, 0 FROM n`,
      )
        .bind(
          model_id,
          client.id,
          Date.now() - daysAgo * 24 * HOUR,
          Date.now() - daysAgo * 24 * HOUR,
        )
        .run();
    const calendars = [
      await newCalendar(client),
      await newCalendar(admin, { scope: 'model', model_id }),
      await newCalendar(admin, { scope: 'agency' }),
    ];
    const costOf = async (path: string) => {
      await read(path);
      let events = 0;
      const cost = await counting().of(async (env) => {
        events = (await read(path, { env })).events.length;
      });
      return { ...cost, events };
    };
    // The agency's calendar also contains other tests' bookings.
    const before = await Promise.all(calendars.map(({ path }) => costOf(path)));
    await withoutTriggers(['bookings_insert_past', 'bookings_insert_status'], async () => {
      await seed(1500, 3);
      await seed(8500, 95);
    });
    for (const [index, { path }] of calendars.entries()) {
      const { d1, rowsRead, events } = await costOf(path);
      expect(events).toBe(1000);
      // The names of models and clients are read after the rows.
      expect(d1).toBeLessThanOrEqual(3);
      expect(rowsRead - (before[index]?.rowsRead ?? 0)).toBeLessThanOrEqual(1100);
    }
  });
});
