import { describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { counting } from '../helpers/counting';
import {
  accountBody,
  findings,
  newBooking,
  newModel,
  newPerson,
  PASSWORD,
  signIn,
  window,
} from '../helpers/data';
import { withHook } from '../helpers/faults/statements';
import { personWithTraces } from '../helpers/person-with-traces';

const ME = '/api/v1/auth/me';

/** Returns everything in the database as text. */
async function wholeDatabase() {
  const { results: tables } = await bindings.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'd1%'",
  ).all<{ name: string }>();
  const answers = await bindings.DB.batch(
    tables.map(({ name }) => bindings.DB.prepare(`SELECT * FROM "${name}"`)),
  );
  return JSON.stringify(answers.map(({ results }) => results));
}

describe('an erasure', () => {
  it('removes every trace of the person from all tables and from the bookings', async () => {
    const { admin, user, token, word, address, live, over } = await personWithTraces();
    expect(await wholeDatabase()).toContain(word);
    const { status, body } = await del(ME, { token, body: { password: PASSWORD } });
    expect([status, body.message, body.data]).toEqual([200, '계정이 삭제되었습니다', null]);
    const text = await wholeDatabase();
    for (const trace of [word, address, user.email, user.phone]) expect(text).not.toContain(trace);
    expect((await get(ME, { token })).status).toBe(401);
    const kept = await get(`/api/v1/bookings/${live.booking_id}`, { token: admin.token });
    expect(kept.body).toMatchObject({
      status: 'confirmed',
      user_id: user.user_id,
      start_time: live.start_time,
      total_price: live.total_price,
      notes: null,
      location: null,
    });
    const events = await get(`/api/v1/bookings/${over.booking_id}/events`, { token: admin.token });
    expect(events.body.items.map(({ event }: { event: string }) => event)).toContain('cancelled');
    expect(await findings()).toEqual([]);
    const log = await get(`/api/v1/audit-log?target_id=${user.user_id}&limit=1`, {
      token: admin.token,
    });
    expect(log.body.items).toEqual([
      expect.objectContaining({ action: 'user.deleted', actor_id: user.user_id, changes: null }),
    ]);
  });

  it('removes the same traces when an admin runs it', async () => {
    const { admin, user, word, address } = await personWithTraces();
    expect((await del(`/api/v1/users/${user.user_id}`, { token: admin.token })).status).toBe(200);
    const text = await wholeDatabase();
    for (const trace of [word, address, user.phone]) expect(text).not.toContain(trace);
  });

  it('covers stored responses to admins, the search index and writes in progress', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const word = crypto.randomUUID().slice(0, 8);
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const item = { model_id, ...window(0, 2), user_id: client.id, notes: word };
    const { body } = await post('/api/v1/bookings', item, { token: admin.token, headers });
    await put(`/api/v1/users/${client.id}`, { full_name: `ꙮꙮꙮ ${word}` }, { token: admin.token });
    const DB = withHook(bindings.DB, /^update "bookings"/, () =>
      del(ME, { token: client.token, body: { password: PASSWORD } }),
    );
    const late = { notes: `late ${word}` };
    await put(`/api/v1/bookings/${body.booking_id}`, late, { token: client.token, env: { DB } });
    expect((await get(ME, { token: client.token })).status).toBe(401);
    expect(await wholeDatabase()).not.toContain(word);
  });

  it('rejects later free text on the bookings and explains why', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    const { token } = admin;
    await del(`/api/v1/users/${client.id}`, { token });
    const refusals = [
      [put(path, { notes: '메모' }, { token }), 'notes'],
      [put(path, { ...window(4, 6), location: '성수동' }, { token }), 'location'],
    ] as const;
    for (const [answer, field] of refusals) {
      const { status, body } = await answer;
      expect([status, body.errors]).toEqual([
        422,
        [{ field, code: 'owner_erased', message: expect.stringContaining('탈퇴한 사용자') }],
      ]);
    }
    const moved = await put(path, window(4, 6), { token });
    expect([moved.status, moved.body.errors?.[0].field]).toEqual([422, 'user_id']);
    const longer = await put(path, { end_time: window(0, 3).end_time, notes: null }, { token });
    expect([longer.status, longer.body.end_time]).toEqual([200, window(0, 3).end_time]);
    // The agency cancels it with a reason.
    const closed = await del(path, { token, body: { reason: '계정 탈퇴' } });
    expect([closed.status, closed.body.data.cancel_reason]).toEqual([200, '계정 탈퇴']);
    const { body } = await get(path, { token });
    expect(body).toMatchObject({
      cancel_reason: '계정 탈퇴',
      client: { user_id: client.id, full_name: null },
    });
    // A write that bypasses the API.
    const [, row] = await bindings.DB.batch([
      bindings.DB.prepare(
        'UPDATE bookings SET notes = ?1, cancel_reason = ?1, updated_by = user_id WHERE id = ?2',
      ).bind('메모', booking_id),
      bindings.DB.prepare('SELECT notes, cancel_reason FROM bookings WHERE id = ?').bind(
        booking_id,
      ),
    ]);
    expect(row?.results).toEqual([{ notes: null, cancel_reason: null }]);
  });

  it('covers accounts that were deleted before erasure existed', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    await del(`/api/v1/users/${client.id}`, { token: admin.token });
    const stale = bindings.DB.prepare('SELECT notes FROM bookings WHERE id = ?').bind(booking_id);
    await bindings.DB.prepare('UPDATE audit_log SET address = ? WHERE target_id = ?')
      .bind('192.0.2.1', client.id)
      .run();
    await bindings.DB.prepare(
      'UPDATE users SET deleted_at = deleted_at WHERE deleted_at IS NOT NULL',
    ).run();
    expect(await stale.first('notes')).toBeNull();
    expect(await wholeDatabase()).not.toContain('192.0.2.1');
  });

  it('requires the password and honours If-Match', async () => {
    const { token } = await newPerson();
    const wrong = await del(ME, { token, body: { password: 'Wrong-Rain7!' } });
    expect([wrong.status, wrong.body.errors[0]]).toMatchObject([
      422,
      { field: 'password', code: 'wrong_password' },
    ]);
    expect((await del(ME, { token, body: {} })).status).toBe(422);
    const headers = { 'If-Match': '"99"' };
    const stale = await del(ME, { token, headers, body: { password: PASSWORD } });
    expect(stale.status).toBe(412);
    expect((await get(ME, { token })).status).toBe(200);
  });

  it('frees the username and email', async () => {
    const account = accountBody();
    await post('/api/v1/auth/register', account);
    const { access_token: token } = await signIn(account.username);
    await del(ME, { token, body: { password: PASSWORD } });
    expect((await post('/api/v1/auth/register', account)).status).toBe(200);
  });
});

