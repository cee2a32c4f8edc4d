import { describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { at, confirm, newBooking, newModel, newPerson, stage, window } from '../helpers/data';

describe('a change', () => {
  it('keeps row and rate and recalculates the price', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const model = await newModel(admin, { price_per_hour: 100_000 });
    const booking = await newBooking(client, model.model_id, 0, 2);
    await put(
      `/api/v1/models/${model.model_id}`,
      { price_per_hour: 500_000 },
      { token: admin.token },
    );
    const path = `/api/v1/bookings/${booking.booking_id}`;
    const changed = await put(path, { ...window(5, 8), notes: '변경' }, { token: client.token });
    expect(changed.body).toMatchObject({
      booking_id: booking.booking_id,
      ...window(5, 8),
      notes: '변경',
      price_per_hour: 100_000,
      total_price: 300_000,
    });
    const onlyEnd = await put(path, { end_time: at(9) }, { token: client.token });
    expect(onlyEnd.body).toMatchObject({ ...window(5, 9), total_price: 400_000, notes: '변경' });
    expect((await put(path, { end_time: at(4) }, { token: client.token })).status).toBe(422);
  });

  it('is allowed to the owner until confirmed and to admins until it is over', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    await confirm(admin, booking_id);
    const refused = await put(path, { notes: 'x' }, { token: client.token });
    expect(refused.body).toMatchObject({ status: 409, error_code: 'InvalidTransitionException' });
    expect((await put(path, window(1, 3), { token: admin.token })).body).toMatchObject(
      window(1, 3),
    );
    await del(path, { token: admin.token });
    expect((await put(path, { notes: 'x' }, { token: admin.token })).status).toBe(409);
  });

  it('onto a confirmed booking returns 409 and changes nothing', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    await confirm(admin, (await newBooking(client, model_id, 4, 8)).booking_id);
    const booking = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking.booking_id}`;
    const refused = await put(path, window(3, 5), { token: client.token });
    expect(refused.body).toMatchObject({ status: 409, conflict: window(4, 8) });
    expect((await get(path, { token: client.token })).body).toEqual(booking);
  });

  it('of a confirmed booking does not conflict with itself', async () => {
    const { admin, model_id } = await stage();
    const [booking, other] = [
      await newBooking(admin, model_id, 0, 4),
      await newBooking(admin, model_id, 6, 9),
    ];
    for (const { booking_id } of [booking, other]) await confirm(admin, booking_id);
    const path = `/api/v1/bookings/${booking.booking_id}`;
    expect((await put(path, window(1, 5), { token: admin.token })).status).toBe(200);
    const refused = await put(path, window(3, 7), { token: admin.token });
    expect(refused.body).toMatchObject({ status: 409, conflict: window(6, 9) });
    expect(refused.body.nearest_free[0]).toEqual(window(-21, -17));
  });

  it('of the model’s name changes the ETag, but not what If-Match accepts', async () => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    const etag = (await get(path, { token: client.token })).headers.get('ETag') ?? '';
    await put(`/api/v1/models/${model_id}`, { name: '새 이름' }, { token: admin.token });
    const renamed = await get(path, { token: client.token, headers: { 'If-None-Match': etag } });
    expect(renamed.body.model_name).toBe('새 이름');
    const headers = { 'If-Match': etag };
    expect((await put(path, { notes: 'x' }, { token: client.token, headers })).status).toBe(200);
  });

  it('honours If-Match, on every kind of write', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    const stale = { token: admin.token, headers: { 'If-Match': '"99"' } };
    for (const answer of [
      await put(path, { notes: 'x' }, stale),
      await post(`${path}/confirm`, undefined, stale),
      await del(path, stale),
    ]) {
      expect(answer.body).toMatchObject({ status: 412, error_code: 'PreconditionFailedException' });
    }
    const etag = (await get(path, { token: admin.token })).headers.get('ETag') ?? '';
    const fresh = { token: admin.token, headers: { 'If-Match': etag } };
    const changed = await put(path, { notes: 'x' }, fresh);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('ETag')).not.toBe(etag);
    expect((await put(path, { notes: 'y' }, fresh)).status).toBe(412);
  });
});

describe('a cancellation', () => {
  it('returns the envelope with the booking, with or without a reason', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const first = await newBooking(client, model_id, 0, 2);
    const plain = await del(`/api/v1/bookings/${first.booking_id}`, { token: client.token });
    expect(plain.body).toMatchObject({ success: true, message: '예약이 취소되었습니다' });
    expect(plain.body.data).toMatchObject({
      status: 'cancelled',
      cancelled_by: client.id,
      cancel_reason: null,
    });
    const second = await newBooking(client, model_id, 0, 2);
    const why = { token: admin.token, body: { reason: '일정 변경' } };
    const { body } = await del(`/api/v1/bookings/${second.booking_id}`, why);
    expect(body.data).toMatchObject({ cancel_reason: '일정 변경', cancelled_by: admin.id });
    const again = await del(`/api/v1/bookings/${second.booking_id}`, why);
    expect(again.body).toMatchObject({
      status: 409,
      conflict: { from: 'cancelled', to: 'cancelled', allowed: [] },
    });
  });

  it('of a confirmed booking frees its window', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    await confirm(admin, booking_id);
    await del(`/api/v1/bookings/${booking_id}`, { token: client.token });
    const next = await newBooking(client, model_id, 1, 3);
    expect((await confirm(admin, next.booking_id)).body.status).toBe('confirmed');
    const { results } = await bindings.DB.prepare(
      'SELECT event FROM booking_events WHERE booking_id = ? ORDER BY seq',
    )
      .bind(booking_id)
      .all();
    expect(results.map(({ event }) => event)).toEqual(['created', 'confirmed', 'cancelled']);
  });
});
