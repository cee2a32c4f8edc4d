import { describe, expect, it } from 'vitest';
import { type Answer, del, get, post, put } from '../helpers/api';
import { accountBody, newPerson, signIn } from '../helpers/data';

const USERS = '/api/v1/users';
const one = (id: string) => `${USERS}/${id}`;
const me = (token: string) => get('/api/v1/auth/me', { token });
const idsOf = ({ body }: Answer) => body.items.map((item: { user_id: string }) => item.user_id);
const fieldsOf = ({ body }: Answer) => body.errors.map((error: { field: string }) => error.field);
const unique = () => crypto.randomUUID().slice(0, 8);

async function signUp(overrides: Record<string, unknown> = {}, token?: string) {
  const account = accountBody(overrides);
  const { status, body } = await post(USERS, account, { token });
  expect(status).toBe(200);
  return { ...account, id: String(body.user_id) };
}

type Names = { email?: string; username?: string };

async function expectTakenNamesRefused(taken: Names, write: (names: Names) => Promise<Answer>) {
  const [email, username] = [`${taken.email}`.toUpperCase(), `${taken.username}`.toUpperCase()];
  const answers = [await write({ email }), await write({ username })];
  const told = answers.map(({ status, body }) => `${status} ${body.error_message}`);
  expect(told).toEqual(['422 이미 존재하는 이메일입니다', '422 이미 존재하는 사용자명입니다']);
  expect(answers.flatMap(fieldsOf)).toEqual(['email', 'username']);
  expect(fieldsOf(await write({ email, username })).sort()).toEqual(['email', 'username']);
}

describe('creating users', () => {
  it('is public and returns the user flat with Location and ETag', async () => {
    const account = accountBody({ phone: '010-1234-5678', birth_date: '1995-04-12' });
    const { password, ...profile } = account;
    const { status, body, headers, text } = await post(USERS, account);
    expect([status, body]).toMatchObject([200, { ...profile, role: 'client', is_active: true }]);
    expect(text).not.toMatch(/hash|scrypt|password/);
    expect(headers.get('Location')).toBe(one(body.user_id));
    const { access_token: token } = await signIn(account.username, password);
    const read = await get(one(body.user_id), { token });
    expect([read.body, read.headers.get('ETag')]).toEqual([body, headers.get('ETag')]);
  });

  const PRIVILEGES = [{ role: 'admin' }, { role: 'client' }, { is_active: false }];
  it.each(PRIVILEGES)('with %o is for admins only', async (privilege) => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const create = (token?: string) => post(USERS, accountBody(privilege), { token });
    const answers = [await create(), await create(client.token), await create(admin.token)];
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 200]);
    expect(answers[2]?.body).toMatchObject(privilege);
  });

  it('rejects taken names in any case, and names each', async () => {
    await expectTakenNamesRefused(await signUp(), (names) => post(USERS, accountBody(names)));
  });

  it('succeeds for one of 16 concurrent sign-ups with one email', async () => {
    const { email } = accountBody();
    const bodies = Array.from({ length: 8 }, () => [{ email }, { email: email.toUpperCase() }]);
    const signUps = bodies.flat().map((names) => post(USERS, accountBody(names)));
    const answers = await Promise.all(signUps);
    const told = answers.map(({ status, body }) => `${status} ${body.error_message}`).sort();
    expect(told).toEqual(['200 undefined', ...Array(15).fill('422 이미 존재하는 이메일입니다')]);
  });
});

describe('the list', () => {
  it.each([
    ['one Korean character', '뷁', { full_name: '김뷁솔' }],
    ['two Korean characters', '휗췤', { full_name: '박휗췤' }],
    ['three Korean characters', '뛟뷝쀍', { full_name: '뛟뷝쀍 모델' }],
    ['two letters in another case', 'XQ', { full_name: 'Maxqin' }],
    ['marks that mean something to a search', '"* OR "%_', { full_name: 'Ann "* or "%_' }],
    ['a part of the e-mail', 'IL.findable@E', { email: 'mail.findable@example.org' }],
    ['a part of the username', 'NDABLE-n', { username: 'findable-name' }],
  ])('finds by %s', async (_, q, names: Record<string, string>) => {
    const { token } = await newPerson('admin');
    const { id } = await signUp(names);
    const found = await get(`${USERS}?q=${encodeURIComponent(q)}`, { token });
    expect([found.body.total, ...idsOf(found)]).toEqual([1, id]);
  });

  it('is for admins, and filters by role, activity and text', async () => {
    expect((await get(USERS)).status).toBe(401);
    expect((await get(USERS, { token: (await newPerson()).token })).status).toBe(403);
    const { token } = await newPerson('admin');
    const full_name = unique();
    const admin = await signUp({ full_name, role: 'admin' }, token);
    const client = await signUp({ full_name }, token);
    const inactive = await signUp({ full_name, is_active: false }, token);
    const ids = async (rest: string) =>
      idsOf(await get(`${USERS}?q=${full_name}${rest}`, { token }));
    expect(await ids('')).toEqual([inactive.id, client.id, admin.id]);
    expect(await ids('&role=admin')).toEqual([admin.id]);
    expect(await ids('&is_active=true')).toEqual([client.id, admin.id]);
    expect(await ids('&is_active=false&role=client')).toEqual([inactive.id]);
    expect([...(await ids('&is_active=false&role=admin')), ...(await ids('%25'))]).toEqual([]);
    for (const field of ['role', 'is_active', 'q']) {
      expect(fieldsOf(await get(`${USERS}?${field}=%00`, { token }))).toEqual([field]);
    }
  });

  it('is paged by skip, and by cursors that new users do not shift', async () => {
    const { token } = await newPerson('admin');
    const full_name = unique();
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift((await signUp({ full_name })).id);
    const page = (query: string) => get(`${USERS}?q=${full_name}&limit=2${query}`, { token });
    const [first, last] = [await page(''), await page('&skip=4')];
    expect(first.body).toMatchObject({ total: 5, has_next: true, has_prev: false });
    expect(last.body).toMatchObject({ total: 5, has_next: false, has_prev: true });
    await signUp({ full_name });
    const second = await page(`&cursor=${encodeURIComponent(first.body.next_cursor)}`);
    const third = await page(`&cursor=${encodeURIComponent(second.body.next_cursor)}`);
    expect([first, second, third].flatMap(idsOf)).toEqual(ids);
    expect(third.body).toMatchObject({ has_next: false, has_prev: true, next_cursor: null });
    const cursor = first.body.next_cursor as string;
    expect((await page('&cursor=')).body).toMatchObject({ has_prev: false, total: 6 });
    for (const wrong of ['x', cursor.slice(0, -2), `A${cursor}`, `${cursor}&role=client`]) {
      expect(fieldsOf(await page(`&cursor=${wrong}`))).toEqual(['cursor']);
    }
  });
});

