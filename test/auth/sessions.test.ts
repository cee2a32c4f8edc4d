import { describe, expect, it } from 'vitest';
import { bindings, del, get, post } from '../helpers/api';
import { newPerson, PASSWORD, signIn } from '../helpers/data';
import { intercepted, withHook } from '../helpers/faults/statements';

const me = (token: string) => get('/api/v1/auth/me', { token });
const refresh = (refresh_token: string) => post('/api/v1/auth/refresh', { refresh_token });

/** Moves a session's latest rotation back in time. */
const ageSession = (userId: string, ms: number) =>
  bindings.DB.prepare('UPDATE sessions SET rotated_at = rotated_at - ? WHERE user_id = ?')
    .bind(ms, userId)
    .run();

describe('refresh', () => {
  it('returns a new pair; the previous access token stays valid until it expires', async () => {
    const person = await newPerson();
    const { status, body } = await refresh(person.refreshToken);
    expect(status).toBe(200);
    expect(body.refresh_token).not.toBe(person.refreshToken);
    expect((await me(body.access_token)).status).toBe(200);
    expect((await me(person.token)).status).toBe(200);
  });

  it('returns the same successor for 20 concurrent uses of one token', async () => {
    const person = await newPerson();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refresh(person.refreshToken)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.access_token)).size).toBe(1);
    expect((await refresh(answers[0]?.body.refresh_token)).status).toBe(200);
  });

  it('recovers a lost response within the grace period', async () => {
    const person = await newPerson();
    const lost = await refresh(person.refreshToken);
    await ageSession(person.id, 9_000);
    const again = await refresh(person.refreshToken);
    expect(again.status).toBe(200);
    expect((await me(again.body.access_token)).status).toBe(200);
    expect(lost.status).toBe(200);
  });

  it('ends the session and its access token on reuse after the grace period', async () => {
    const person = await newPerson();
    const successor = (await refresh(person.refreshToken)).body;
    await ageSession(person.id, 11_000);
    expect((await refresh(person.refreshToken)).status).toBe(401);
    expect((await me(successor.access_token)).status).toBe(401);
    expect((await refresh(successor.refresh_token)).status).toBe(401);
  });

  it('ends the session on reuse of an older token, even within the grace period', async () => {
    const person = await newPerson();
    const second = (await refresh(person.refreshToken)).body;
    const third = (await refresh(second.refresh_token)).body;
    expect((await refresh(person.refreshToken)).status).toBe(401);
    expect((await me(third.access_token)).status).toBe(401);
  });

  it('rejects garbage without a query', async () => {
    const noDatabase = { withSession: () => ({ prepare: () => expect.unreachable() }) };
    for (const refresh_token of ['x', 'a.b.c', (await newPerson()).token]) {
      const env = { DB: noDatabase };
      const { status, body } = await post('/api/v1/auth/refresh', { refresh_token }, { env });
      expect(status).toBe(401);
      expect(body.error_message).toBe('유효하지 않은 토큰입니다');
    }
  });

  it('stops working when the session expires', async () => {
    const person = await newPerson();
    await bindings.DB.prepare('UPDATE sessions SET expires_at = 1 WHERE user_id = ?')
      .bind(person.id)
      .run();
    expect((await refresh(person.refreshToken)).status).toBe(401);
    expect((await me(person.token)).status).toBe(401);
  });
});

describe('sessions', () => {
  it('that end between two reads of one request get neither result', async () => {
    const { token } = await newPerson();
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    let calls = 0;
    // The first read is sent first and answers last. All others find the session ended.
    const DB = intercepted(bindings.DB, async (_, run) => {
      if (calls++ > 0) return ended.then(run);
      const answer = await run();
      await post('/api/v1/auth/logout', undefined, { token });
      end();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return answer;
    });
    expect((await get('/api/v1/auth/me/export', { token, env: { DB } })).status).toBe(401);
  });

  it('that have ended get no data that was read for them, not even a header', async () => {
    const [person, client] = [await newPerson(), await newPerson()];
    await post('/api/v1/auth/logout', undefined, { token: person.token });
    const own = ['auth/me', 'auth/me/export', 'bookings', 'bookings?nonsense=1', 'users/x'];
    const refused = [
      ...(await Promise.all(own.map((path) => get(`/api/v1/${path}`, { token: person.token })))),
      await get('/api/v1/users?nonsense=1', { token: person.token }),
    ];
    const forbidden = [
      await get('/api/v1/users', { token: client.token }),
      await get('/api/v1/users?nonsense=1', { token: client.token }),
    ];
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([401]));
    expect(new Set(forbidden.map(({ status }) => status))).toEqual(new Set([403]));
    for (const { headers, text } of [...refused, ...forbidden]) {
      for (const name of ['ETag', 'Content-Disposition', 'X-Cache'])
        expect(headers.get(name)).toBeNull();
      expect(text).not.toContain(person.username);
    }
  });

  it('are listed newest first, with the current one marked', async () => {
    const person = await newPerson();
    const token = (await signIn(person.username)).access_token;
    const { body } = await get('/api/v1/auth/sessions', { token });
    expect(body.total).toBe(2);
    expect(body.items.filter((item: { current: boolean }) => item.current)).toHaveLength(1);
    const page = await get('/api/v1/auth/sessions?limit=1&skip=1', { token });
    expect(page.body).toMatchObject({ total: 2, has_next: false, has_prev: true });
  });

  it('can be ended one by one, but not another user’s', async () => {
    const person = await newPerson();
    const stranger = await newPerson();
    const { access_token } = await signIn(person.username);
    const list = await get('/api/v1/auth/sessions', { token: access_token });
    const other = list.body.items.find((item: { current: boolean }) => !item.current).session_id;
    expect((await del(`/api/v1/auth/sessions/${other}`, { token: stranger.token })).status).toBe(
      404,
    );
    expect((await del(`/api/v1/auth/sessions/${other}`, { token: access_token })).status).toBe(200);
    expect((await me(person.token)).status).toBe(401);
    const again = await del(`/api/v1/auth/sessions/${other}`, { token: access_token });
    expect(again.body.error_code).toBe('SessionNotFoundException');
  });

  it('end immediately with logout, one or all', async () => {
    const person = await newPerson();
    const [second, third] = [await signIn(person.username), await signIn(person.username)];
    const one = await post('/api/v1/auth/logout', undefined, { token: person.token });
    expect(one.body).toMatchObject({ success: true, message: '로그아웃되었습니다', data: null });
    expect((await me(person.token)).status).toBe(401);
    expect((await me(second.access_token)).status).toBe(200);
    await post('/api/v1/auth/logout', { all: true }, { token: second.access_token });
    expect((await me(third.access_token)).status).toBe(401);
  });

  it('end with deactivation and a role change, even by hand in the database', async () => {
    for (const change of ['is_active = 0', "role = 'admin'"]) {
      const person = await newPerson();
      await bindings.DB.prepare(`UPDATE users SET ${change} WHERE id = ?`).bind(person.id).run();
      expect((await me(person.token)).status).toBe(401);
      expect((await refresh(person.refreshToken)).status).toBe(401);
    }
  });

  it('are not opened by a sign-in that lost the race against deactivation', async () => {
    const person = await newPerson();
    const DB = withHook(bindings.DB, /insert into "sessions"/i, () =>
      bindings.DB.prepare('UPDATE users SET is_active = 0 WHERE id = ?').bind(person.id).run(),
    );
    const credentials = { username: person.username, password: PASSWORD };
    expect((await post('/api/v1/auth/login', credentials, { env: { DB } })).status).toBe(401);
  });
});
