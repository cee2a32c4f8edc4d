import { describe, expect, it } from 'vitest';
import { del, get, post, put } from '../helpers/api';
import {
  confirm,
  move,
  newBooking,
  newModel,
  newPerson,
  type Person,
  stage,
  window,
} from '../helpers/data';

const book = (person: Person, body: object, env?: Record<string, unknown>) =>
  post('/api/v1/bookings', body, { token: person.token, ...(env && { env }) });
const batch = (person: Person, items: object[]) =>
  post('/api/v1/bookings/batch', { items }, { token: person.token });

describe('one live booking per client and model', () => {
  it.each(['requested', 'option', 'confirmed'])(
    'a second booking that overlaps a %s one is refused',
    async (state) => {
      const { admin, client, model_id } = await stage();
      const { booking_id } = await newBooking(client, model_id, 4, 8);
      if (state !== 'requested')
        await move(admin, booking_id, state === 'option' ? 'option' : 'confirm');
      for (const [from, to] of [
        [3, 5],
        [7, 9],
        [5, 6],
        [3, 9],
      ] as const) {
        const { body } = await book(client, { model_id, ...window(from, to) });
        expect(body).toMatchObject({
          status: 409,
          error_code: 'BookingConflictException',
          conflict: { booking_id, ...window(4, 8) },
        });
      }
      const forClient = { model_id, user_id: client.id, ...window(7, 9) };
      expect((await book(admin, forClient)).body.conflict).toMatchObject({ booking_id });
      // Half-open windows; another model; another client; the agency's own account.
      expect((await book(client, { model_id, ...window(8, 10) })).status).toBe(200);
      expect((await book(client, { model_id, ...window(2, 4) })).status).toBe(200);
      const { model_id: other } = await newModel(admin);
      expect((await book(client, { model_id: other, ...window(4, 8) })).status).toBe(200);
      if (state === 'confirmed') return;
      expect((await book(await newPerson(), { model_id, ...window(4, 8) })).status).toBe(200);
      for (let n = 0; n < 2; n++) {
        expect((await book(admin, { model_id, ...window(4, 8) })).status).toBe(200);
      }
    },
  );

  it.each(['cancelled', 'declined'])('a %s one does not conflict', async (state) => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 4);
    if (state === 'declined') await move(admin, booking_id, 'decline');
    else await del(`/api/v1/bookings/${booking_id}`, { token: client.token });
    expect((await book(client, { model_id, ...window(0, 4) })).status).toBe(200);
  });

  it('also applies to changed times, and a booking does not conflict with itself', async () => {
    const { client, model_id } = await stage();
    const first = await newBooking(client, model_id, 0, 4);
    const second = await newBooking(client, model_id, 6, 8);
    const path = `/api/v1/bookings/${second.booking_id}`;
    const refused = await put(path, window(3, 5), { token: client.token });
    expect(refused.body).toMatchObject({ status: 409, conflict: { booking_id: first.booking_id } });
    expect((await put(path, window(4, 7), { token: client.token })).status).toBe(200);
  });

  it('is enforced by the database: of 20 concurrent requests, one succeeds', async () => {
    const { client, model_id } = await stage();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => book(client, { model_id, ...window(n % 3, 5) })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = new Set(answers.map(({ body }) => body.error_code));
    expect(codes).toEqual(new Set([undefined, 'BookingConflictException']));
  });

  it('names both of two conflicting items', async () => {
    const { admin, client, model_id } = await stage();
    const items = [
      { model_id, ...window(0, 4) },
      { model_id, ...window(10, 12) },
      { model_id, ...window(3, 6) },
    ];
    const refused = await batch(client, items);
    expect(refused.body).toMatchObject({
      status: 409,
      error_code: 'BookingConflictException',
      conflict: { item: 2, other_item: 0, ...window(0, 4) },
    });
    expect((await get('/api/v1/bookings', { token: client.token })).body.total).toBe(0);
    expect((await batch(admin, items)).status).toBe(200);
  });
});

