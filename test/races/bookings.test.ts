import { afterEach, describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import {
  confirm,
  findings,
  move,
  newBooking,
  newModel,
  newOption,
  type Person,
  stage,
  window,
} from '../helpers/data';

const WIDTH = 50;
const many = <T>(work: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: WIDTH }, (_, n) => work(n)));

const tally = (answers: { status: number }[]) =>
  answers.reduce<Record<number, number>>((counts, { status }) => {
    counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }, {});

const confirmedCount = (modelId: string) =>
  bindings.DB.prepare(
    "SELECT count(*) AS n FROM bookings WHERE model_id = ? AND status = 'confirmed'",
  )
    .bind(modelId)
    .first('n');

async function make(admin: Person, modelId: string, from: number, to: number) {
  const made = [];
  for (let n = 0; n < WIDTH; n++) made.push(await newBooking(admin, modelId, from, to));
  return made;
}

describe('50 concurrent', () => {
  // Checks the whole database after each race: no overlap, no illegal history, no missing event.
  afterEach(async () => expect(await findings()).toEqual([]));

  it('creates and confirms: one confirmed, no request after it', async () => {
    const { admin, model_id } = await stage();
    const made = await make(admin, model_id, 0, 4);
    const answers = await many((n) =>
      n % 2 === 0
        ? confirm(admin, made[n]?.booking_id)
        : post('/api/v1/bookings', { model_id, ...window(1, 3) }, { token: admin.token }),
    );
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(await confirmedCount(model_id)).toBe(1);
    const late = await post(
      '/api/v1/bookings',
      { model_id, ...window(1, 3) },
      { token: admin.token },
    );
    expect(late.status).toBe(409);
  });

  it('confirms of overlapping options: one confirmed, the rest released', async () => {
    const { admin, model_id } = await stage();
    const made: { booking_id: string }[] = [];
    for (let n = 0; n < 4; n++) made.push(await newOption(admin, model_id, n, n + 5));
    const answers = await many((n) => confirm(admin, String(made[n % 4]?.booking_id)));
    expect(tally(answers)).toEqual({ 200: 1, 409: 49 });
    const { body } = await get(`/api/v1/bookings?model_id=${model_id}&status=released`, {
      token: admin.token,
    });
    expect(body.total).toBe(3);
  });

  it('confirms and book-outs: never both in one window', async () => {
    const { admin, model_id } = await stage();
    const made = await make(admin, model_id, 0, 4);
    const answers = await many((n) =>
      n % 2 === 0
        ? confirm(admin, made[n]?.booking_id)
        : post(`/api/v1/models/${model_id}/book-outs`, window(2, 6), { token: admin.token }),
    );
    const won = answers.map(({ status }, n) => status === 200 && n % 2);
    expect(won.includes(0) && won.includes(1)).toBe(false);
    expect(won.includes(0) || won.includes(1)).toBe(true);
  });

  it('reschedules of confirmed bookings onto one window: one succeeds', async () => {
    const { admin, model_id } = await stage();
    const made: { booking_id: string }[] = [];
    for (let n = 0; n < WIDTH; n++) {
      const booking = await newBooking(admin, model_id, n * 2, n * 2 + 2);
      await confirm(admin, booking.booking_id);
      made.push(booking);
    }
    const answers = await many((n) =>
      put(`/api/v1/bookings/${made[n]?.booking_id}`, window(300, 302), { token: admin.token }),
    );
    expect(tally(answers)).toEqual({ 200: 1, 409: 49 });
    expect(await confirmedCount(model_id)).toBe(WIDTH);
  });

  it('options at the limit: four succeed', async () => {
    const { admin, model_id } = await stage();
    const made = await make(admin, model_id, 0, 4);
    const answers = await many((n) => move(admin, made[n]?.booking_id, 'option'));
    expect(tally(answers)).toEqual({ 200: 4, 409: 46 });
    const positions = await get(`/api/v1/bookings?model_id=${model_id}&status=option`, {
      token: admin.token,
    });
    const places = positions.body.items.map(
      (item: { option_position: number }) => item.option_position,
    );
    expect(places.sort()).toEqual([1, 2, 3, 4]);
  });

  it('cancels and confirms of one booking: only legal transitions', async () => {
    const { admin, model_id } = await stage();
    const { booking_id } = await newBooking(admin, model_id, 0, 4);
    const answers = await many((n) =>
      n % 2 === 0
        ? confirm(admin, booking_id)
        : del(`/api/v1/bookings/${booking_id}`, { token: admin.token }),
    );
    const confirms = answers.filter(({ status }, n) => status === 200 && n % 2 === 0).length;
    const cancels = answers.filter(({ status }, n) => status === 200 && n % 2 === 1).length;
    expect(cancels).toBe(1);
    expect(confirms).toBeLessThanOrEqual(1);
    const { body } = await get(`/api/v1/bookings/${booking_id}/events`, { token: admin.token });
    expect(body.total).toBe(1 + confirms + cancels);
    expect(body.items.at(-1).to).toBe('cancelled');
  });

  it('transitions of one booking: each state is entered once', async () => {
    const { admin, model_id } = await stage();
    const { booking_id } = await newBooking(admin, model_id, 0, 4);
    const names = ['option', 'confirm', 'decline', 'complete', 'release'] as const;
    const answers = await many((n) => move(admin, booking_id, names[n % 5] ?? 'option'));
    const succeeded = answers
      .map(({ status }, n) => status === 200 && names[n % 5])
      .filter(Boolean);
    expect(new Set(succeeded).size).toBe(succeeded.length);
    const { body } = await get(`/api/v1/bookings/${booking_id}/events`, { token: admin.token });
    expect(body.total).toBe(1 + succeeded.length);
  });

  it('batches and confirms over the same window: a batch is complete or absent', async () => {
    const { admin, model_id } = await stage();
    const other = await newModel(admin);
    const target = await newBooking(admin, model_id, 0, 4);
    const items = [
      { model_id: other.model_id, ...window(0, 2) },
      { model_id, ...window(1, 3) },
    ];
    const answers = await many((n) =>
      n === 10
        ? confirm(admin, target.booking_id)
        : post('/api/v1/bookings/batch', { items }, { token: admin.token }),
    );
    const whole = answers.filter(({ status }, n) => status === 200 && n !== 10).length;
    const count = async (id: string) =>
      (await get(`/api/v1/bookings?model_id=${id}`, { token: admin.token })).body.total;
    expect(await count(other.model_id)).toBe(whole);
    expect(await count(model_id)).toBe(whole + 1);
  });

  it('writes with the same ETag: one succeeds', async () => {
    const { admin, model_id } = await stage();
    const { booking_id } = await newBooking(admin, model_id, 0, 4);
    const path = `/api/v1/bookings/${booking_id}`;
    const etag = (await get(path, { token: admin.token })).headers.get('ETag') ?? '';
    const headers = { 'If-Match': etag };
    const answers = await many((n) =>
      put(path, { notes: `메모 ${n}` }, { token: admin.token, headers }),
    );
    expect(tally(answers)).toEqual({ 200: 1, 412: 49 });
  });
});
