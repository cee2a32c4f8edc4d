import { afterEach, describe, expect, it, vi } from 'vitest';
import { bindings, del, get, METRICS, ORIGIN, post, put } from '../helpers/api';
import { newCalendar, read } from '../helpers/calendars';
import { counting } from '../helpers/counting';
import { newBooking, newPerson, PASSWORD, stage } from '../helpers/data';

const CALENDARS = '/api/v1/calendars';
const NOBODYS = `${CALENDARS}/${'A'.repeat(48)}.ics`;
const unstamped = (text: string) =>
  text.replaceAll(/"(timestamp|request_id|instance)":"[^"]*"/g, '"$1":""');

/** A token that could be one, and that nobody has. */
async function unknownToken() {
  const client = await newPerson();
  const { path, calendar_id } = await newCalendar(client);
  await del(`${CALENDARS}/${calendar_id}`, { token: client.token });
  return path;
}

describe('a calendar', () => {
  it('shows its address once; lists never do', async () => {
    const client = await newPerson();
    const made = await newCalendar(client);
    expect(made.url).toMatch(/^https:\/\/api\.example\.com\/api\/v1\/calendars\/[\w-]{48}\.ics$/);
    expect(made).toMatchObject({ scope: 'mine', model_id: null, last_used_on: null });
    const { body, text } = await get(CALENDARS, { token: client.token });
    expect(body).toMatchObject({ total: 1, skip: 0, limit: 1, has_next: false, has_prev: false });
    expect(body.items[0].calendar_id).toBe(made.calendar_id);
    expect(text).not.toContain('url');
    expect(text).not.toContain(made.url.slice(-52, -4));
  });

  it('is the owner’s and admins’ to see and to delete, and nobody else’s', async () => {
    const [owner, other, admin] = [await newPerson(), await newPerson(), await newPerson('admin')];
    const { calendar_id, path } = await newCalendar(owner);
    expect((await get(CALENDARS, { token: other.token })).body.items).toEqual([]);
    const all = (await get(CALENDARS, { token: admin.token })).body.items;
    expect(all.map((one: { calendar_id: string }) => one.calendar_id)).toContain(calendar_id);
    const refused = await del(`${CALENDARS}/${calendar_id}`, { token: other.token });
    expect([refused.status, refused.body.error_code]).toEqual([404, 'CalendarNotFoundException']);
    expect((await get(path)).status).toBe(200);
    const gone = await del(`${CALENDARS}/${calendar_id}`, { token: admin.token });
    expect([gone.status, gone.body.message]).toEqual([200, '캘린더가 삭제되었습니다']);
    expect((await get(path)).status).toBe(404);
  });

  it('of a model or the agency is for admins, and of a model that is there', async () => {
    const { admin, client, model_id } = await stage();
    const make = (person: typeof admin, body: object) =>
      post(CALENDARS, body, { token: person.token });
    expect((await make(client, { scope: 'agency' })).status).toBe(403);
    expect((await make(client, { scope: 'model', model_id })).status).toBe(403);
    expect((await make(admin, { scope: 'model', model_id: 'absent' })).body.error_code).toBe(
      'ModelNotFoundException',
    );
    for (const body of [{ scope: 'model' }, { scope: 'mine', model_id }]) {
      const { status, body: problem } = await make(admin, body);
      expect([status, problem.errors[0].field]).toEqual([422, 'model_id']);
    }
    expect((await make(admin, { scope: 'mine', language: 'fr' })).body.errors[0].field).toBe(
      'language',
    );
  });

  it('is the tenth of an account at most, also of 20 at once', async () => {
    const client = await newPerson();
    const make = () => post(CALENDARS, { scope: 'mine' }, { token: client.token });
    const answers = await Promise.all(Array.from({ length: 20 }, make));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    const refused = answers.find(({ status }) => status !== 200);
    expect(refused?.body).toMatchObject({
      status: 409,
      error_code: 'QuotaExceededException',
      conflict: { limit: 10 },
    });
    const [first] = (await get(CALENDARS, { token: client.token })).body.items;
    await del(`${CALENDARS}/${first.calendar_id}`, { token: client.token });
    expect((await make()).status).toBe(200);
  });

  it('is made once per key, and its replay shows the same address, kept sealed', async () => {
    const [client, other] = [await newPerson(), await newPerson()];
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const make = (token: string) => post(CALENDARS, { scope: 'mine' }, { token, headers });
    const answers = await Promise.all(Array.from({ length: 5 }, () => make(client.token)));
    const again = await make(client.token);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    const urls = new Set(answers.flatMap(({ body }) => body.url ?? []));
    expect([...urls]).toEqual([again.body.url]);
    expect((await make(other.token)).body.url).not.toBe(again.body.url);
    const token = String(again.body.url).slice(-52, -4);
    const tables = await bindings.DB.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name NOT LIKE '%search%'",
    ).all<{ name: string }>();
    for (const { name } of tables.results) {
      const rows = await bindings.DB.prepare(`SELECT * FROM "${name}"`).all();
      expect(JSON.stringify(rows.results), name).not.toContain(token);
    }
  });

  it('needs to know where the API is reached', async () => {
    const client = await newPerson();
    const make = (env: object) =>
      post(CALENDARS, { scope: 'mine' }, { token: client.token, env: { ...env } });
    const STAGING = { APP_ENV: 'staging', PASSWORD_HASH_COST: '15' };
    const refused = await make(STAGING);
    expect([refused.status, refused.body.error_message]).toEqual([
      503,
      '서버에 PUBLIC_URL 설정이 필요합니다',
    ]);
    expect((await get(CALENDARS, { token: client.token })).body.total).toBe(0);
    const { body } = await make({
      ...STAGING,
      PUBLIC_URL: 'https://agency.example.com/api-of-ours',
    });
    expect(body.url).toMatch(/^https:\/\/agency\.example\.com\/api-of-ours\/api\/v1\/calendars\//);
    expect((await make({})).body.url.startsWith(ORIGIN)).toBe(true);
  });
});

