import { describe, expect, it } from 'vitest';
import { type Answer, bindings, del, get, post, put } from './helpers/api';
import { accountBody, newBooking, newModel, newPerson, PASSWORD, signIn } from './helpers/data';

const USERS = '/api/v1/users';
const one = (id: string) => `${USERS}/${id}`;
const me = (token: string) => get('/api/v1/auth/me', { token });
const idsOf = ({ body }: Answer) => body.items.map((item: { user_id: string }) => item.user_id);
const fieldsOf = ({ body }: Answer) => body.errors.map((error: { field: string }) => error.field);
const unique = () => crypto.randomUUID().slice(0, 8);

const storedUser = (id: string) =>
  bindings.DB.prepare('SELECT * FROM users WHERE id = ?').bind(id).first();

const signUp = async (overrides: Record<string, unknown> = {}, token?: string) => {
  const account = accountBody(overrides);
  const { status, body } = await post(USERS, account, { token });
  expect(status).toBe(200);
  return { ...account, id: body.user_id as string };
};

const demotionOfAllBut = (...ids: string[]) =>
  bindings.DB.prepare(
    `UPDATE users SET role = 'client' WHERE role = 'admin'
       AND id NOT IN (SELECT value FROM json_each(?))`,
  ).bind(JSON.stringify(ids));

/** Fails by a NOT NULL constraint, so that the batch it ends is never kept. */
const undo = () => bindings.DB.prepare('INSERT INTO users (id) VALUES (NULL)');

/** A D1 where users change as if `id` were the only admin; no change is ever kept. */
function whereTheOnlyAdminIs(id: string) {
  const attempt = (statement: D1PreparedStatement) => {
    const run = () => bindings.DB.batch([demotionOfAllBut(id), statement, undo()]);
    return { raw: run, all: run, run };
  };
  const prepare = (sql: string) => {
    const statement = bindings.DB.prepare(sql);
    return /^update "users"/i.test(sql)
      ? { bind: (...args: unknown[]) => attempt(statement.bind(...args)) }
      : statement;
  };
  return { withSession: () => ({ prepare }) };
}

type Names = { email?: string; username?: string };

async function expectTakenNamesRefused(
  email: string,
  username: string,
  write: (names: Names) => Promise<Answer>,
) {
  const [EMAIL, USERNAME] = [email.toUpperCase(), username.toUpperCase()];
  const byEmail = await write({ email: EMAIL });
  const byUsername = await write({ username: USERNAME });
  const both = await write({ email: EMAIL, username: USERNAME });
  const answers = [byEmail, byUsername, both];
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
  expect(byEmail.body.error_message).toBe('이미 존재하는 이메일입니다');
  expect(byUsername.body.error_message).toBe('이미 존재하는 사용자명입니다');
  const fields = answers.map((answer) => fieldsOf(answer).sort());
  expect(fields).toEqual([['email'], ['username'], ['email', 'username']]);
}

describe('creating users', () => {
  it('is open to everybody and answers the user flat with Location and ETag', async () => {
    const account = accountBody({ phone: '01012345678', birth_date: '1995-04-12' });
    const { status, body, headers, text } = await post(USERS, account);
    expect(status).toBe(200);
    const { password, ...profile } = account;
    const defaults = { phone: '010-1234-5678', role: 'client', is_active: true };
    expect(body).toMatchObject({ ...profile, ...defaults, birth_date: '1995-04-12' });
    expect(text).not.toMatch(/hash|scrypt|password/);
    expect(headers.get('Location')).toBe(one(body.user_id));
    const { access_token: token } = await signIn(account.username, password);
    const read = await get(String(headers.get('Location')), { token });
    expect(read.body).toEqual(body);
    expect(read.headers.get('ETag')).toBe(headers.get('ETag'));
  });

  it.each([{ role: 'admin' }, { role: 'client' }, { is_active: false }, { is_active: true }])(
    'with %o is for admins only',
    async (privilege) => {
      const [admin, client] = [await newPerson('admin'), await newPerson()];
      for (const token of [undefined, client.token]) {
        const { status, body } = await post(USERS, accountBody(privilege), { token });
        expect(status).toBe(403);
        expect(body.error_code).toBe('PermissionDeniedException');
      }
      const allowed = await post(USERS, accountBody(privilege), { token: admin.token });
      expect(allowed.status).toBe(200);
      expect(allowed.body).toMatchObject(privilege);
    },
  );

  it('refuses taken names in any case, naming each', async () => {
    const { email, username } = await newPerson();
    await expectTakenNamesRefused(email, username, (names) => post(USERS, accountBody(names)));
  });

  it('of 20 sign-ups with one e-mail at once lets one through', async () => {
    const { email } = accountBody();
    const spellings = [email, email.toUpperCase()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post(USERS, accountBody({ email: spellings[i % 2] }))),
    );
    const refused = answers.filter(({ status }) => status === 422);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(refused).toHaveLength(19);
    const messages = new Set(refused.map(({ body }) => body.error_message));
    expect([...messages]).toEqual(['이미 존재하는 이메일입니다']);
  });
});

