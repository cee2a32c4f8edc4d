import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { bindings, call, get, post, put } from '../helpers/api';
import { accountBody, newBooking, newModel, newPerson, stage, window } from '../helpers/data';
import { intercepted, withHook } from '../helpers/faults/statements';
import { file } from '../helpers/images/files';

const ID = '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10';
const withIds = (path: string) => path.replaceAll(/:\w+/g, ID);
const GUARD = /^INSERT INTO require_session /;

/** Sent where the body is a picture. */
const PICTURE = { raw: file('baseline.jpg'), headers: { 'Content-Type': 'image/jpeg' } };

/** A D1 that records how each call begins and how many statements it has. */
function noting() {
  const calls: { first: string; statements: number }[] = [];
  const DB = intercepted(bindings.DB, (statements, run) => {
    calls.push({ first: statements[0]?.sql ?? '', statements: statements.length });
    return run();
  });
  return { DB, calls };
}

const endSession = (token: string) => post('/api/v1/auth/logout', undefined, { token });
const statusesOf = (answers: { status: number }[]) => answers.map(({ status }) => status);

describe('every batch of a signed-in call', () => {
  const signedIn = operations.filter(({ access }) => access !== 'public');

  it.each(signedIn.map((one) => [one.id, one] as const))(
    'begins with the guard: %s',
    async (_, { access, method, path, file: isFile }) => {
      const { token } = await newPerson(access === 'admin' ? 'admin' : 'client');
      const sent = isFile
        ? [PICTURE]
        : method === 'get'
          ? [{}]
          : [{ body: {} }, { body: { nonsense: 1 } }];
      for (const options of sent) {
        const { DB, calls } = noting();
        const answer = await call(method.toUpperCase(), withIds(path), {
          ...options,
          token,
          env: { DB },
        });
        if (answer.status === 401) continue;
        expect(calls.length).toBeGreaterThan(0);
        for (const { first } of calls) expect(first).toMatch(GUARD);
      }
    },
  );

  it('is refused once the session has ended, and nothing else is queried', async () => {
    const { token } = await newPerson();
    await endSession(token);
    const { DB, calls } = noting();
    expect((await get('/api/v1/bookings', { token, env: { DB } })).status).toBe(401);
    expect(calls.length).toBe(1);
  });

  it('is refused after a valid read', async () => {
    const { client, model_id } = await stage();
    const { token } = client;
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    const DB = withHook(bindings.DB, /^update "bookings"/i, () => endSession(token));
    expect((await put(path, { notes: '메모' }, { token, env: { DB } })).status).toBe(401);
    const row = bindings.DB.prepare('SELECT notes FROM bookings WHERE id = ?').bind(booking_id);
    expect(await row.first('notes')).toBeNull();
  });

  it('costs only the guard for a client on an admin route', async () => {
    const { token } = await newPerson();
    const { DB, calls } = noting();
    expect((await get('/api/v1/users', { token, env: { DB } })).status).toBe(403);
    expect(calls).toEqual([{ first: expect.stringMatching(GUARD), statements: 1 }]);
  });
});

describe('the role of a token', () => {
  it('is confirmed by the database', async () => {
    const { id, token } = await newPerson();
    const revive = 'UPDATE sessions SET revoked_at = NULL WHERE user_id = ?';
    await bindings.DB.prepare("UPDATE users SET role = 'admin' WHERE id = ?").bind(id).run();
    await bindings.DB.prepare(revive).bind(id).run();
    expect((await get('/api/v1/auth/me', { token })).status).toBe(401);
    await bindings.DB.prepare("UPDATE users SET role = 'client' WHERE id = ?").bind(id).run();
    await bindings.DB.prepare(revive).bind(id).run();
    expect((await get('/api/v1/auth/me', { token })).status).toBe(200);
  });
});