describe('one user', () => {
  it('is visible to itself and to admins; another one looks like a missing one', async () => {
    const [admin, person] = [await newPerson('admin'), await newPerson()];
    const outline = async (id: string) => {
      const { status, body, headers } = await get(one(id), { token: person.token });
      const story = [status, [...headers.keys()], { ...body, request_id: '', timestamp: '' }];
      return JSON.parse(JSON.stringify(story).replaceAll(id, 'ID'));
    };
    const seen = [await get(one(person.id), person), await get(one(person.id), admin)];
    expect(seen.map(({ body }) => body.user_id)).toEqual([person.id, person.id]);
    const missing = await outline(crypto.randomUUID());
    expect([missing[0], missing[2].error_code]).toEqual([404, 'UserNotFoundException']);
    expect(missing[2].error_message).toBe('사용자를 찾을 수 없습니다: ID');
    expect(await outline(admin.id)).toEqual(missing);
  });

  it('can be changed in part by admins, its names stay unique and its sessions live', async () => {
    const [{ token }, person] = [await newPerson('admin'), await newPerson()];
    const before = (await me(person.token)).body;
    const changes = { full_name: '이하늘', phone: '010-8765-4321', username: `n${unique()}` };
    expect((await put(one(person.id), changes, { token: person.token })).status).toBe(403);
    const { body } = await put(one(person.id), changes, { token });
    expect(body).toEqual({ ...before, ...changes, updated_at: body.updated_at });
    expect((await me(person.token)).body).toEqual(body);
    const change = (body: object) => put(one(person.id), body, { token });
    const own = { email: person.email.toUpperCase(), phone: null };
    expect((await change(own)).body).toMatchObject(own);
    expect((await put(one('missing'), changes, { token })).status).toBe(404);
    await expectTakenNamesRefused(await signUp(), change);
    for (const field of ['password', 'age', 'nickname']) {
      expect(fieldsOf(await change({ [field]: '1990-01-01' }))).toEqual([field]);
    }
    const readOnly = { user_id: 'x', birth_date: '1990-01-01', created_at: '1990-01-01' };
    const { updated_at: _, ...unchanged } = (await me(person.token)).body;
    expect((await change(readOnly)).body).toMatchObject(unchanged);
  });

  it('honours If-Match', async () => {
    const [{ token }, { id }] = [await newPerson('admin'), await signUp()];
    const etag = String((await get(one(id), { token })).headers.get('ETag'));
    const ifMatch = (match: string) => ({ token, headers: { 'If-Match': match } });
    const change = (match: string) => put(one(id), { full_name: '이하늘' }, ifMatch(match));
    const race = await Promise.all([change(etag), change(etag), change(etag)]);
    expect(race.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const fresh = String((await change('*')).headers.get('ETag'));
    const weak = await change(`W/${fresh}`);
    expect(weak.status).toBe(200);
    expect((await del(one(id), ifMatch(etag))).status).toBe(412);
    const newest = weak.headers.get('ETag');
    expect((await del(one(id), ifMatch(`"other", ${newest}`))).status).toBe(200);
  });

  it.each([{ role: 'admin' }, { is_active: false }])('loses its sessions by %o', async (change) => {
    const [{ token }, person] = [await newPerson('admin'), await newPerson()];
    expect((await put(one(person.id), change, { token })).body).toMatchObject(change);
    expect((await me(person.token)).status).toBe(401);
    const body = { refresh_token: person.refreshToken };
    expect((await post('/api/v1/auth/refresh', body)).status).toBe(401);
  });
});
