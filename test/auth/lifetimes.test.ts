import { afterEach, describe, expect, it, vi } from 'vitest';
import { bindings, call, get, post } from '../helpers/api';
import { accountBody, newPerson, PASSWORD } from '../helpers/data';

const DAY = 86_400_000;
const MINUTE = 60_000;
const LOGIN = '/api/v1/auth/login';

/** Stops the Worker's clock at that time. */
const at = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
afterEach(() => {
  vi.useRealTimers();
});

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
const me = async (token: string) => (await get('/api/v1/auth/me', { token })).status;
const refresh = (refresh_token: string, env = {}) =>
  post('/api/v1/auth/refresh', { refresh_token }, { env });
const signIn = async (username: string, env = {}) =>
  (await post(LOGIN, { username, password: PASSWORD }, { env })).body;

/** Creates an account that signs in at a full second. */
async function account() {
  const body = accountBody();
  const { user_id } = (await post('/api/v1/auth/register', body)).body;
  return {
    username: body.username,
    id: String(user_id),
    start: Math.ceil(Date.now() / 1000) * 1000,
  };
}

describe('a session', () => {
  it('ends after 90 days however often it is refreshed, and no token outlives it', async () => {
    const { username, start } = await account();
    at(start);
    let pair = await signIn(username);
    for (const day of [29, 58, 80]) {
      at(start + day * DAY);
      const { status, body } = await refresh(pair.refresh_token);
      expect(status).toBe(200);
      const end = Math.min(start + (day + 30) * DAY, start + 90 * DAY);
      expect(claimsOf(body.refresh_token).exp).toBe(end / 1000);
      pair = body;
    }
    at(start + 90 * DAY - 10 * MINUTE);
    const last = await refresh(pair.refresh_token);
    expect(last.body.expires_in).toBe(600);
    expect(claimsOf(last.body.access_token).exp).toBe((start + 90 * DAY) / 1000);
    at(start + 90 * DAY - 1);
    expect(await me(last.body.access_token)).toBe(200);
    at(start + 90 * DAY);
    expect(await me(last.body.access_token)).toBe(401);
    expect((await refresh(last.body.refresh_token)).status).toBe(401);
  });

  it('lasts SESSION_MAX_DAYS from sign-in', async () => {
    const { username, start } = await account();
    at(start);
    const pair = await signIn(username, { SESSION_MAX_DAYS: '2' });
    expect(claimsOf(pair.refresh_token).exp).toBe((start + 2 * DAY) / 1000);
    at(start + DAY);
    const { body } = await refresh(pair.refresh_token, { SESSION_MAX_DAYS: '2' });
    expect(claimsOf(body.refresh_token).exp).toBe((start + 2 * DAY) / 1000);
  });

  it('ends at its exact millisecond', async () => {
    const { username, id, start } = await account();
    at(start);
    const { access_token } = await signIn(username);
    await bindings.DB.prepare('UPDATE sessions SET expires_at = ? WHERE user_id = ?')
      .bind(start + 5001, id)
      .run();
    for (const [after, status] of [
      [5000, 200],
      [5001, 401],
    ] as const) {
      at(start + after);
      expect(await me(access_token)).toBe(status);
    }
  });

  it('accepts a used refresh token for 10 seconds, to the millisecond', async () => {
    for (const [after, status] of [
      [10_000, 200],
      [10_001, 401],
    ] as const) {
      const { username, start } = await account();
      at(start);
      const first = await signIn(username);
      await refresh(first.refresh_token);
      at(start + after);
      expect((await refresh(first.refresh_token)).status).toBe(status);
      vi.useRealTimers();
    }
  });

  it('is ended by the 21st if it was refreshed least recently', async () => {
    const { username, start } = await account();
    const pairs: { access_token: string; refresh_token: string }[] = [];
    for (let turn = 0; turn < 20; turn++) {
      at(start + turn * 1000);
      pairs.push(await signIn(username));
    }
    // The first session is refreshed, so the second is the least recent.
    at(start + 30_000);
    expect((await refresh(pairs[0]?.refresh_token ?? '')).status).toBe(200);
    expect(await me(pairs[1]?.access_token ?? '')).toBe(200);
    at(start + 31_000);
    const { access_token } = await signIn(username);
    const states = await Promise.all(pairs.map((pair) => me(pair.access_token)));
    expect(states).toEqual([200, 401, ...Array(18).fill(200)]);
    const { body } = await get('/api/v1/auth/sessions?limit=100', { token: access_token });
    expect(body.total).toBe(20);
    const { status } = await refresh(pairs[1]?.refresh_token ?? '');
    expect(status).toBe(401);
  });
});

