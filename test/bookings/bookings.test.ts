import { describe, expect, it } from 'vitest';
import { del, get, post, put } from '../helpers/api';
import { at, confirm, DAY, newBooking, newModel, newPerson, window } from '../helpers/data';

const HOUR = 3_600_000;
const NOW = Date.now();
const later = (ms: number) => new Date(NOW + ms).toISOString();

describe('a request', () => {
  it('is priced at the current rate and returned flat with a Location', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const model = await newModel(admin, { price_per_hour: 100_001 });
    const body = {
      model_id: model.model_id,
      start_time: at(0),
      end_time: new Date(Date.parse(at(0)) + 90 * 60_000).toISOString(),
      notes: '가을 룩북',
      location: '성수동',
    };
    const {
      status,
      headers,
      body: booking,
    } = await post('/api/v1/bookings', body, { token: client.token });
    expect(status).toBe(200);
    expect(booking).toMatchObject({
      ...body,
      user_id: client.id,
      model_name: model.name,
      timezone: 'Asia/Seoul',
      status: 'requested',
      option_position: null,
      price_per_hour: 100_001,
      total_price: 150_002,
    });
    expect(headers.get('Location')).toBe(`/api/v1/bookings/${booking.booking_id}`);
    await put(
      `/api/v1/models/${model.model_id}`,
      { price_per_hour: 900_000 },
      { token: admin.token },
    );
    const read = await get(`/api/v1/bookings/${booking.booking_id}`, { token: client.token });
    expect(read.body).toEqual(booking);
  });

  it.each([
    [
      'under an hour ahead',
      59 * 60_000,
      3 * HOUR,
      'start_time',
      '예약은 최소 1시간 후부터 가능합니다',
    ],
    [
      'over a year ahead',
      366 * DAY,
      366 * DAY + HOUR,
      'start_time',
      '예약은 1년 이내만 가능합니다',
    ],
    ['of 59 minutes', DAY, DAY + 59 * 60_000, 'end_time', '예약 시간은 최소 1시간입니다'],
    ['of over 14 days', DAY, 15 * DAY + 1, 'end_time', '예약 시간은 최대 14일입니다'],
    ['that ends as it starts', DAY, DAY, 'end_time', '종료 시간은 시작 시간보다 늦어야 합니다'],
  ])('%s is rejected', async (_, start, end, field, message) => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const body = { model_id, start_time: later(start), end_time: later(end) };
    const refused = await post('/api/v1/bookings', body, { token: client.token });
    expect(refused.body).toMatchObject({
      status: 422,
      error_message: message,
      errors: [{ field }],
    });
  });

  it.each([
    ['an hour and a second ahead', HOUR + 1_000, 2 * HOUR + 1_000],
    ['of exactly 14 days', DAY, 15 * DAY],
    ['almost a year ahead', 365 * DAY - HOUR, 365 * DAY + HOUR],
  ])('%s is accepted', async (_, start, end) => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const now = Date.now();
    const body = {
      model_id,
      start_time: new Date(now + start).toISOString(),
      end_time: new Date(now + end).toISOString(),
    };
    expect((await post('/api/v1/bookings', body, { token: admin.token })).status).toBe(200);
  });

  it('requires a model that exists and accepts bookings', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const off = await newModel(admin, { is_available: false });
    const gone = await newModel(admin);
    await del(`/api/v1/models/${gone.model_id}`, { token: admin.token });
    const request = (model_id: string) =>
      post('/api/v1/bookings', { model_id, ...window(0, 2) }, { token: client.token });
    expect((await request(off.model_id)).body).toMatchObject({
      status: 422,
      errors: [{ field: 'model_id' }],
    });
    expect((await request(gone.model_id)).body.error_code).toBe('ModelNotFoundException');
    expect((await request('nothing')).body.error_code).toBe('ModelNotFoundException');
  });

  it('for another user can be created by admins only', async () => {
    const [admin, client, other] = [await newPerson('admin'), await newPerson(), await newPerson()];
    const { model_id } = await newModel(admin);
    const request = (user_id: string, token: string) =>
      post('/api/v1/bookings', { model_id, user_id, ...window(0, 2) }, { token });
    expect((await request(other.id, client.token)).status).toBe(403);
    expect((await request('nobody', admin.token)).body.error_code).toBe('UserNotFoundException');
    expect((await request(other.id, admin.token)).body.user_id).toBe(other.id);
  });

  it('over a confirmed booking returns 409 with the times only; back-to-back is fine', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const booked = await newBooking(admin, model_id, 4, 8);
    await confirm(admin, booked.booking_id);
    const request = (from: number, to: number) =>
      post('/api/v1/bookings', { model_id, ...window(from, to) }, { token: client.token });
    for (const [from, to] of [
      [3, 5],
      [5, 6],
      [7, 9],
      [3, 9],
      [4, 8],
    ] as const) {
      const refused = await request(from, to);
      expect(refused.body).toMatchObject({ status: 409, error_code: 'BookingConflictException' });
      expect(refused.body.conflict).toEqual(window(4, 8));
    }
    expect((await request(2, 4)).status).toBe(200);
    expect((await request(8, 9)).status).toBe(200);
  });
});

