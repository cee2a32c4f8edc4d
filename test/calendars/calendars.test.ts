import { describe, expect, it } from 'vitest';
import { bindings, del, get, ORIGIN, post } from '../helpers/api';
import { CALENDARS, newCalendar } from '../helpers/calendars';
import { newPerson, stage } from '../helpers/data';

describe('a calendar', () => {
  it('shows its URL once; lists never do', async () => {
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

  it('can be seen and deleted by its owner and admins only', async () => {
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

  it('of a model or the agency is for admins, and requires an existing model', async () => {
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

  it('is limited to ten per account, even for 20 concurrent requests', async () => {
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

  it('is created once per key, and a replay shows the same URL, stored sealed', async () => {
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

  it('requires PUBLIC_URL', async () => {
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
