import { describe, expect, it, vi } from 'vitest';
import { LATEST_MIGRATION, REQUIRED_TRIGGERS } from '../../src/db/required-schema';
import { MODEL_SORTS } from '../../src/domains/models/models.query.schemas';
import { bindings, call, get } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newPerson } from '../helpers/data';
import { intercepted, recording } from '../helpers/faults/statements';

const migrations = Object.keys(
  import.meta.glob('../../migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);

describe('readiness', () => {
  it('knows the newest migration and every trigger', async () => {
    expect(migrations.sort().at(-1)).toBe(`../../migrations/${LATEST_MIGRATION}`);
    const { results } = await bindings.DB.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger'",
    ).all();
    expect(results.map(({ name }) => name).sort()).toEqual([...REQUIRED_TRIGGERS].sort());
  });

  it('returns 200, or 503 if the database is unreachable, not migrated or unguarded', async () => {
    expect((await get('/health/ready')).body.checks).toEqual({
      database: 'ok',
      migrations: 'ok',
      triggers: 'ok',
    });
    const state = (migrationNames: string[], triggers: string[]) => ({
      withSession: () => ({
        prepare: () => ({ bind: () => ({}) }),
        batch: async () =>
          [migrationNames, triggers].map((names) => ({
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

  it('reuses its result for a second, good or bad, and then checks again', async () => {
    let isDown = false;
    let asked = 0;
    const DB = intercepted(bindings.DB, (_, run) => {
      asked++;
      if (isDown) throw new Error('D1_ERROR: Network connection lost.');
      return run();
    });
    const start = Date.now();
    const readyAt = async (after: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: start + after });
      return (await get('/health/ready', { env: { DB } })).status;
    };
    try {
      expect([await readyAt(0), await readyAt(999), asked]).toEqual([200, 200, 1]);
      isDown = true;
      expect([await readyAt(999), await readyAt(1000), asked]).toEqual([200, 503, 2]);
      isDown = false;
      expect([await readyAt(1999), await readyAt(2000), asked]).toEqual([503, 200, 3]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('and the metrics cost the same however much data there is', async () => {
    const { id } = await newPerson();
    const cost = async (path: string) => {
      const { env, of } = counting();
      const { rowsRead } = await of(async () => {
        expect((await get(path, { env })).status).toBe(200);
      });
      return rowsRead;
    };
    const costs = async () => [await cost('/metrics'), await cost('/health/ready')];
    const NUMBERS =
      'WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 3000)';
    const before = await costs();
    const session = `${NUMBERS} INSERT INTO sessions (id, user_id, counter, rotated_at, created_at, expires_at) SELECT 'many' || n, ?1, 0, ?2, ?2 + n, ?2 + 9e9 FROM i`;
    await bindings.DB.prepare(session).bind(id, Date.now()).run();
    expect(await costs()).toEqual(before);
    await bindings.DB.prepare("DELETE FROM sessions WHERE id LIKE 'many%'").run();
  });
});

/** Returns the steps of a query's plan. */
async function planOf(sql: string, params: unknown[]): Promise<string[]> {
  const { results } = await bindings.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>();
  return results.map(({ detail }) => detail);
}

/** Returns the steps that read a whole table. */
const fullScans = (plan: string[]) =>
  plan
    .filter((detail) => /^SCAN /.test(detail))
    .filter(
      (detail) =>
        !/USING (COVERING )?INDEX|VIRTUAL TABLE|CONSTANT ROW|json_each/.test(detail) &&
        // A table of one row, and what the statement has found itself.
        !/SCAN (catalogue_state|found|page LEFT-JOIN|\(subquery-\d+\))$/.test(detail),
    );

const noon = encodeURIComponent('2030-01-01T12:00:00+09:00');
const night = encodeURIComponent('2030-01-01T20:00:00+09:00');

/** Every filter and sort on offer, with the index that must serve it. */
const lists = [
  ['models?sort=created_at', 'models_created'],
  ['models?sort=-created_at', 'models_created'],
  ['models?sort=price_per_hour', 'models_price'],
  ['models?sort=-price_per_hour', 'models_price'],
  ['models?sort=name', 'models_name'],
  ['models?sort=-name', 'models_name'],
  ['models?sort=height_cm', 'models_height'],
  ['models?sort=-height_cm', 'models_height'],
  ['models?q=김', 'models_search'],
  ['models?ids=x', 'models_id_unique'],
  ['models?board=women', 'sqlite_autoindex_model_boards_1'],
  ['models?gender=male', 'models_gender_created'],
  ['models?is_available=true', 'models_available_created'],
  ['models?min_price=1&max_price=99999999', 'models_price'],
  ['models?min_height=1&max_height=299', 'models_height'],
  [`models?free_from=${noon}&free_to=${night}`, 'bookings_status_start'],
  [`models?free_from=${noon}&free_to=${night}`, 'book_outs_start'],
  ['users', 'users_created'],
  ['users?q=a', 'users_search'],
  ['users?role=admin', 'users_role_created'],
  ['users?is_active=false', 'users_active_created'],
  ['bookings', 'bookings_created'],
  ['bookings?sort=start_time', 'bookings_start'],
  ['bookings?status=confirmed', 'bookings_status_created'],
  ['bookings?status=confirmed&status=option', 'bookings_status_created'],
  ['bookings?status=confirmed&sort=start_time', 'bookings_status_start'],
  ['bookings?model_id=x', 'bookings_model_start'],
  ['bookings?user_id=x', 'bookings_user_created'],
  ['bookings?user_id=x&sort=start_time', 'bookings_user_start'],
  [`bookings?from=${noon}&to=${night}`, 'bookings_start'],
  ['auth/sessions', 'sessions_user'],
] as const;

describe('no list reads a whole table', () => {
  it('covers every sort of models', () => {
    const sorts = lists.map(([path]) => path.split('?sort=')[1]);
    expect(sorts).toEqual(expect.arrayContaining(MODEL_SORTS));
  });

  it.each(lists)('%s uses %s', async (path, index) => {
    const { token } = await newPerson('admin');
    // From its second request on, the session's role is known.
    await call('GET', '/api/v1/auth/me', { token });
    const { DB, statements } = recording(bindings.DB);
    const { status } = await call('GET', `/api/v1/${path}`, { token, env: { DB } });
    expect(status).toBe(200);
    const plans = await Promise.all(statements.map(({ sql, params }) => planOf(sql, params)));
    // The first statement is the guard's.
    expect(plans[1]?.join('; ')).toMatch(new RegExp(`\\b${index}\\b`));
    expect(plans.flatMap(fullScans)).toEqual([]);
  });

  it('detects a full scan', async () => {
    const plan = await planOf('SELECT * FROM users WHERE full_name = ?', ['x']);
    expect(fullScans(plan)).toHaveLength(1);
  });
});