describe('visibility', () => {
  it('is limited to a client’s own bookings; another’s looks like a missing one', async () => {
    const [admin, owner, stranger] = [
      await newPerson('admin'),
      await newPerson(),
      await newPerson(),
    ];
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(owner, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    const token = stranger.token;
    for (const answer of [
      await get(path, { token }),
      await put(path, { notes: 'mine' }, { token }),
      await del(path, { token }),
    ]) {
      expect(answer.body).toMatchObject({ status: 404, error_code: 'BookingNotFoundException' });
    }
    expect((await get('/api/v1/bookings', { token })).body.total).toBe(0);
    expect((await get(path, { token: admin.token })).status).toBe(200);
    expect(
      (await get(`/api/v1/bookings?user_id=${owner.id}`, { token: admin.token })).body.total,
    ).toBe(1);
    expect((await get(`/api/v1/bookings?user_id=${owner.id}`, { token })).status).toBe(403);
  });

  it('applies to lists by status, model, range and order, by skip and by cursor', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const other = await newModel(admin);
    const made = [];
    for (const hour of [20, 0, 10]) made.push(await newBooking(client, model_id, hour, hour + 2));
    await newBooking(client, other.model_id, 0, 2);
    await confirm(admin, made[0].booking_id);
    const list = async (query: string) => {
      const { status, body } = await get(`/api/v1/bookings?model_id=${model_id}&${query}`, {
        token: client.token,
      });
      expect(status).toBe(200);
      return body;
    };
    const ids = (body: { items: { booking_id: string }[] }) =>
      body.items.map(({ booking_id }) => booking_id);
    const [a, b, c] = made.map(({ booking_id }) => booking_id);
    expect(ids(await list('sort=start_time'))).toEqual([b, c, a]);
    expect(ids(await list('sort=-start_time'))).toEqual([a, c, b]);
    expect(ids(await list('sort=created_at'))).toEqual([a, b, c]);
    expect(ids(await list('status=confirmed'))).toEqual([a]);
    expect((await list('status=confirmed&status=requested')).total).toBe(3);
    const from = encodeURIComponent(at(1));
    expect(
      ids(await list(`from=${from}&to=${encodeURIComponent(at(11))}&sort=start_time`)),
    ).toEqual([b, c]);
    const first = await list('sort=start_time&limit=2');
    expect(first).toMatchObject({ total: 3, has_next: true, has_prev: false });
    const second = await list(`sort=start_time&limit=2&cursor=${first.next_cursor}`);
    expect(second).toMatchObject({
      total: null,
      has_next: false,
      has_prev: true,
      next_cursor: null,
    });
    expect([...ids(first), ...ids(second)]).toEqual([b, c, a]);
    const foreign = await get(`/api/v1/bookings?cursor=${first.next_cursor}`, {
      token: client.token,
    });
    expect(foreign.status).toBe(422);
  });
});