describe('the list', () => {
  it('is for admins', async () => {
    expect((await get(USERS)).status).toBe(401);
    expect((await get(USERS, { token: (await newPerson()).token })).status).toBe(403);
    const { status, body } = await get(USERS, { token: (await newPerson('admin')).token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ skip: 0, limit: 10, has_prev: false });
    expect(JSON.stringify(body)).not.toMatch(/hash|scrypt/);
  });

  it.each([
    ['one Korean character', '뷁', '김뷁솔'],
    ['two Korean characters', '휗췤', '박휗췤'],
    ['three Korean characters', '뛟뷝쀍', '뛟뷝쀍 모델'],
    ['two letters in another case', 'XQ', 'Maxqin'],
    ['many letters in another case', 'oPQRSt uVW', 'Nopqrst Uvwin'],
    ['marks that mean something to a search', '"* OR "%_', 'Ann "* or "%_'],
  ])('finds by %s', async (_, q, full_name) => {
    const { token } = await newPerson('admin');
    const { id } = await signUp({ full_name });
    const found = await get(`${USERS}?q=${encodeURIComponent(q)}`, { token });
    expect(idsOf(found)).toEqual([id]);
    expect(found.body.total).toBe(1);
  });

  it('finds by a part of the username and of the e-mail, and takes no wildcards', async () => {
    const { token } = await newPerson('admin');
    const [username, email] = [`name${unique()}`, `mail.${unique()}@example.org`];
    const { id } = await signUp({ username, email });
    for (const q of [username.slice(2, 11), email.slice(2, 12)]) {
      expect(idsOf(await get(`${USERS}?q=${q}`, { token }))).toEqual([id]);
    }
    for (const q of ['%', '%%%', '***', '?', `${username.slice(0, 6)}*`]) {
      const found = await get(`${USERS}?limit=100&q=${encodeURIComponent(q)}`, { token });
      expect(idsOf(found)).not.toContain(id);
    }
  });

  it('filters by role and activity', async () => {
    const { token } = await newPerson('admin');
    const full_name = `이${unique()}`;
    const admin = await signUp({ full_name, role: 'admin' }, token);
    const client = await signUp({ full_name }, token);
    const inactive = await signUp({ full_name, is_active: false }, token);
    const ids = async (filter: string) =>
      idsOf(await get(`${USERS}?q=${encodeURIComponent(full_name)}${filter}`, { token }));
    expect(await ids('')).toEqual([inactive.id, client.id, admin.id]);
    expect(await ids('&role=admin')).toEqual([admin.id]);
    expect(await ids('&role=client')).toEqual([inactive.id, client.id]);
    expect(await ids('&is_active=true')).toEqual([client.id, admin.id]);
    expect(await ids('&is_active=false&role=client')).toEqual([inactive.id]);
    expect(await ids('&is_active=false&role=admin')).toEqual([]);
    for (const query of ['role=root', 'is_active=maybe', 'q=']) {
      expect((await get(`${USERS}?${query}`, { token })).status).toBe(422);
    }
  });

  it('is paged by skip, and by cursors that newcomers do not shift', async () => {
    const { token } = await newPerson('admin');
    const full_name = unique();
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift((await signUp({ full_name })).id);
    const page = (query: string) => get(`${USERS}?q=${full_name}&limit=2${query}`, { token });
    const [first, last] = [await page(''), await page('&skip=4')];
    expect(idsOf(first)).toEqual(ids.slice(0, 2));
    expect(first.body).toMatchObject({ total: 5, has_next: true, has_prev: false });
    expect(idsOf(last)).toEqual(ids.slice(4));
    expect(last.body).toMatchObject({ total: 5, has_next: false, has_prev: true });
    expect(last.body.next_cursor).toBeNull();
    await signUp({ full_name });
    const second = await page(`&cursor=${encodeURIComponent(first.body.next_cursor)}`);
    expect(idsOf(second)).toEqual(ids.slice(2, 4));
    expect(second.body).toMatchObject({ has_next: true, has_prev: true });
    const third = await page(`&cursor=${encodeURIComponent(second.body.next_cursor)}`);
    expect(idsOf(third)).toEqual(ids.slice(4));
    expect(third.body).toMatchObject({ has_next: false, next_cursor: null });
  });

  it('refuses a damaged and a foreign cursor', async () => {
    const { token } = await newPerson('admin');
    const cursor = (await get(`${USERS}?limit=1`, { token })).body.next_cursor as string;
    const wrong = ['x', '', cursor.slice(0, -2), `A${cursor}`, `${cursor}&role=admin`];
    for (const query of [...wrong, `${cursor}&q=abc`]) {
      const answer = await get(`${USERS}?limit=1&cursor=${query}`, { token });
      expect(answer.status).toBe(422);
      expect(fieldsOf(answer)).toEqual(['cursor']);
    }
    expect((await get(`/api/v1/models?cursor=${cursor}`)).status).toBe(422);
  });
});