describe('stored responses', () => {
  it('with a person’s data are found by index, whoever received them', async () => {
    const [admin, one, other] = [await newPerson('admin'), await newPerson(), await newPerson()];
    const { model_id } = await newModel(admin);
    const key = crypto.randomUUID();
    const items = [one, other].map(({ id }, index) => ({
      model_id,
      ...window(index * 4, index * 4 + 2),
      user_id: id,
    }));
    const options = { token: admin.token, headers: { 'Idempotency-Key': key } };
    expect((await post('/api/v1/bookings/batch', { items }, options)).status).toBe(200);
    const kept = () =>
      bindings.DB.prepare('SELECT count(*) AS n FROM idempotency_keys WHERE key = ?')
        .bind(key)
        .first('n');
    const { env, of } = counting();
    const erase = (person: { id: string }) =>
      of(() => del(`/api/v1/users/${person.id}`, { token: admin.token, env }));
    expect(await kept()).toBe(1);
    const { rowsRead } = await erase(one);
    expect(await kept()).toBe(0);
    expect(
      await bindings.DB.prepare('SELECT count(*) AS n FROM idempotency_subjects WHERE key = ?')
        .bind(key)
        .first('n'),
    ).toBe(0);
    const many = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 3000)
      INSERT INTO idempotency_keys (caller, route, key, fingerprint, result, created_at) SELECT ?1, 'r', n, 'f', '[]', ?2 FROM i`;
    await bindings.DB.prepare(many).bind(admin.id, Date.now()).run();
    expect((await erase(other)).rowsRead).toBeLessThan(rowsRead + 50);
    await bindings.DB.prepare('DELETE FROM idempotency_keys WHERE caller = ?').bind(admin.id).run();
  });
});