describe('an ended session', () => {
  it('returns 401 before any 400, 403 or 422', async () => {
    const { token } = await newPerson();
    const json = { 'Content-Type': 'application/json' };
    const calls = () =>
      Promise.all([
        call('POST', '/api/v1/bookings', { token, raw: '{', headers: json }),
        get('/api/v1/users', { token }),
        get('/api/v1/bookings?nonsense=1', { token }),
        post('/api/v1/bookings', { nonsense: 1 }, { token }),
      ]);
    expect(statusesOf(await calls())).toEqual([400, 403, 422, 422]);
    await endSession(token);
    expect(statusesOf(await calls())).toEqual([401, 401, 401, 401]);
  });

  it('is checked after 413 and 415; an invalid token is rejected earlier', async () => {
    const { token } = await newPerson();
    await endSession(token);
    const large = {
      raw: 'x'.repeat(64 * 1024 + 1),
      headers: { 'Content-Type': 'application/json' },
    };
    const text = { raw: 'x', headers: { 'Content-Type': 'text/plain' } };
    const answers = (options: object) =>
      Promise.all(
        [large, text].map((one) => call('POST', '/api/v1/bookings', { ...one, ...options })),
      );
    expect(statusesOf(await answers({ token }))).toEqual([413, 415]);
    expect(statusesOf(await answers({ token: 'x' }))).toEqual([401, 401]);
    expect(statusesOf(await answers({}))).toEqual([401, 401]);
  });
});

describe('the catalogue', () => {
  const LIST = '/api/v1/models?limit=1';

  it('is public whatever the token; only one that claims the admin role is verified', async () => {
    const [client, admin] = [await newPerson(), await newPerson('admin')];
    const { model_id } = await newModel(admin);
    const paths = [LIST, `/api/v1/models/${model_id}`];
    await Promise.all([endSession(client.token), endSession(admin.token)]);
    const forged = `${admin.token.slice(0, -6)}AAAAAA`;
    for (const path of paths) {
      const stale = [client.token, 'x', `${client.token}x`];
      const fine = await Promise.all(stale.map((token) => get(path, { token })));
      expect(statusesOf(fine)).toEqual([200, 200, 200]);
      for (const { headers } of fine) expect(headers.get('Cache-Control')).not.toMatch(/public/);
      const refused = [admin.token, forged].map((token) => get(path, { token }));
      expect(statusesOf(await Promise.all(refused))).toEqual([401, 401]);
    }
  });

  it('needs no query for a client when it is cached', async () => {
    const { token } = await newPerson();
    await get(LIST, { token });
    const { DB, calls } = noting();
    expect((await get(LIST, { token, env: { DB } })).status).toBe(200);
    expect(calls).toEqual([]);
  });
});

describe('a sign-up', () => {
  it.each([{ role: 'client' }, { is_active: true }])(
    'with %o requires a live admin',
    async (extra) => {
      const [client, admin] = [await newPerson(), await newPerson('admin')];
      const send = (token?: string) => post('/api/v1/users', accountBody(extra), { token });
      expect(statusesOf([await send(), await send('x')])).toEqual([401, 401]);
      expect(statusesOf([await send(client.token), await send(admin.token)])).toEqual([403, 200]);
      await endSession(admin.token);
      expect((await send(admin.token)).status).toBe(401);
    },
  );

  it.each([{ role: 'client' }, { is_active: true }, { role: 5 }])(
    'with %o is refused for a client before any other check',
    async (extra) => {
      const { token } = await newPerson();
      const { DB, calls } = noting();
      const body = { ...extra, username: 'x', nickname: 'x' };
      expect((await post('/api/v1/users', body, { token, env: { DB } })).status).toBe(403);
      expect(calls).toEqual([{ first: expect.stringMatching(GUARD), statements: 1 }]);
      await endSession(token);
      expect((await post('/api/v1/users', body, { token })).status).toBe(401);
    },
  );
});

describe('a batch that ends its own session', () => {
  const PASSING = 'D1_ERROR: Network connection lost.';

  it('is never retried automatically', async () => {
    const { token } = await newPerson();
    let writes = 0;
    const DB = intercepted(bindings.DB, async (statements, run) => {
      const answer = await run();
      if (statements.some(({ sql }) => /^update "sessions"/i.test(sql))) {
        writes++;
        throw new Error(PASSING);
      }
      return answer;
    });
    expect((await post('/api/v1/auth/logout', undefined, { token, env: { DB } })).status).toBe(503);
    expect(writes).toBe(1);
    expect((await endSession(token)).status).toBe(401);
  });
});

describe('a call with an idempotency key', () => {
  it('checks its key before its effects, so a repeat does not conflict with itself', async () => {
    const { client, model_id } = await stage();
    const options = { token: client.token, headers: { 'Idempotency-Key': crypto.randomUUID() } };
    const send = () => post('/api/v1/bookings', { model_id, ...window(0, 2) }, options);
    const [first, second] = [await send(), await send()];
    expect(statusesOf([first, second])).toEqual([200, 200]);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    await endSession(client.token);
    expect((await send()).status).toBe(401);
  });
});
