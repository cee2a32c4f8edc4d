import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, del, get, post, put } from '../helpers/api';
import { atTime, expireAt, startAt } from '../helpers/clock';
import {
  at,
  confirm,
  findings,
  move,
  newBooking,
  newModel,
  newOption,
  newPerson,
} from '../helpers/data';

const path = (modelId: string) => `/api/v1/models/${modelId}`;

describe('deleting a model', () => {
  it.each([
    ['ko', '모델이 삭제되었습니다'],
    ['en', 'The model has been deleted'],
  ])('explains a refusal in the caller’s language: %s', async (language, message) => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const headers = { 'Accept-Language': language };
    const { status, body } = await del(path(model_id), { token: admin.token, headers });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, message, data: null });
  });

  it('leaves nothing that can be read, changed, deleted, booked or listed', async () => {
    const admin = await newPerson('admin');
    const { token } = admin;
    const { model_id, name } = await newModel(admin);
    await del(path(model_id), { token });
    const window = { start_time: at(0), end_time: at(2) };
    for (const gone of [
      await get(path(model_id)),
      await get(path(model_id), { token }),
      await put(path(model_id), { price_per_hour: 20_000 }, { token }),
      await del(path(model_id), { token }),
      await get(`${path(model_id)}/book-outs`, { token }),
      await post(`${path(model_id)}/book-outs`, window, { token }),
      await post('/api/v1/bookings', { model_id, ...window }, { token }),
    ]) {
      expect(gone.body).toMatchObject({ status: 404, error_code: 'ModelNotFoundException' });
    }
    const listed = await get(`/api/v1/models?q=${encodeURIComponent(name)}`, { token });
    expect(listed.body.total).toBe(0);
  });

  it('is refused while an option or a confirmed booking is upcoming, until it is cancelled', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id, name } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const remove = () => del(path(model_id), { token: admin.token });
    const inUse = { status: 409, error_code: 'ModelInUseException' };
    await post(`/api/v1/bookings/${booking_id}/option`, undefined, { token: admin.token });
    expect((await remove()).body).toMatchObject(inUse);
    await confirm(admin, booking_id);
    expect((await remove()).body).toMatchObject(inUse);
    expect((await get(path(model_id))).status).toBe(200);
    await del(`/api/v1/bookings/${booking_id}`, { token: client.token });
    expect((await remove()).status).toBe(200);
    const booking = await get(`/api/v1/bookings/${booking_id}`, { token: client.token });
    expect(booking.body).toMatchObject({ model_id, model_name: name, status: 'cancelled' });
  });

  it('is refused while a confirmed booking is in progress', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(admin, model_id, 0, 2);
    await confirm(admin, booking_id);
    const end = Date.now();
    await startAt(booking_id, end - 2 * 3_600_000);
    const remove = () => del(path(model_id), { token: admin.token });
    expect((await atTime(end - 1, remove)).body.error_code).toBe('ModelInUseException');
    expect((await atTime(end, remove)).status).toBe(200);
  });

  it('declines upcoming requests, each with its event, and lets lapsed ones expire', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const [lapsed, dead, open, declined] = [
      await newBooking(client, model_id, 0, 2),
      await newOption(admin, model_id, 10, 12, client),
      await newBooking(await newPerson(), model_id, 20, 22),
      await newBooking(client, model_id, 30, 32),
    ];
    await move(admin, declined.booking_id, 'decline');
    const now = Date.now();
    await startAt(lapsed.booking_id, now);
    await startAt(open.booking_id, now + 1);
    await expireAt(dead.booking_id, now);
    const { token } = admin;
    expect((await atTime(now - 1, () => del(path(model_id), { token }))).status).toBe(409);
    expect((await atTime(now, () => del(path(model_id), { token }))).status).toBe(200);
    const read = async ({ booking_id }: { booking_id: string }) =>
      (await atTime(now, () => get(`/api/v1/bookings/${booking_id}`, { token }))).body;
    const states = [];
    for (const one of [lapsed, dead, open, declined]) states.push((await read(one)).status);
    expect(states).toEqual(['expired', 'expired', 'declined', 'declined']);
    expect((await read(open)).updated_at).toBe(new Date(now).toISOString());
    const history = await get(`/api/v1/bookings/${open.booking_id}/events`, { token });
    expect(history.body.items.at(-1)).toMatchObject({
      event: 'declined',
      from: 'requested',
      actor_id: admin.id,
      at: new Date(now).toISOString(),
    });
    const { results } = await bindings.DB.prepare('SELECT status FROM bookings WHERE id = ?')
      .bind(lapsed.booking_id)
      .all();
    expect(results).toEqual([{ status: 'requested' }]);
    await runMaintenance(bindings, now);
    expect(await findings()).toEqual([]);
  });
});