describe('an address', () => {
  it('that shows nothing answers the same, whatever the reason', async () => {
    const admin = await newPerson('admin');
    const ends: Record<string, (id: string, token: string) => Promise<unknown>> = {
      deactivated: (id) => put(`/api/v1/users/${id}`, { is_active: false }, { token: admin.token }),
      demoted: (id) => put(`/api/v1/users/${id}`, { role: 'client' }, { token: admin.token }),
      erased: (_, token) => del('/api/v1/auth/me', { token, body: { password: PASSWORD } }),
      removed: (id) => del(`/api/v1/users/${id}`, { token: admin.token }),
    };
    const texts: string[] = [];
    for (const [name, end] of Object.entries(ends)) {
      const owner = await newPerson('admin');
      const paths = [
        (await newCalendar(owner, { scope: 'agency' })).path,
        (await newCalendar(owner)).path,
      ];
      for (const path of paths) expect((await get(path)).status, name).toBe(200);
      await end(owner.id, owner.token);
      for (const path of paths) {
        const answer = await get(path);
        expect([name, answer.status]).toEqual([name, 404]);
        texts.push(unstamped(answer.text));
      }
    }
    for (const path of [await unknownToken(), NOBODYS, `${CALENDARS}/x.ics`]) {
      texts.push(unstamped((await get(path)).text));
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('works again for an owner who is active again', async () => {
    const [owner, admin] = [await newPerson(), await newPerson('admin')];
    const { path } = await newCalendar(owner);
    const set = (is_active: boolean) =>
      put(`/api/v1/users/${owner.id}`, { is_active }, { token: admin.token });
    await set(false);
    expect((await get(path)).status).toBe(404);
    await set(true);
    expect((await get(path)).status).toBe(200);
  });

  it('is written down as used once a day', async () => {
    const client = await newPerson();
    const { path, calendar_id } = await newCalendar(client);
    await read(path);
    const seoul = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
    const [one] = (await get(CALENDARS, { token: client.token })).body.items;
    expect(one).toMatchObject({ calendar_id, last_used_on: seoul });
    const { of } = counting();
    const { d1 } = await of((env) => read(path, { env }));
    expect(d1).toBe(2);
  });

  it('costs no query where it cannot be one: wrong length, letters, checksum', async () => {
    const { path } = await newCalendar(await newPerson());
    const flipped = path.replace(/.(?=\.ics$)/, (last) => (last === 'A' ? 'B' : 'A'));
    const { of } = counting();
    for (const bad of [
      flipped,
      NOBODYS,
      `${CALENDARS}/${'é'.repeat(24)}.ics`,
      `${CALENDARS}/x.ics`,
    ]) {
      const { d1 } = await of(async (env) => expect((await get(bad, { env })).status).toBe(404));
      expect([bad, d1]).toEqual([bad, 0]);
    }
    const unknown = await unknownToken();
    expect((await of((env) => get(unknown, { env }))).d1).toBe(1);
  });

  it('is in no log line, no label of a metric and no audit entry', async () => {
    const client = await newPerson();
    const logs = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
    for (const spy of logs) spy.mockImplementation(() => {});
    const { path } = await newCalendar(client);
    const env = { LOG_LEVEL: 'info', METRICS };
    await get(path, { env });
    await get(`${path}x`, { env });
    const broken = {
      ...env,
      DB: {
        withSession: () => ({
          prepare: () => {
            throw new Error('down');
          },
        }),
      },
    };
    await get(path, { env: broken });
    const lines = JSON.stringify(logs.flatMap(({ mock }) => mock.calls));
    expect(lines).toContain('/api/v1/calendars/:token.ics');
    const secret = path.slice(-52, -4);
    const metrics = (await get('/metrics', { env })).text;
    expect(metrics).toContain('endpoint="/api/v1/calendars/{token}.ics"');
    const audit = await bindings.DB.prepare('SELECT * FROM audit_log').all();
    expect(JSON.stringify(audit.results)).toContain('calendar.created');
    for (const text of [lines, metrics, JSON.stringify(audit.results)]) {
      expect(text).not.toContain(secret);
    }
  });
});

afterEach(() => void vi.restoreAllMocks());

describe('limits', () => {
  const shut = () => ({ limit: vi.fn(async (_: { key: string }) => ({ success: false })) });
  const open = () => ({ limit: vi.fn(async (_: { key: string }) => ({ success: true })) });

  it('count guesses by address behind the query, and good tokens by themselves', async () => {
    const { path } = await newCalendar(await newPerson());
    const env = { MISS_LIMITER: open(), READ_LIMITER: open() };
    const headers = { 'CF-Connecting-IP': '198.51.100.20' };
    await get(await unknownToken(), { env, headers });
    await get(NOBODYS, { env, headers });
    await get(path, { env, headers });
    expect(env.MISS_LIMITER.limit.mock.calls).toEqual([[{ key: '198.51.100.20' }]]);
    const keys = env.READ_LIMITER.limit.mock.calls.map(([{ key }]) => key);
    expect(keys).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    const refused = await get(path, { env: { READ_LIMITER: shut() }, headers });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
  });

  it('refuse a guesser before the query for a minute, and nobody whose token is known', async () => {
    const [known, other] = [
      await newCalendar(await newPerson()),
      await newCalendar(await newPerson()),
    ];
    const headers = { 'CF-Connecting-IP': '198.51.100.21' };
    await read(known.path, { headers });
    const guess = await unknownToken();
    expect((await get(guess, { env: { MISS_LIMITER: shut() }, headers })).status).toBe(429);
    const { of } = counting();
    for (const path of [guess, other.path]) {
      const cost = await of(async (env) =>
        expect((await get(path, { env: { ...env, MISS_LIMITER: open() }, headers })).status).toBe(
          429,
        ),
      );
      expect(cost.d1).toBe(0);
    }
    await read(known.path, { headers });
    await read(other.path, { headers: { 'CF-Connecting-IP': '198.51.100.22' } });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    expect((await get(guess, { headers })).status).toBe(404);
  });
});

/** Does what a trigger would refuse, as only a test may. */
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
  it('is what is shown: 10,000 bookings in the past are 1,100 rows', async () => {
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
    await withoutTriggers(['bookings_insert_past', 'bookings_insert_status'], async () => {
      await seed(1500, 3);
      await seed(8500, 95);
    });
    for (const calendar of [
      await newCalendar(client),
      await newCalendar(admin, { scope: 'model', model_id }),
      await newCalendar(admin, { scope: 'agency' }),
    ]) {
      await read(calendar.path);
      const { of } = counting();
      let events = 0;
      const { d1, rowsRead } = await of(async (env) => {
        events = (await read(calendar.path, { env })).events.length;
      });
      expect(events).toBe(1000);
      // The names of its models and clients are read behind the rows.
      expect(d1).toBeLessThanOrEqual(3);
      expect(rowsRead).toBeLessThanOrEqual(1100);
    }
  });
});