describe('failed sign-ins', () => {
  const guess = (username: string, address: string, password = 'Wrong-Rain7!') =>
    post(LOGIN, { username, password }, { headers: { 'CF-Connecting-IP': address } });

  it('count for 15 minutes, to the millisecond', async () => {
    const { username, start } = await account();
    at(start);
    for (let turn = 0; turn < 5; turn++) await guess(username, '198.51.100.7');
    for (const [after, status] of [
      [15 * MINUTE - 1, 429],
      [15 * MINUTE, 401],
    ] as const) {
      at(start + after);
      expect((await guess(username, '198.51.100.7')).status).toBe(status);
    }
  });

  /** Makes a hundred failed attempts from twenty addresses. */
  const attack = async (id: string, now: number) => {
    const sql = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 100)
      INSERT INTO login_attempts (id, account, address, failed, at) SELECT ?1 || n, ?1, '198.19.7.' || (n / 5), 1, ?2 FROM i`;
    await bindings.DB.prepare(sql).bind(id, now).run();
  };

  it('from elsewhere do not lock out an address that the account has used within 30 days', async () => {
    const { username, id, start } = await account();
    const [home, elsewhere] = ['198.51.100.8', '198.51.100.9'];
    at(start);
    expect((await guess(username, home, PASSWORD)).status).toBe(200);
    for (const [after, status] of [
      [30 * DAY - 1, 200],
      // Signing in has restarted the 30 days.
      [60 * DAY - 1, 429],
    ] as const) {
      at(start + after);
      await attack(id, start + after);
      expect((await guess(username, elsewhere, PASSWORD)).status).toBe(429);
      expect((await guess(username, home, PASSWORD)).status).toBe(status);
      await bindings.DB.prepare('DELETE FROM login_attempts WHERE account = ?').bind(id).run();
    }
  });

  it('from a known address lock out that address', async () => {
    const { username } = await account();
    const home = '198.51.100.10';
    expect((await guess(username, home, PASSWORD)).status).toBe(200);
    for (let turn = 0; turn < 5; turn++) expect((await guess(username, home)).status).toBe(401);
    expect((await guess(username, home, PASSWORD)).status).toBe(429);
  });

  it('are cleared by a password change', async () => {
    const person = await newPerson();
    await attack(person.id, Date.now());
    // The address that the session was opened from can be locked out only by its own failures.
    expect((await guess(person.username, '198.51.100.11', PASSWORD)).status).toBe(429);
    await bindings.DB.prepare(
      "DELETE FROM login_attempts WHERE account = ? AND address = '198.19.7.1'",
    )
      .bind(person.id)
      .run();
    const body = { current_password: PASSWORD, new_password: 'Pear-Snow8?' };
    const { status } = await post('/api/v1/auth/password', body, { token: person.token });
    expect(status).toBe(200);
    const left = await bindings.DB.prepare(
      'SELECT count(*) AS n FROM login_attempts WHERE account = ?',
    )
      .bind(person.id)
      .first('n');
    expect(left).toBe(0);
  });
});

describe('a known address', () => {
  it('is a keyed hash, and is deleted with the account', async () => {
    const { username, id } = await account();
    const address = '198.51.100.12';
    const headers = { 'CF-Connecting-IP': address };
    const { body } = await post(LOGIN, { username, password: PASSWORD }, { headers });
    const known = async () =>
      (await bindings.DB.prepare('SELECT * FROM known_addresses WHERE user_id = ?').bind(id).all())
        .results;
    const rows = await known();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(address);
    const { access_token: token } = body;
    const erased = await call('DELETE', '/api/v1/auth/me', { token, body: { password: PASSWORD } });
    expect(erased.status).toBe(200);
    expect(await known()).toEqual([]);
  });

  it('also counts under the previous secret', async () => {
    const { username, id } = await account();
    const headers = { 'CF-Connecting-IP': '198.51.100.13' };
    const credentials = { username, password: PASSWORD };
    expect((await post(LOGIN, credentials, { headers })).status).toBe(200);
    const sql = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 100)
      INSERT INTO login_attempts (id, account, address, failed, at) SELECT ?1 || n, ?1, '198.19.7.' || (n / 5), 1, ?2 FROM i`;
    await bindings.DB.prepare(sql).bind(id, Date.now()).run();
    const SECRET_KEY = 'another-secret-5b2d8064-7f3a9c1e-for-this-test';
    const rotated = { SECRET_KEY, SECRET_KEY_PREVIOUS: bindings.SECRET_KEY };
    expect((await post(LOGIN, credentials, { headers, env: { SECRET_KEY } })).status).toBe(429);
    expect((await post(LOGIN, credentials, { headers, env: rotated })).status).toBe(200);
  });
});
