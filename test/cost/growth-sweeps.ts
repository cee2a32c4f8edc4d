import { expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings } from '../helpers/api';
import { newPerson } from '../helpers/data';
import { intercepted } from '../helpers/faults/statements';
import { steps } from './sizes';

/** Run by `npm run growth`: the cron after an outage. */
const DUE = 50_000;
const HOUR = 3_600_000;

const expired = () =>
  bindings.DB.prepare(
    "SELECT count(*) AS n FROM bookings WHERE status = 'expired' AND id LIKE 'due-%'",
  ).first<number>('n');

it('expires 50,000 lapsed requests in one run, within the queries of an invocation', async () => {
  const { id } = await newPerson('admin');
  const now = Date.now();
  const [start, end] = [now + HOUR, now + 2 * HOUR];
  for (const { numbers } of steps(0, DUE)) {
    await bindings.DB.prepare(
      `${numbers} INSERT INTO models (id, name, description, price_per_hour, created_at, updated_at)
       SELECT 'due-' || i, '모델', '런웨이와 룩북 경험이 풍부한 모델', 10000, 1, 1 FROM n`,
    ).run();
    await bindings.DB.prepare(
      `${numbers} INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
       SELECT 'due-' || i, 'due-' || i, ?, ${start}, ${end}, 10000, 10000, ${now}, ${now} FROM n`,
    )
      .bind(id)
      .run();
  }
  let statements = 0;
  const DB = intercepted(bindings.DB, (sent, send) => {
    statements += sent.length;
    return send();
  });
  const started = performance.now();
  await runMaintenance({ ...bindings, DB }, end);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  expect(await expired()).toBe(DUE);
  expect(statements).toBeLessThanOrEqual(1000);
  console.log(`${DUE} lapsed requests: ${statements} statements, ${seconds} s\n`);
}, 600_000);
