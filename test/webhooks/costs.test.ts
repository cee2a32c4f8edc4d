import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, post } from '../helpers/api';
import { newBooking, newOption, type Person, stage, window } from '../helpers/data';
import { intercepted } from '../helpers/faults/statements';
import { RESEND } from '../helpers/mails';

const { DB } = bindings;

/** Returns a request's cost: statements and rows written, including triggers and indexes. */
async function costOf(work: (env: Record<string, unknown>) => Promise<{ status: number }>) {
  const cost = { statements: 0, written: 0 };
  const counted = intercepted(DB, async (statements, run) => {
    const answer = await run();
    cost.statements += statements.length;
    for (const one of [answer].flat() as unknown as D1Result[]) {
      cost.written += one.meta.rows_written;
    }
    return answer;
  });
  expect((await work({ ...RESEND, DB: counted })).status).toBe(200);
  return cost;
}

/** Runs work without some triggers and restores them afterwards. */
async function without<T>(names: string[], work: () => Promise<T>): Promise<T> {
  const { results } = await DB.prepare(
    'SELECT name, sql FROM sqlite_schema WHERE name IN (SELECT value FROM json_each(?))',
  )
    .bind(JSON.stringify(names))
    .all<{ name: string; sql: string }>();
  expect(results).toHaveLength(names.length);
  await DB.batch(names.map((name) => DB.prepare(`DROP TRIGGER ${name}`)));
  return work().finally(() => DB.batch(results.map(({ sql }) => DB.prepare(sql))));
}

let admin: Person;
let client: Person;
let model_id: string;
beforeEach(async () => {
  await DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
  ({ admin, client, model_id } = await stage());
  await DB.prepare('UPDATE users SET email_verified = 1 WHERE id = ?').bind(client.id).run();
});

async function endpoint() {
  const url = `https://${crypto.randomUUID()}.example.com/`;
  expect((await post('/api/v1/webhooks', { url }, { token: admin.token })).status).toBe(200);
}

let hour = 0;
const nextHours = () => {
  hour = (hour + 3) % 900;
  return [hour, hour + 2] as const;
};
const create = (env: Record<string, unknown>) =>
  post('/api/v1/bookings', { model_id, ...window(...nextHours()) }, { token: client.token, env });

/** Confirms an option that has a rival, so two bookings change. */
async function confirm() {
  const [from, to] = nextHours();
  const { booking_id } = await newOption(admin, model_id, from, to, client);
  await newOption(admin, model_id, from, to, admin);
  const path = `/api/v1/bookings/${booking_id}/confirm`;
  return (env: Record<string, unknown>) => post(path, {}, { token: admin.token, env });
}

const OUTBOX = 'outbox_booking_events';
const NOTICES = 'mails_booking_events';

describe('the cost of an event', () => {
  it.each([
    ['a request', async () => create, 1, 1],
    ['a confirmation that releases a rival', confirm, 2, 1],
  ])(
    '%s: at most three rows, two for each endpoint, three for each notice',
    async (_, prepare, events, most) => {
      const measure = async () => costOf(await prepare());
      await measure();
      const bare = await without([OUTBOX, NOTICES], measure);
      const withEvents = await without([NOTICES], measure);
      // Each event has a row and an index entry for its id. The table's counter is written once.
      expect(withEvents.written - bare.written).toBe(2 * events + 1);
      const withNotices = await measure();
      const notices = withNotices.written - withEvents.written;
      expect(notices).toBeGreaterThan(0);
      // The row and two index entries.
      expect(notices).toBeLessThanOrEqual(3 * most);
      await endpoint();
      const one = await measure();
      await endpoint();
      await endpoint();
      const three = await measure();
      // The row and the index of due deliveries.
      expect(one.written - withNotices.written).toBe(2 * events);
      expect(three.written - one.written).toBe(4 * events);
      const statements = [bare, withEvents, withNotices, one, three].map((cost) => cost.statements);
      expect(new Set(statements).size).toBe(1);
    },
  );

  it('is zero if nothing changes', async () => {
    await endpoint();
    const { booking_id } = await newBooking(client, model_id, ...nextHours());
    const before = await DB.prepare('SELECT count(*) AS n FROM outbox').first('n');
    const path = `/api/v1/bookings/${booking_id}/complete`;
    expect((await post(path, {}, { token: admin.token })).status).toBe(409);
    expect(await DB.prepare('SELECT count(*) AS n FROM outbox').first('n')).toBe(before);
  });

  it('does not grow with deleted endpoints', async () => {
    const readOf = async () => {
      let read = 0;
      const counted = intercepted(DB, async (_, run) => {
        const answer = await run();
        for (const one of [answer].flat() as unknown as D1Result[]) read += one.meta.rows_read;
        return answer;
      });
      expect((await create({ ...RESEND, DB: counted })).status).toBe(200);
      return read;
    };
    await readOf();
    const before = await readOf();
    const add = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 300)
      INSERT INTO webhook_endpoints (id, url, events, secret_sealed, version, created_at, updated_at, deleted_at)
      SELECT lower(hex(randomblob(16))), 'https://gone.example.com/', '[]', 'x', 1, 1, 1, 1 FROM i`;
    await DB.prepare(add).run();
    expect((await readOf()) - before).toBeLessThan(30);
  });
});
