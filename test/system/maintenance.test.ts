import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/db/client';
import type { Bindings } from '../../src/env';
import { loadSettings } from '../../src/env';
import { runMaintenance, SWEEPS } from '../../src/maintenance';
import { bindings, METRICS, get as plainGet } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newPerson } from '../helpers/data';
import { parseExposition } from '../helpers/exposition';
import { intercepted } from '../helpers/faults/statements';

const settings = loadSettings(bindings);

const DAY = 86_400_000;
const openOf = (env: Record<string, unknown>) =>
  openDatabase(env.DB as D1Database, 'first-primary');
const run = (sql: string, ...args: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...args)
    .run();
const countOf = (sql: string, ...args: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...args)
    .first<number>('n');

const NUMBERS = 'WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?1)';

/** Inserts rows of each kind with this age in milliseconds, marked by `mark`. */
async function rows(n: number, mark: string, userId: string, at: number) {
  await run(
    `${NUMBERS} INSERT INTO idempotency_keys (caller, route, key, fingerprint, refusal, created_at) SELECT ?2, 'r', n, 'f', '{}', ?3 FROM i`,
    n,
    mark,
    at,
  );
  await run(
    `${NUMBERS} INSERT INTO audit_log (action, target_type, target_id, at) SELECT 'x', 'user', ?2, ?3 FROM i`,
    n,
    mark,
    at,
  );
  await run(
    `${NUMBERS} INSERT INTO login_attempts (id, account, address, failed, at) SELECT ?2 || n, ?2, 'a', 0, ?3 FROM i`,
    n,
    mark,
    at,
  );
  await run(
    `${NUMBERS} INSERT INTO known_addresses (user_id, address, at) SELECT ?4, ?2 || n, ?3 FROM i`,
    n,
    mark,
    at,
    userId,
  );
  await run(
    `${NUMBERS} INSERT INTO sessions (id, user_id, counter, rotated_at, created_at, expires_at, revoked_at) SELECT ?2 || n, ?4, 0, ?3, ?3, iif(n % 2, ?3, ?3 + ${900 * DAY}), iif(n % 2, NULL, ?3) FROM i`,
    n,
    mark,
    at,
    userId,
  );
}

const KEPT = {
  idempotency_keys: 'SELECT count(*) AS n FROM idempotency_keys WHERE caller = ?',
  audit_log: "SELECT count(*) AS n FROM audit_log WHERE target_id = ? AND action = 'x'",
  login_attempts: 'SELECT count(*) AS n FROM login_attempts WHERE account = ?',
  known_addresses: 'SELECT count(*) AS n FROM known_addresses WHERE user_id = ?',
  sessions: "SELECT count(*) AS n FROM sessions WHERE user_id = ? AND id LIKE 'm%'",
};

/** Returns how many rows of each kind are left. */
const left = async (mark: string, userId: string) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(KEPT).map(async ([name, sql]) => [
        name,
        await countOf(sql, /user_id/.test(sql) ? userId : mark),
      ]),
    ),
  );

const withMetrics = (DB = bindings.DB) =>
  ({ ...bindings, DB, METRICS, LOG_LEVEL: 'info' }) as unknown as Bindings;
const samples = async () =>
  parseExposition((await plainGet('/metrics', { env: { METRICS } })).text);

describe('a run of the cron', () => {
  it('deletes what has ended and reads in proportion to that only', async () => {
    const [{ id }, other, now] = [await newPerson(), await newPerson(), Date.now()];
    await runMaintenance(bindings, now);
    const mark = `m${crypto.randomUUID()}`;
    const { env, of } = counting();
    const cost = (name: string) =>
      of(() =>
        (SWEEPS[name] as (typeof SWEEPS)[string])({
          db: openOf(env),
          bucket: undefined,
          settings,
          now,
        }),
      );
    await rows(1000, mark, id, now);
    for (const name of Object.keys(KEPT)) {
      const { rowsRead } = await cost(name);
      expect([name, rowsRead <= 10, rowsRead]).toEqual([name, true, expect.any(Number)]);
    }
    await rows(1200, `${mark}old`, other.id, now - 200 * DAY);
    for (const name of Object.keys(KEPT)) {
      const { rowsRead } = await cost(name);
      expect([name, rowsRead > 1200 && rowsRead < 20_000, rowsRead]).toEqual([
        name,
        true,
        expect.any(Number),
      ]);
    }
    expect(new Set(Object.values(await left(`${mark}old`, other.id)))).toEqual(new Set([0]));
    expect(new Set(Object.values(await left(mark, id)))).toEqual(new Set([1000]));
    await run("UPDATE sessions SET revoked_at = 1 WHERE user_id = ? AND id LIKE 'm%'", id);
    await runMaintenance(bindings, now + 200 * DAY);
    expect(new Set(Object.values(await left(mark, id)))).toEqual(new Set([0]));
  });

  it('stays within an invocation’s queries when there is more than it can do', async () => {
    let queries = 0;
    const endless = intercepted(bindings.DB, async (statements) => {
      queries += statements.length;
      const results = Array.from({ length: 500 }, () => ({ id: 'x' }));
      const one = { results, success: true, meta: {} };
      return (statements.length > 1 ? statements.map(() => one) : one) as never;
    });
    for (const [name, sweep] of Object.entries(SWEEPS)) {
      queries = 0;
      await sweep({ db: openOf({ DB: endless }), bucket: undefined, settings, now: Date.now() });
      // Batches of 500: 50,000 bookings, 20,000 rows of anything else.
      expect(queries, name).toBeGreaterThanOrEqual(name.startsWith('bookings_') ? 100 : 40);
    }
    queries = 0;
    await runMaintenance({ ...bindings, DB: endless }, Date.now());
    expect(queries).toBeLessThanOrEqual(1000);
  });

  it('continues after a failed sweep, and reports it to the log and the metrics', async () => {
    const [{ id }, now] = [await newPerson(), Date.now()];
    const mark = `m${crypto.randomUUID()}`;
    await runMaintenance(withMetrics(), now - 60_000);
    const before = await samples();
    await rows(3, mark, id, now - 200 * DAY);
    const DB = intercepted(bindings.DB, (statements, work) => {
      if (statements.some(({ sql }) => /^delete from "sessions"/.test(sql))) {
        throw new Error('D1_ERROR: Network connection lost.');
      }
      return work();
    });
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      await runMaintenance(withMetrics(DB), now);
      const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)));
      expect(lines).toMatchObject([{ level: 'error', message: 'maintenance', sweep: 'sessions' }]);
      expect(JSON.stringify(lines)).toContain('Network connection lost');
    } finally {
      log.mockRestore();
    }
    expect(await left(mark, id)).toEqual({
      idempotency_keys: 0,
      audit_log: 0,
      login_attempts: 0,
      known_addresses: 0,
      sessions: 3,
    });
    const after = await samples();
    const grew = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grew('maintenance_failures_total{sweep="sessions"}')).toBe(1);
    expect(grew('maintenance_failures_total{sweep="audit_log"}')).toBe(0);
    const last = 'maintenance_sweep_last_success_timestamp_seconds';
    expect(grew(`${last}{sweep="sessions"}`)).toBe(0);
    expect(grew(`${last}{sweep="audit_log"}`)).toBe(60);
    expect(grew('maintenance_last_success_timestamp_seconds')).toBe(0);
  });
});
