import { describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { accountBody, newBooking, newModel, newPerson, signIn } from '../helpers/data';

const USERS = '/api/v1/users';
const one = (id: string) => `${USERS}/${id}`;
const me = (token: string) => get('/api/v1/auth/me', { token });
const unique = () => crypto.randomUUID().slice(0, 8);
const stored = bindings.DB.prepare('SELECT * FROM users WHERE id = ?');

async function signUp(overrides: Record<string, unknown> = {}, token?: string) {
  const account = accountBody(overrides);
  const { status, body } = await post(USERS, account, { token });
  expect(status).toBe(200);
  return { ...account, id: String(body.user_id) };
}

const OTHERS = "UPDATE users SET role = 'client' WHERE role = 'admin' AND id NOT IN (?, ?)";
const demotionOfAllBut = (a = '', b = '') => bindings.DB.prepare(OTHERS).bind(a, b);
/** Violates a NOT NULL constraint, so that its batch is rolled back. */
const undo = () => bindings.DB.prepare('INSERT INTO users (id) VALUES (NULL)');

/** A D1 in which users change as if `id` were the only admin. Changes are always rolled back. */
function whereTheOnlyAdminIs(id: string) {
  const prepare = (sql: string) => {
    const statement = bindings.DB.prepare(sql);
    const bind = (...args: unknown[]) => {
      const run = () => bindings.DB.batch([demotionOfAllBut(id), statement.bind(...args), undo()]);
      return { raw: run, all: run, run };
    };
    return /^update "users"/i.test(sql) ? { bind } : statement;
  };
  const batch = (all: { run?: () => unknown }[]) => {
    const [guard, effect] = all as [unknown, { run: () => Promise<unknown> }];
    return guard && effect.run();
  };
  return { withSession: () => ({ prepare, batch, getBookmark: () => null }) };
}

describe('deleting and demoting', () => {
  it('blanks personal data, frees the names, ends sign-in and keeps bookings', async () => {
    const admin = await newPerson('admin');
    const details = { full_name: unique(), phone: '010-9876-5432', birth_date: '1991-02-03' };
    const { id, ...account } = await signUp(details);
    const { username, password } = account;
    const { access_token: token } = await signIn(username);
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking({ ...admin, token }, model_id, 0, 2);
    expect((await del(one(id), { token })).status).toBe(403);
    const asAdmin = { token: admin.token };
    const deleted = { message: '사용자가 삭제되었습니다', data: null };
    expect((await del(one(id), asAdmin)).body).toMatchObject(deleted);
    const row = JSON.stringify(await stored.bind(id).first());
    for (const trace of [...Object.values(account), 'scrypt']) expect(row).not.toContain(trace);
    expect((await get(`${USERS}?q=${details.full_name}`, asAdmin)).body.total).toBe(0);
    expect((await me(token)).status).toBe(401);
    expect((await post('/api/v1/auth/login', { username, password })).status).toBe(401);
    expect((await get(one(id), asAdmin)).status).toBe(404);
    expect((await del(one(id), asAdmin)).status).toBe(404);
    const kept = await get(`/api/v1/bookings/${booking_id}`, asAdmin);
    expect(kept.body).toMatchObject({ user_id: id, status: 'requested' });
    await signUp(account);
  });

  it('is refused for one’s own account and the last admin, who stays active and admin', async () => {
    const [admin, last] = [await newPerson('admin'), await newPerson('admin')];
    const options = { token: admin.token, env: { DB: whereTheOnlyAdminIs(last.id) } };
    const changes = [{ role: 'client' }, { is_active: false }];
    const attempts = changes.map((change) => put(one(last.id), change, options));
    attempts.push(del(one(last.id), options), del(one(admin.id), { token: admin.token }));
    for (const { body } of await Promise.all(attempts)) {
      expect(body).toMatchObject({ status: 409, error_code: 'LastAdminException' });
    }
    expect((await me(last.token)).body).toMatchObject({ role: 'admin', is_active: true });
    expect((await me(admin.token)).status).toBe(200);
  });

  it('leaves one admin when two demote each other concurrently', async () => {
    const [a, b] = [await newPerson('admin'), await newPerson('admin')];
    const bothOnly = [demotionOfAllBut(a.id, b.id), demotionOfAllBut(b.id), demotionOfAllBut()];
    await expect(bindings.DB.batch([...bothOnly, undo()])).rejects.toThrow('LAST_ADMIN');
    const demote = (id: string, token: string) => put(one(id), { role: 'client' }, { token });
    const answers = await Promise.all([demote(b.id, a.token), demote(a.id, b.token)]);
    // Other admins exist, so both may succeed, or one may come too late to be an admin.
    const statuses = answers.map(({ status }) => status);
    const roles = [await stored.bind(b.id).first('role'), await stored.bind(a.id).first('role')];
    expect(roles).toEqual(statuses.map((status) => (status === 200 ? 'client' : 'admin')));
    expect([200, 401, 403]).toEqual(expect.arrayContaining(statuses));
    expect(roles).toContain('client');
  });
});
