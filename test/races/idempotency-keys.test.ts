import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { type Answer, bindings, call, del, post, put } from '../helpers/api';
import { atTime, startAt } from '../helpers/clock';
import { accountBody, DAY, newPerson, signIn, window } from '../helpers/data';
import {
  idempotent,
  newWorld,
  prepared,
  repeated,
  replayed,
  sizes,
} from '../helpers/idempotency-cases';

describe('a refusal', () => {
  it('that depends on the data is stored word for word, even after the obstacle is gone', async () => {
    const { send, world } = await prepared('createBooking');
    const { token } = world.admin;
    const blocker = await world.requested(0);
    await post(`/api/v1/bookings/${blocker.booking_id}/confirm`, undefined, { token });
    const first = await send(undefined, { headers: { 'Accept-Language': 'en' } });
    expect([first.status, first.body.error_code]).toEqual([409, 'BookingConflictException']);
    await call('DELETE', `/api/v1/bookings/${blocker.booking_id}`, { token });
    const again = await send();
    expect(repeated(again)).toEqual(repeated(first));
    expect([replayed(again), again.headers.get('Content-Language')]).toEqual(['true', 'en']);
  });

  it('of a missing booking is stored; of stale data, invalid fields or the wrong caller is not', async () => {
    const { client, admin, model_id, requested } = await newWorld();
    const key = { 'Idempotency-Key': 'one' };
    const { booking_id } = await requested(0);
    const confirm = (id: string, token: string, headers = {}) =>
      post(`/api/v1/bookings/${id}/confirm`, {}, { token, headers: { ...key, ...headers } });
    const create = (body: object) =>
      post(
        '/api/v1/bookings',
        { model_id, ...window(4, 6), ...body },
        { token: client.token, headers: key },
      );
    const fleeting = [
      await confirm(booking_id, client.token),
      await confirm(booking_id, admin.token, { 'If-Match': '"99"' }),
      await create({ end_time: 'tomorrow' }),
      await create({ user_id: admin.id }),
    ];
    expect(fleeting.map(({ status }) => status)).toEqual([403, 412, 422, 403]);
    const good = [await confirm(booking_id, admin.token), await create({})];
    expect(good.map((answer) => [answer.status, replayed(answer)])).toEqual([
      [200, null],
      [200, null],
    ]);
    const missing = { ...key, 'Idempotency-Key': 'two' };
    const absent = [
      await confirm('absent', admin.token, missing),
      await confirm('absent', admin.token, missing),
    ];
    expect(absent.map((answer) => [answer.status, replayed(answer)])).toEqual([
      [404, null],
      [404, 'true'],
    ]);
  });
});

describe('a 422 that depends on the data', () => {
  const again = async (send: () => Promise<Answer>, change: () => Promise<unknown>) => {
    const refused = await send();
    expect([refused.status, refused.body.error_code]).toEqual([422, 'ValidationException']);
    await change();
    const answer = await send();
    expect([answer.status, replayed(answer)]).toEqual([200, null]);
  };

  it.each(['createBooking', 'createBookingBatch'])(
    'is not stored: a model that accepts no bookings, %s',
    async (id) => {
      const { send, world } = await prepared(id);
      const take = (is_available: boolean) =>
        put(`/api/v1/models/${world.model_id}`, { is_available }, { token: world.admin.token });
      await take(false);
      await again(send, () => take(true));
    },
  );

  it.each(['register', 'createUser'])('is not stored: a taken name, %s', async (id) => {
    const { send, payload, world } = await prepared(id);
    const { username } = payload as { username: string };
    const { user_id } = (await post('/api/v1/auth/register', accountBody({ username }))).body;
    await again(send, () => del(`/api/v1/users/${user_id}`, { token: world.admin.token }));
  });

  it('is not stored: an option too late', async () => {
    const { send, path } = await prepared('optionBooking');
    const bookingId = path.split('/')[4] ?? '';
    await startAt(bookingId, Date.now() + DAY - 1000);
    await again(send, () => startAt(bookingId, Date.now() + 5 * DAY));
  });
});

