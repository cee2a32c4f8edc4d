import { describe, expect, it } from 'vitest';
import { LATEST_MIGRATION, REQUIRED_TRIGGERS } from '../src/db/guards';
import { MODEL_SORTS } from '../src/domains/models/models.schemas';
import { bindings, call, get } from './helpers/api';
import { newPerson } from './helpers/data';
import { recording } from './helpers/faults';

const migrations = Object.keys(
  import.meta.glob('../migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);

describe('readiness', () => {
  it('knows the newest migration and every trigger', async () => {
    expect(migrations.sort().at(-1)).toBe(`../migrations/${LATEST_MIGRATION}`);
    const { results } = await bindings.DB.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
    ).all();
    expect(results.map(({ name }) => name).sort()).toEqual([...REQUIRED_TRIGGERS].sort());
  });

  it('answers 200, and 503 when the database is not reached, not migrated or unguarded', async () => {
    expect((await get('/health/ready')).body.checks).toEqual({
      database: 'ok',
      migrations: 'ok',
      triggers: 'ok',
      overlaps: 'ok',
    });
    const state = (migrationNames: string[], triggers: string[]) => ({
      withSession: () => ({
        prepare: () => ({ bind: () => ({}) }),
        batch: async () =>
          [migrationNames, triggers, []].map((names) => ({
            results: names.map((name) => ({ name })),
          })),
      }),
    });
    const down = {
      withSession: () => ({
        prepare: () => {
          throw new Error('D1_ERROR: Network connection lost.');
        },
      }),
    };
    const databases = [down, state([], [...REQUIRED_TRIGGERS]), state([LATEST_MIGRATION], [])];
    for (const DB of databases) {
      const { status, headers } = await get('/health/ready', { env: { DB } });
      expect(status).toBe(503);
      expect(headers.get('Retry-After')).toBe('5');
    }
  });
});

/** Steps of a query's plan that read a whole table. */
async function fullScans(sql: string, params: unknown[]): Promise<string[]> {
  const { results } = await bindings.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>();
  return results
    .map(({ detail }) => detail)
    .filter((detail) => /^SCAN /.test(detail))
    .filter(
      (detail) => !/USING (COVERING )?INDEX|VIRTUAL TABLE|CONSTANT ROW|json_each/.test(detail),
    );
}

const hour = encodeURIComponent('2030-01-01T09:00:00+09:00');
const lists = [
  ...MODEL_SORTS.map((sort) => `/api/v1/models?sort=${sort}`),
  ...['q=김', 'q=하늘', 'q=하늘이', 'board=women', 'gender=male', 'is_available=true'].map(
    (q) => `/api/v1/models?${q}`,
  ),
  '/api/v1/models?min_price=1&max_price=99999999',
  '/api/v1/models?min_height=1&max_height=299',
  `/api/v1/models?free_from=${hour}&free_to=${encodeURIComponent('2030-01-01T19:00:00+09:00')}`,
  ...['', 'q=a', 'q=ab', 'q=abc', 'role=admin', 'is_active=false'].map((q) => `/api/v1/users?${q}`),
  ...['', 'sort=start_time', 'sort=-created_at', 'status=confirmed', 'model_id=x', 'user_id=x'].map(
    (q) => `/api/v1/bookings?${q}`,
  ),
  `/api/v1/bookings?from=${hour}&to=${hour}`,
  '/api/v1/auth/sessions',
];

describe('no list reads a whole table', () => {
  it.each(lists)('%s', async (path) => {
    const { token } = await newPerson('admin');
    const { DB, statements } = recording(bindings.DB);
    const { status } = await call('GET', path, { token, env: { DB } });
    expect(status).toBe(200);
    expect(statements.length).toBeGreaterThan(1);
    for (const { sql, params } of statements) expect(await fullScans(sql, params), sql).toEqual([]);
  });

  it('sees a scan when there is one', async () => {
    expect(await fullScans('SELECT * FROM users WHERE full_name = ?', ['x'])).toHaveLength(1);
  });
});
