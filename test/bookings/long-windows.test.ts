import { expect, it } from 'vitest';
import { bindings, get, post, put } from '../helpers/api';
import { confirm, findings, newBooking, newModel, stage, window } from '../helpers/data';

const DAYS = 24;
const conflicts = { status: 409, error_code: 'BookingConflictException' };

it.each([
  ['in its third week', 16 * DAYS, 20 * DAYS],
  ['in its last hour, a year on', 100 * DAYS - 1, 100 * DAYS],
])('a book-out blocks bookings %s', async (_, at, end) => {
  const { admin, client, model_id } = await stage();
  const out = window(end === 100 * DAYS ? -266 * DAYS : 0, end);
  const booked = await newBooking(client, model_id, end + DAYS, end + DAYS + 2);
  const outs = `/api/v1/models/${model_id}/book-outs`;
  expect((await post(outs, out, { token: admin.token })).status).toBe(200);
  const wanted = { model_id, ...window(at, at + 1) };
  expect((await post('/api/v1/bookings', wanted, { token: client.token })).body).toMatchObject({
    ...conflicts,
    conflict: out,
  });
  const quoted = await post('/api/v1/bookings/quote', wanted, { token: client.token });
  expect(quoted.body).toMatchObject({ is_free: false, blocked_by: [out] });
  const path = `/api/v1/bookings/${booked.booking_id}`;
  const moved = await put(path, window(at, at + 1), { token: client.token });
  expect(moved.body).toMatchObject(conflicts);
  const { start_time, end_time } = window(at, at + 1);
  const busy = await get(
    `/api/v1/models/${model_id}/availability?from=${start_time}&to=${end_time}`,
    {
      token: client.token,
    },
  );
  expect(busy.body.free).toEqual([]);
  expect(await findings()).toEqual([]);
});

it('a request under a later book-out cannot be confirmed in its third week', async () => {
  const { admin, client, model_id } = await stage();
  const request = await newBooking(client, model_id, 16 * DAYS, 16 * DAYS + 2);
  const out = await post(`/api/v1/models/${model_id}/book-outs`, window(0, 20 * DAYS), {
    token: admin.token,
  });
  expect(out.status).toBe(200);
  const refused = await confirm(admin, request.booking_id);
  expect(refused.body).toMatchObject({ ...conflicts, conflict: window(0, 20 * DAYS) });
  const later = await put(
    `/api/v1/bookings/${request.booking_id}`,
    window(20 * DAYS, 20 * DAYS + 2),
    { token: client.token },
  );
  expect(later.status).toBe(200);
  expect((await confirm(admin, request.booking_id)).status).toBe(200);
});

it('a confirmed booking of 14 days blocks its last hour', async () => {
  const { admin, client, model_id } = await stage();
  const { booking_id } = await newBooking(client, model_id, 0, 14 * DAYS);
  await confirm(admin, booking_id);
  const last = window(14 * DAYS - 1, 14 * DAYS);
  const refused = await post('/api/v1/bookings', { model_id, ...last }, { token: admin.token });
  expect(refused.body).toMatchObject({ ...conflicts, conflict: window(0, 14 * DAYS) });
  const out = await post(`/api/v1/models/${model_id}/book-outs`, last, { token: admin.token });
  expect(out.body).toMatchObject({ ...conflicts, conflict: { booking_id } });
  const beyond = window(14 * DAYS, 14 * DAYS + 1);
  expect(
    (await post('/api/v1/bookings', { model_id, ...beyond }, { token: admin.token })).status,
  ).toBe(200);
});

it('a 422 of a business rule is not stored under a key: the same request may succeed later', async () => {
  const { admin, client } = await stage();
  const { model_id } = await newModel(admin, { is_available: false });
  const options = { token: client.token, headers: { 'Idempotency-Key': crypto.randomUUID() } };
  const book = () => post('/api/v1/bookings', { model_id, ...window(0, 2) }, options);
  expect((await book()).status).toBe(422);
  await put(`/api/v1/models/${model_id}`, { is_available: true }, { token: admin.token });
  const made = await book();
  expect([made.status, made.headers.get('Idempotency-Replayed')]).toEqual([200, null]);
  // The 422 of a late option is not stored either.
  const late = await newBooking(admin, model_id, -10 * DAYS + 3, -10 * DAYS + 5);
  const key = { token: admin.token, headers: { 'Idempotency-Key': crypto.randomUUID() } };
  const option = () => post(`/api/v1/bookings/${late.booking_id}/option`, {}, key);
  expect((await option()).status).toBe(422);
  await bindings.DB.prepare(
    'UPDATE bookings SET start_at = start_at + 864000000, end_at = end_at + 864000000 WHERE id = ?',
  )
    .bind(late.booking_id)
    .run();
  expect((await option()).body.status).toBe('option');
});