describe('a key', () => {
  const withId = idempotent.filter((id) =>
    operations.some((one) => one.id === id && /:/.test(one.path)),
  );

  it.each(withId)('of %s is valid for the one resource in its path', async (id) => {
    const first = await prepared(id);
    expect((await first.send()).status).toBe(200);
    const { path } = await prepared(id);
    const before = await sizes();
    const { status, body } = await first.send(undefined, {}, path);
    expect([status, body.error_code]).toEqual([422, 'IdempotencyConflictException']);
    expect(await sizes()).toEqual(before);
  });

  it('of an anonymous caller is bound to its address', async () => {
    const account = accountBody();
    const register = (address: string) => {
      const headers = { 'Idempotency-Key': 'sign-up-1', 'CF-Connecting-IP': address };
      return post('/api/v1/auth/register', account, { headers });
    };
    const first = await register('198.51.100.21');
    expect([first.status, replayed(await register('198.51.100.21'))]).toEqual([200, 'true']);
    const elsewhere = await register('198.51.100.22');
    expect([elsewhere.status, replayed(elsewhere)]).toEqual([422, null]);
    expect(elsewhere.text).not.toContain(first.body.user_id);
  });

  it.each(['', 'x'.repeat(256), 'tab\there'])('%j is not a key', async (key) => {
    const { send } = await prepared('createBooking');
    const { status, body } = await send(undefined, { headers: { 'Idempotency-Key': key } });
    expect([status, body.errors?.[0]?.field]).toEqual([422, 'Idempotency-Key']);
  });

  it('of 255 characters is valid, and spaces count', async () => {
    const { send } = await prepared('createBooking');
    for (const key of ['x'.repeat(255), 'a b']) {
      const headers = { 'Idempotency-Key': key };
      const answers = [await send(undefined, { headers }), await send(undefined, { headers })];
      expect(answers.map(replayed)).toEqual([null, 'true']);
    }
  });

  it('expires after 24 hours, to the millisecond', async () => {
    const { send, key } = await prepared('createBooking');
    const { body } = await send();
    const now = Date.now();
    const sendAged = async (ms: number) => {
      const aged = bindings.DB.prepare('UPDATE idempotency_keys SET created_at = ? WHERE key = ?');
      await aged.bind(now - ms, key).run();
      return atTime(now, () => send());
    };
    const before = await sendAged(DAY - 1);
    expect([before.body.booking_id, replayed(before)]).toEqual([body.booking_id, 'true']);
    await bindings.DB.prepare("UPDATE bookings SET status = 'declined' WHERE id = ?")
      .bind(body.booking_id)
      .run();
    const later = await sendAged(DAY);
    expect([later.status, replayed(later)]).toEqual([200, null]);
    expect(later.body.booking_id).not.toBe(body.booking_id);
  });

  it('reveals no password and stores no plain hash of it', async () => {
    const { send, key } = await prepared('register');
    await send();
    const row = await bindings.DB.prepare('SELECT * FROM idempotency_keys WHERE key = ?')
      .bind(key)
      .first();
    expect(JSON.stringify(row)).not.toMatch(/scrypt|Plum-Rain7/);
  });

  it('ends with the role it was used in', async () => {
    const { send, world } = await prepared('createUser');
    expect((await send()).status).toBe(200);
    const { admin } = world;
    const other = await newPerson('admin');
    await put(`/api/v1/users/${admin.id}`, { role: 'client' }, { token: other.token });
    const { access_token: token } = await signIn(admin.username);
    expect((await send(accountBody({ role: 'client' }), { token })).status).toBe(403);
  });

  it('survives a rotation of the secret', async () => {
    const { send } = await prepared('createBooking');
    const first = await send();
    const env = {
      SECRET_KEY: 'another-secret-of-enough-length-0123456789',
      SECRET_KEY_PREVIOUS: bindings.SECRET_KEY,
    };
    expect(repeated(await send(undefined, { env }))).toEqual(repeated(first));
  });
});
