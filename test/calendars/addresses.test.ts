import { afterEach, describe, expect, it, vi } from 'vitest';
import { bindings, del, get, METRICS, put, withoutRequestDetails } from '../helpers/api';
import { CALENDARS, deletedCalendarPath, newCalendar, read } from '../helpers/calendars';
import { counting } from '../helpers/counting';
import { newPerson, PASSWORD } from '../helpers/data';

const NOBODYS = `${CALENDARS}/${'A'.repeat(48)}.ics`;

describe('a calendar URL', () => {
  it('that shows nothing gives the same response, whatever the reason', async () => {
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
        texts.push(withoutRequestDetails(answer.text));
      }
    }
    for (const path of [await deletedCalendarPath(), NOBODYS, `${CALENDARS}/x.ics`]) {
      texts.push(withoutRequestDetails((await get(path)).text));
    }
    expect(new Set(texts).size).toBe(1);
  });

  it('works again once its owner is reactivated', async () => {
    const [owner, admin] = [await newPerson(), await newPerson('admin')];
    const { path } = await newCalendar(owner);
    const set = (is_active: boolean) =>
      put(`/api/v1/users/${owner.id}`, { is_active }, { token: admin.token });
    await set(false);
    expect((await get(path)).status).toBe(404);
    await set(true);
    expect((await get(path)).status).toBe(200);
  });

  it('records its use once a day', async () => {
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

  it('costs no query if it cannot be a token: wrong length, letters, checksum', async () => {
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
    const unknown = await deletedCalendarPath();
    expect((await of((env) => get(unknown, { env }))).d1).toBe(1);
  });

  it('appears in no log line, metric label or audit entry', async () => {
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

  it('count guesses per address after the query, and valid tokens per token', async () => {
    const { path } = await newCalendar(await newPerson());
    const env = { MISS_LIMITER: open(), READ_LIMITER: open() };
    const headers = { 'CF-Connecting-IP': '198.51.100.20' };
    await get(await deletedCalendarPath(), { env, headers });
    await get(NOBODYS, { env, headers });
    await get(path, { env, headers });
    expect(env.MISS_LIMITER.limit.mock.calls).toEqual([[{ key: '198.51.100.20' }]]);
    const keys = env.READ_LIMITER.limit.mock.calls.map(([{ key }]) => key);
    expect(keys).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    const refused = await get(path, { env: { READ_LIMITER: shut() }, headers });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
  });

  it('reject a guesser before the query for a minute, except for known tokens', async () => {
    const [known, other] = [
      await newCalendar(await newPerson()),
      await newCalendar(await newPerson()),
    ];
    const headers = { 'CF-Connecting-IP': '198.51.100.21' };
    await read(known.path, { headers });
    const guess = await deletedCalendarPath();
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