describe('the order of conflicts', () => {
  it('is the client’s own booking, confirmed bookings, the quota', async () => {
    const { admin, client, model_id } = await stage();
    const own = await newBooking(client, model_id, 0, 4);
    for (let n = 0; n < 48; n++) await newBooking(client, model_id, 100 + n, 101 + n);
    await newBooking(client, model_id, 20, 22);
    await confirm(admin, (await newBooking(admin, model_id, 4, 8)).booking_id);
    const duplicate = await book(client, { model_id, ...window(2, 6) });
    expect(duplicate.body.conflict).toMatchObject({ booking_id: own.booking_id });
    const taken = await book(client, { model_id, ...window(5, 6) });
    expect(taken.body.conflict).toEqual(window(4, 8));
    const full = await book(client, { model_id, ...window(40, 42) });
    expect(full.body).toMatchObject({
      status: 409,
      error_code: 'QuotaExceededException',
      conflict: { limit: 50 },
    });
    // These come first: missing resources, then those that accept no bookings.
    const off = await newModel(admin, { is_available: false });
    expect(
      (
        await batch(client, [
          { model_id, ...window(2, 6) },
          { model_id: off.model_id, ...window(0, 1) },
        ])
      ).body,
    ).toMatchObject({
      status: 422,
      errors: [{ field: 'items.1.model_id' }],
    });
    expect(
      (
        await batch(client, [
          { model_id: off.model_id, ...window(0, 1) },
          { model_id: 'none', ...window(0, 1) },
        ])
      ).body,
    ).toMatchObject({
      status: 404,
      errors: [{ field: 'items.1.model_id' }],
    });
  });
});

describe('hidden from clients', () => {
  it('is a rival’s id, in history and export', async () => {
    const { admin, client: first, model_id } = await stage();
    const rival = await newPerson();
    const option = async (owner: Person) => {
      const { booking_id } = await newBooking(owner, model_id, 0, 4);
      await move(admin, booking_id, 'option');
      return booking_id as string;
    };
    const [ahead, behind] = [await option(first), await option(rival)];
    expect((await move(rival, behind, 'challenge')).status).toBe(200);
    const history = async (person: Person) =>
      (await get(`/api/v1/bookings/${ahead}/events`, { token: person.token })).body.items.map(
        ({ event, actor_id }: { event: string; actor_id: string }) => [event, actor_id],
      );
    expect(await history(first)).toEqual([
      ['created', first.id],
      ['option', admin.id],
      ['challenged', null],
    ]);
    expect((await history(admin)).at(-1)).toEqual(['challenged', rival.id]);
    const exported = await get('/api/v1/auth/me/export', { token: first.token });
    expect(exported.text).toContain(ahead);
    expect(exported.text).not.toContain(rival.id);
  });

  it('is the booking’s owner; admins see the client in lists and single bookings', async () => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 4);
    const paths = [`/api/v1/bookings/${booking_id}`, `/api/v1/bookings?model_id=${model_id}`];
    const shown = async (person: Person, path: string) => {
      const { body } = await get(path, { token: person.token });
      return (body.items?.[0] ?? body).client;
    };
    const { body: user } = await get('/api/v1/auth/me', { token: client.token });
    const named = { user_id: client.id, full_name: user.full_name };
    for (const path of paths) {
      expect(await shown(client, path)).toBeUndefined();
      expect(await shown(admin, path)).toEqual(named);
    }
    const tag = async () => (await get(paths[0] ?? '', { token: admin.token })).headers.get('ETag');
    const before = await tag();
    await put('/api/v1/auth/me', { full_name: '새 이름' }, { token: client.token });
    expect(await tag()).not.toBe(before);
    await del(`/api/v1/users/${client.id}`, { token: admin.token });
    for (const path of paths)
      expect(await shown(admin, path)).toEqual({ ...named, full_name: null });
  });
});
