import { describe, expect, it } from 'vitest';
import { bindings, del, get } from '../helpers/api';
import { counting } from '../helpers/counting';
import { findings, newPerson } from '../helpers/data';

const run = (sql: string, ...args: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...args)
    .run();
const countOf = (sql: string) => bindings.DB.prepare(sql).first<number>('n');
const NUMBERS = 'WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ?1)';

/** Inserts audit log entries with a unique action. */
const entries = (n: number, action: string, actor: string, at = Date.now()) =>
  run(
    `${NUMBERS} INSERT INTO audit_log (action, actor_id, target_type, target_id, at) SELECT ?2, ?3, 'user', ?3, ?4 - n FROM i`,
    n,
    action,
    actor,
    at,
  );

describe('the total of an unfiltered list', () => {
  it('follows every insert and delete, and db:check reports a wrong one', async () => {
    const [admin, person] = [await newPerson('admin'), await newPerson()];
    const { token } = admin;
    const totals = async () => [
      (await get('/api/v1/users', { token })).body.total,
      (await get('/api/v1/audit-log', { token })).body.total,
    ];
    const stored = async () => [
      await countOf('SELECT count(*) AS n FROM users WHERE deleted_at IS NULL'),
      await countOf('SELECT count(*) AS n FROM audit_log'),
    ];
    const before = await totals();
    expect(before).toEqual(await stored());
    expect((await del(`/api/v1/users/${person.id}`, { token })).status).toBe(200);
    const after = await totals();
    expect(after).toEqual(await stored());
    expect([after[0] - before[0], after[1] - before[1]]).toEqual([-1, 1]);
    await run('DELETE FROM sessions WHERE user_id = ?', person.id);
    expect(await findings()).toEqual([]);
    await run("UPDATE row_counts SET count = count + 1 WHERE name = 'sessions'");
    const kept = await countOf("SELECT count AS n FROM row_counts WHERE name = 'sessions'");
    expect(await findings()).toEqual([
      {
        finding: 'wrong_count',
        booking_id: null,
        detail: `${kept} sessions, found ${Number(kept) - 1}`,
      },
    ]);
    await run("UPDATE row_counts SET count = count - 1 WHERE name = 'sessions'");
  });

  it('costs the same however many rows there are', async () => {
    const admin = await newPerson('admin');
    const { env, of } = counting();
    const cost = (path: string) =>
      of(async () => {
        const { body } = await get(path, { token: admin.token, env });
        expect(body.total).toEqual(expect.any(Number));
      });
    for (const path of ['/api/v1/audit-log?limit=5', '/api/v1/users?limit=5']) {
      const { rowsRead } = await cost(path);
      await entries(2000, 'x.grown', admin.id);
      const after = await cost(path);
      expect([path, after.rowsRead - rowsRead]).toEqual([path, 0]);
    }
    await run("DELETE FROM audit_log WHERE action = 'x.grown'");
  });
});

describe('the total of a filtered list', () => {
  it('is null above 10,000 rows, and the list still works', async () => {
    const { id, token } = await newPerson('admin');
    const action = `x.${crypto.randomUUID().slice(0, 8)}`;
    const { env, of } = counting();
    await entries(10_000, action, id);
    const list = async (query: string) =>
      (await get(`/api/v1/audit-log?${query}`, { token, env })).body;
    expect(await list(`action=${action}`)).toMatchObject({ total: 10_000, has_next: true });
    expect(await list(`action=${action}&skip=9990`)).toMatchObject({ has_next: false });
    await entries(1, action, id);
    const cost = await of(async () => {
      expect(await list(`action=${action}`)).toMatchObject({ total: null, has_next: true });
    });
    expect(cost.rowsRead).toBeLessThan(10_100);
    expect(await list(`action=${action}&skip=9991`)).toMatchObject({
      total: null,
      has_next: false,
      has_prev: true,
    });
    // Few match, but counting them means reading all of the actor's.
    const few = await list(`target_id=${id}&action=user.created`);
    expect([few.total, few.has_next, few.items.length]).toEqual([null, false, 1]);
    const page = await list(`action=${action}&limit=1`);
    const next = await list(`action=${action}&limit=1&cursor=${page.next_cursor}`);
    expect(next).toMatchObject({ total: null, has_next: true });
    await run('DELETE FROM audit_log WHERE action = ?', action);
  });

  it('counts users by role, activity and text', async () => {
    const { token } = await newPerson('admin');
    const person = await newPerson();
    const stored = (where: string) =>
      countOf(`SELECT count(*) AS n FROM users WHERE deleted_at IS NULL AND ${where}`);
    const total = async (query: string) =>
      (await get(`/api/v1/users?${query}`, { token })).body.total;
    expect(await total('role=client')).toBe(await stored("role = 'client'"));
    expect(await total('is_active=true&role=client')).toBe(
      await stored("role = 'client' AND is_active = 1"),
    );
    expect(await total(`role=client&q=${person.username}`)).toBe(1);
    expect(await total(`role=admin&q=${person.username}`)).toBe(0);
  });
});