describe('one user', () => {
  it('is there for itself and for admins; a foreign one is as if it were missing', async () => {
    const [admin, person, other] = [await newPerson('admin'), await newPerson(), await newPerson()];
    for (const token of [admin.token, person.token]) {
      expect((await get(one(person.id), { token })).body.user_id).toBe(person.id);
    }
    expect((await get(one(person.id))).status).toBe(401);
    const outline = async (id: string) => {
      const { status, body, headers } = await get(one(id), { token: person.token });
      const story = {
        status,
        headers: [...headers.keys()],
        ...body,
        request_id: '',
        timestamp: '',
      };
      return JSON.parse(JSON.stringify(story).replaceAll(id, 'ID'));
    };
    const missing = await outline(crypto.randomUUID());
    expect(missing).toMatchObject({ status: 404, error_code: 'UserNotFoundException' });
    expect(missing.error_message).toBe('사용자를 찾을 수 없습니다: ID');
    expect(await outline(other.id)).toEqual(missing);
    await del(one(other.id), { token: admin.token });
    expect(await outline(other.id)).toEqual(missing);
  });

  it('is changed in part, by admins only, without ending a session', async () => {
    const [{ token }, person] = [await newPerson('admin'), await newPerson()];
    const before = (await me(person.token)).body;
    const changes = { full_name: '이하늘', phone: '01087654321', username: `n${unique()}` };
    const byClient = await put(one(person.id), changes, { token: person.token });
    expect(byClient.body).toMatchObject({ status: 403, error_code: 'PermissionDeniedException' });
    const changed = await put(one(person.id), changes, { token });
    expect(changed.status).toBe(200);
    const updated_at = changed.body.updated_at;
    expect(changed.body).toEqual({ ...before, ...changes, phone: '010-8765-4321', updated_at });
    expect((await me(person.token)).body).toEqual(changed.body);
    const own = { email: person.email.toUpperCase(), phone: null };
    expect((await put(one(person.id), own, { token })).body).toMatchObject({ phone: null });
    const missing = await put(one('missing'), changes, { token });
    expect(missing.body.error_code).toBe('UserNotFoundException');
  });

  it('keeps names unique in any case, and takes no other fields', async () => {
    const [{ token }, person, other] = [
      await newPerson('admin'),
      await newPerson(),
      await signUp(),
    ];
    const change = (body: object) => put(one(person.id), body, { token });
    await expectTakenNamesRefused(other.email, other.username, change);
    for (const field of ['password', 'birth_date', 'user_id', 'created_at', 'nickname']) {
      const answer = await change({ full_name: '이하늘', [field]: '1990-01-01' });
      expect(answer.status).toBe(422);
      expect(fieldsOf(answer)).toEqual([field]);
    }
  });

  it('is guarded by If-Match, where it is sent', async () => {
    const [{ token }, { id }] = [await newPerson('admin'), await signUp()];
    const etag = String((await get(one(id), { token })).headers.get('ETag'));
    const change = (match: string) =>
      put(one(id), { full_name: '이하늘' }, { token, headers: { 'If-Match': match } });
    const race = await Promise.all([change(etag), change(etag), change(etag)]);
    expect(race.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const fresh = String((await change('*')).headers.get('ETag'));
    expect((await change(`W/${fresh}`)).status).toBe(412);
    const stale = await del(one(id), { token, headers: { 'If-Match': etag } });
    expect(stale.body.error_code).toBe('PreconditionFailedException');
    const headers = { 'If-Match': `"other", ${fresh}` };
    expect((await del(one(id), { token, headers })).status).toBe(200);
  });

  it.each([{ role: 'admin' }, { is_active: false }])('loses its sessions by %o', async (change) => {
    const [{ token }, person] = [await newPerson('admin'), await newPerson()];
    expect((await put(one(person.id), change, { token })).body).toMatchObject(change);
    expect((await me(person.token)).status).toBe(401);
    const refresh = { refresh_token: person.refreshToken };
    expect((await post('/api/v1/auth/refresh', refresh)).status).toBe(401);
  });
});

describe('deleting', () => {
  it('blanks personal data, frees the names, ends sign-in and keeps bookings', async () => {
    const admin = await newPerson('admin');
    const details = {
      full_name: `박${unique()}`,
      phone: '010-9876-5432',
      birth_date: '1991-02-03',
    };
    const { id, ...account } = await signUp(details);
    const { access_token: token } = await signIn(account.username);
    const model = await newModel(admin);
    const booking = await newBooking({ ...admin, token }, model.model_id, 0, 2);
    expect((await del(one(id), { token })).status).toBe(403);
    const deleted = await del(one(id), { token: admin.token });
    expect(deleted.status).toBe(200);
    expect(deleted.body).toMatchObject({ message: '사용자가 삭제되었습니다', data: null });
    const row = JSON.stringify(await storedUser(id));
    for (const trace of [...Object.values(account), 'scrypt']) expect(row).not.toContain(trace);
    const path = `${USERS}?q=${encodeURIComponent(account.full_name)}`;
    expect((await get(path, { token: admin.token })).body.total).toBe(0);
    expect((await me(token)).status).toBe(401);
    const { username, password } = account;
    expect((await post('/api/v1/auth/login', { username, password })).status).toBe(401);
    for (const gone of [get, del]) {
      expect((await gone(one(id), { token: admin.token })).status).toBe(404);
    }
    const kept = await get(`/api/v1/bookings/${booking.booking_id}`, { token: admin.token });
    expect(kept.body).toMatchObject({ user_id: id, status: 'requested' });
    await signUp(account);
  });

  it('refuses the own account', async () => {
    const { id, token } = await newPerson('admin');
    const { body } = await del(one(id), { token });
    expect(body).toMatchObject({ status: 409, error_code: 'LastAdminException' });
    expect((await me(token)).status).toBe(200);
  });
});

describe('the last admin', () => {
  it('can be neither deleted, demoted nor deactivated', async () => {
    const [admin, last] = [await newPerson('admin'), await newPerson('admin')];
    const options = { token: admin.token, env: { DB: whereTheOnlyAdminIs(last.id) } };
    const answers = [
      await del(one(last.id), options),
      await put(one(last.id), { role: 'client' }, options),
      await put(one(last.id), { is_active: false }, options),
    ];
    for (const { body } of answers) {
      expect(body).toMatchObject({ status: 409, error_code: 'LastAdminException' });
    }
    expect((await me(last.token)).body).toMatchObject({ role: 'admin', is_active: true });
  });

  it('is left when two demote each other at once', async () => {
    const [a, b] = [await newPerson('admin'), await newPerson('admin')];
    const both = [demotionOfAllBut(a.id, b.id), demotionOfAllBut(b.id), demotionOfAllBut()];
    await expect(bindings.DB.batch([...both, undo()])).rejects.toThrow('LAST_ADMIN');
    const answers = await Promise.all([
      put(one(b.id), { role: 'client' }, { token: a.token }),
      put(one(a.id), { role: 'client' }, { token: b.token }),
    ]);
    // Others are admins too: both may be done, or the second comes too late to be allowed.
    const roles = [(await storedUser(b.id))?.role, (await storedUser(a.id))?.role];
    expect(roles).toEqual(answers.map(({ status }) => (status === 200 ? 'client' : 'admin')));
    expect(roles).toContain('client');
    for (const { status } of answers) expect([200, 401, 403]).toContain(status);
  });
});
