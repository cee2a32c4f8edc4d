import { afterEach, describe, expect, it, vi } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import {
  accountBody,
  modelBody,
  newPerson,
  PASSWORD,
  type Person,
  signIn,
  stage,
  window,
} from '../helpers/data';
import { slowRequest } from '../helpers/slow-body';

const count = async (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .first<number>('n');

/** Every way in which another request can end a session. */
const ENDINGS: Record<string, (person: Person, admin: Person) => Promise<unknown>> = {
  logout: ({ token }) => post('/api/v1/auth/logout', undefined, { token }),
  'logout of all': async ({ username }) =>
    post('/api/v1/auth/logout', { all: true }, { token: (await signIn(username)).access_token }),
  'its end in the list of sessions': async ({ username, token }) => {
    const other = (await signIn(username)).access_token;
    const { body } = await get('/api/v1/auth/sessions', { token });
    const own = body.items.find(({ current }: { current: boolean }) => current).session_id;
    return del(`/api/v1/auth/sessions/${own}`, { token: other });
  },
  'a new password': async ({ username }) => {
    const token = (await signIn(username)).access_token;
    const body = { current_password: PASSWORD, new_password: 'Other-Rain8?' };
    return post('/api/v1/auth/password', body, { token });
  },
  deactivation: ({ id }, { token }) => put(`/api/v1/users/${id}`, { is_active: false }, { token }),
  'another role': ({ id }, { token }) => put(`/api/v1/users/${id}`, { role: 'admin' }, { token }),
  erasure: ({ id }, { token }) => del(`/api/v1/users/${id}`, { token }),
};

describe('a write with a delayed body', () => {
  it.each(Object.entries(ENDINGS))('has no effect after %s', async (_, end) => {
    const { admin, client, model_id } = await stage();
    const { token } = client;
    const keyed = { 'Idempotency-Key': crypto.randomUUID() };
    const writes = [
      slowRequest('POST', '/api/v1/bookings', { model_id, ...window(0, 2) }, { token }),
      slowRequest(
        'POST',
        '/api/v1/bookings',
        { model_id, ...window(4, 6) },
        { token, headers: keyed },
      ),
      slowRequest('PUT', '/api/v1/auth/me', { full_name: '바다' }, { token }),
    ];
    await writes[0]?.arrived();
    await end(client, admin);
    const answers = await Promise.all(writes.map((write) => write.release()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(await count('SELECT count(*) AS n FROM bookings WHERE user_id = ?', client.id)).toBe(0);
    const renamed = "SELECT count(*) AS n FROM users WHERE id = ? AND full_name = '바다'";
    expect(await count(renamed, client.id)).toBe(0);
    const kept = 'SELECT count(*) AS n FROM idempotency_keys WHERE caller = ? AND route = ?';
    expect(await count(kept, client.id, 'createBooking')).toBe(0);
  });

  it('has no effect for an admin who was demoted', async () => {
    const [admin, other] = [await newPerson('admin'), await newPerson('admin')];
    const body = modelBody();
    const write = slowRequest('POST', '/api/v1/models', body, { token: other.token });
    await write.arrived();
    await put(`/api/v1/users/${other.id}`, { role: 'client' }, { token: admin.token });
    expect((await write.release()).status).toBe(401);
    expect(await count('SELECT count(*) AS n FROM models WHERE name = ?', body.name)).toBe(0);
  });

  it('succeeds while the session is live', async () => {
    const { client, model_id } = await stage();
    const body = { model_id, ...window(0, 2) };
    const write = slowRequest('POST', '/api/v1/bookings', body, { token: client.token });
    await write.arrived();
    expect((await write.release()).status).toBe(200);
  });
});

describe('the clock of a delayed body', () => {
  afterEach(() => void vi.restoreAllMocks());
  const advance = (ms: number) => {
    const real = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
  };

  it('is read at its end: a refresh after the grace period ends the session', async () => {
    const { refreshToken, token } = await newPerson();
    const body = { refresh_token: refreshToken };
    await post('/api/v1/auth/refresh', body);
    const late = slowRequest('POST', '/api/v1/auth/refresh', body);
    await late.arrived();
    advance(10_001);
    expect((await late.release()).status).toBe(401);
    expect((await get('/api/v1/auth/me', { token })).status).toBe(401);
  });

  it('can find the access token expired', async () => {
    const { client, model_id } = await stage();
    const write = slowRequest(
      'POST',
      '/api/v1/bookings',
      { model_id, ...window(0, 2) },
      { token: client.token },
    );
    await write.arrived();
    advance(30 * 60_000);
    expect((await write.release()).status).toBe(401);
  });

  it('can find the start too near', async () => {
    const { client, model_id } = await stage();
    const start = Date.now() + 3_601_000;
    const body = {
      model_id,
      start_time: new Date(start).toISOString(),
      end_time: new Date(start + 7_200_000).toISOString(),
    };
    const write = slowRequest('POST', '/api/v1/bookings', body, { token: client.token });
    await write.arrived();
    advance(60_000);
    const { status, body: answer } = await write.release();
    expect([status, answer.errors[0].field]).toEqual([422, 'start_time']);
  });
});

describe('a sign-up', () => {
  it('by an admin whose session has ended creates no account', async () => {
    const admin = await newPerson('admin');
    const body = accountBody({ role: 'admin' });
    const write = slowRequest('POST', '/api/v1/users', body, { token: admin.token });
    await write.arrived();
    await post('/api/v1/auth/logout', undefined, { token: admin.token });
    expect((await write.release()).status).toBe(401);
    const named = 'SELECT count(*) AS n FROM users WHERE username = ?';
    expect(await count(named, body.username)).toBe(0);
  });

  it('without admin fields succeeds, whatever the token', async () => {
    const { token } = await newPerson();
    await post('/api/v1/auth/logout', undefined, { token });
    expect((await post('/api/v1/users', accountBody(), { token })).status).toBe(200);
    expect((await post('/api/v1/users', accountBody(), { token: 'x' })).status).toBe(200);
  });
});
