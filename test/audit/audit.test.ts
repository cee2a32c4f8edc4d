import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, del, get, post, put } from '../helpers/api';
import {
  accountBody,
  confirm,
  DAY,
  move,
  newBooking,
  newModel,
  newPerson,
  PASSWORD,
  type Person,
  signIn,
  stage,
  window,
} from '../helpers/data';

const LOG = '/api/v1/audit-log';
const asAdmin = ({ token }: Person) => ({ token });

/** Returns the log's entries for a query, oldest first. */
async function entries(admin: Person, query: string) {
  const { status, body } = await get(`${LOG}?limit=100&${query}`, asAdmin(admin));
  expect(status).toBe(200);
  return body.items.reverse();
}

describe('the audit log', () => {
  it('records successful and failed sign-ins with the address, but never the input', async () => {
    const admin = await newPerson('admin');
    const { id, username } = await newPerson();
    const headers = { 'CF-Connecting-IP': '203.0.113.200' };
    const login = (password: string) =>
      post('/api/v1/auth/login', { username, password }, { headers });
    await login('Wrong-Rain7!');
    await login(PASSWORD);
    const [created, first, failed, started] = await entries(admin, `target_id=${id}`);
    expect(created).toMatchObject({ action: 'user.created', actor_id: null, target_type: 'user' });
    expect(first).toMatchObject({ action: 'session.started', address: null });
    expect(failed).toMatchObject({
      action: 'session.failed',
      actor_id: null,
      address: '203.0.113.200',
    });
    expect(started).toMatchObject({
      action: 'session.started',
      actor_id: id,
      address: '203.0.113.200',
    });
    const text = JSON.stringify(
      (await bindings.DB.prepare('SELECT * FROM audit_log').all()).results,
    );
    expect(text).not.toMatch(/Rain7|scrypt/);
  });

  it('records a failure for an unknown name, without the name', async () => {
    const admin = await newPerson('admin');
    const name = `typo-${crypto.randomUUID()}`;
    const since = new Date().toISOString();
    await post('/api/v1/auth/login', { username: name, password: 'x' });
    const found = await entries(admin, `action=session.failed&from=${since}`);
    expect(found.length).toBe(1);
    expect(found[0].target_id).toBeNull();
    expect(JSON.stringify(found)).not.toContain(name);
  });

  it('records once that a used refresh token was presented', async () => {
    const admin = await newPerson('admin');
    const { id, refreshToken: refresh_token } = await newPerson();
    const refresh = (token: string) => post('/api/v1/auth/refresh', { refresh_token: token });
    const second = await refresh(refresh_token);
    await refresh(second.body.refresh_token);
    for (const _ of [1, 2]) expect((await refresh(refresh_token)).status).toBe(401);
    const found = await entries(admin, `target_id=${id}&action=session.reused`);
    expect(found).toEqual([expect.objectContaining({ actor_id: null, target_type: 'user' })]);
  });

  it('records admins’ changes to accounts, before and after, without secrets', async () => {
    const admin = await newPerson('admin');
    const { body: user } = await post(
      '/api/v1/users',
      accountBody({ role: 'client' }),
      asAdmin(admin),
    );
    const path = `/api/v1/users/${user.user_id}`;
    await put(path, { full_name: '이하늘', role: 'admin' }, asAdmin(admin));
    await put(path, { is_active: false }, asAdmin(admin));
    await put(path, { is_active: false }, asAdmin(admin));
    const about = await entries(admin, `target_id=${user.user_id}`);
    expect(about.map((entry: { action: string }) => entry.action)).toEqual([
      'user.created',
      'user.updated',
      'user.updated',
    ]);
    for (const entry of about) expect(entry.actor_id).toBe(admin.id);
    expect(about[0].changes).toMatchObject({
      email: { before: null, after: user.email },
      is_active: { before: null, after: true },
    });
    expect(about[1].changes).toEqual({
      full_name: { before: user.full_name, after: '이하늘' },
      role: { before: 'client', after: 'admin' },
    });
    expect(about[2].changes).toEqual({ is_active: { before: true, after: false } });
    expect(JSON.stringify(about)).not.toMatch(/password_hash|scrypt/);
  });

  it('records a new password without its value, and ignores a rehash', async () => {
    const admin = await newPerson('admin');
    const person = await newPerson();
    const change = { current_password: PASSWORD, new_password: 'Plum-Rain8!' };
    await post('/api/v1/auth/password', change, { token: person.token });
    await post(
      '/api/v1/auth/login',
      { username: person.username, password: 'Plum-Rain8!' },
      { env: { PASSWORD_HASH_COST: '11' } },
    );
    const [only, ...others] = await entries(
      admin,
      `target_id=${person.id}&action=user.password_changed`,
    );
    expect(only).toMatchObject({ actor_id: person.id, changes: null });
    expect(others).toEqual([]);
    expect(await entries(admin, `target_id=${person.id}&action=user.updated`)).toEqual([]);
  });

  it('records changes to models and their book-outs', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin, { boards: ['women'], height_cm: 178 });
    const path = `/api/v1/models/${model_id}`;
    await put(
      path,
      { boards: ['women', 'curve'], is_available: false, height_cm: null },
      asAdmin(admin),
    );
    const out = await post(
      `${path}/book-outs`,
      { ...window(0, 9), reason: '휴가' },
      asAdmin(admin),
    );
    await del(`${path}/book-outs/${out.body.book_out_id}`, asAdmin(admin));
    await del(path, asAdmin(admin));
    const about = await entries(admin, `target_id=${model_id}`);
    expect(about.map((entry: { action: string }) => entry.action)).toEqual([
      'model.created',
      'model.updated',
      'book_out.created',
      'book_out.deleted',
      'model.deleted',
    ]);
    for (const entry of about) {
      expect(entry).toMatchObject({ actor_id: admin.id, target_type: 'model' });
    }
    expect(about[1].changes).toEqual({
      boards: { before: ['women'], after: ['women', 'curve'] },
      is_available: { before: true, after: false },
      height_cm: { before: 178, after: null },
    });
    const { start_time, end_time } = out.body;
    const gone = [start_time, end_time, '휴가'].map((before) => ({ before, after: null }));
    expect(Object.values(about[3].changes)).toEqual(gone);
  });

  it('records admins’ actions on bookings; clients’ actions are in the history', async () => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    await confirm(admin, booking_id);
    await move(client, booking_id, 'challenge');
    await del(`/api/v1/bookings/${booking_id}`, { token: client.token });
    const about = await entries(admin, `target_id=${booking_id}`);
    expect(about).toEqual([
      expect.objectContaining({
        action: 'booking.confirmed',
        actor_id: admin.id,
        changes: { status: { before: 'requested', after: 'confirmed' } },
      }),
    ]);
  });

  it('detects a write outside the API, which has no actor', async () => {
    const admin = await newPerson('admin');
    const { body } = await post('/api/v1/users', accountBody(), asAdmin(admin));
    await bindings.DB.prepare("UPDATE users SET role = 'admin' WHERE id = ?")
      .bind(body.user_id)
      .run();
    const [entry] = await entries(admin, `target_id=${body.user_id}&action=user.updated`);
    expect(entry.actor_id).toBeNull();
    expect(Math.abs(Date.parse(entry.at) - Date.now())).toBeLessThan(60_000);
    const { model_id } = await newModel(admin);
    await put(`/api/v1/models/${model_id}`, { height_cm: 180 }, asAdmin(admin));
    await bindings.DB.prepare('UPDATE models SET deleted_at = 1 WHERE id = ?').bind(model_id).run();
    const [deletion] = await entries(admin, `target_id=${model_id}&action=model.deleted`);
    expect(deletion.actor_id).toBeNull();
  });

  it('supports its filters, order and cursor', async () => {
    const [admin, other] = [await newPerson('admin'), await newPerson('admin')];
    for (const _ of [1, 2, 3]) await newModel(admin);
    await newModel(other);
    const mine = `actor_id=${admin.id}&action=model.created`;
    const { body } = await get(`${LOG}?${mine}&limit=2`, asAdmin(admin));
    expect([body.total, body.has_next, body.items.length]).toEqual([3, true, 2]);
    expect(body.items[0].at >= body.items[1].at).toBe(true);
    const rest = await get(`${LOG}?${mine}&limit=2&cursor=${body.next_cursor}`, asAdmin(admin));
    expect(rest.body.items.length).toBe(1);
    const future = new Date(Date.now() + DAY).toISOString();
    expect(await entries(admin, `${mine}&from=${future}`)).toEqual([]);
    expect((await entries(admin, `${mine}&to=${future}`)).length).toBe(3);
  });

  it('is for admins, and kept for 180 days', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    expect((await get(LOG, { token: client.token })).status).toBe(403);
    const age = (days: number, id: string) =>
      bindings.DB.prepare('UPDATE audit_log SET at = ? WHERE target_id = ?')
        .bind(Date.now() - days * DAY, id)
        .run();
    // Old entries of other tests would take up the sweep's first rounds.
    await bindings.DB.prepare('DELETE FROM audit_log WHERE at < ?')
      .bind(Date.now() - 180 * DAY)
      .run();
    await age(181, client.id);
    await age(179, admin.id);
    await runMaintenance(bindings, Date.now());
    expect(await entries(admin, `target_id=${client.id}`)).toEqual([]);
    expect((await entries(admin, `target_id=${admin.id}`)).length).toBeGreaterThan(0);
    await signIn(client.username);
  });
});
