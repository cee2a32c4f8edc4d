import { describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { at, confirm, newBooking, newModel, newPerson, window } from '../helpers/data';

const HOURS_OF_366_DAYS = 366 * 24;

/** Creates an admin, a client and a model, with actions on its book-outs. */
async function newDiary() {
  const [admin, client] = [await newPerson('admin'), await newPerson()];
  const { model_id } = await newModel(admin);
  const url = `/api/v1/models/${model_id}/book-outs`;
  const { token } = admin;
  return {
    admin,
    client,
    model_id,
    url,
    token,
    bookOut: (from: number, to: number, more = {}) =>
      post(url, { ...window(from, to), ...more }, { token }),
    list: (query = '') => get(`${url}?${query}`, { token }),
    remove: (id: string) => del(`${url}/${id}`, { token }),
    request: (from: number, to: number) =>
      post('/api/v1/bookings', { model_id, ...window(from, to) }, { token: client.token }),
    bookConfirmed: async (from: number, to: number) => {
      const { booking_id } = await newBooking(client, model_id, from, to);
      expect((await confirm(admin, booking_id)).status).toBe(200);
      return booking_id as string;
    },
  };
}

const succeeded = (answers: { status: number }[]) =>
  answers.filter(({ status }) => status === 200).length;

describe('a book-out', () => {
  it('is created, listed by start and deleted', async () => {
    const { model_id, url, bookOut, list, remove } = await newDiary();
    const later = await bookOut(10, 12, { reason: '휴가' });
    expect(later.status).toBe(200);
    expect(later.body).toMatchObject({ model_id, ...window(10, 12), reason: '휴가' });
    expect(later.headers.get('Location')).toBe(`${url}/${later.body.book_out_id}`);
    const sooner = await bookOut(0, 2);
    expect(sooner.body.reason).toBeNull();
    expect((await list()).body).toEqual({
      total: 2,
      skip: 0,
      limit: 10,
      has_next: false,
      has_prev: false,
      items: [sooner.body, later.body],
    });
    const ended = await remove(later.body.book_out_id);
    expect(ended.body).toMatchObject({ success: true, data: null });
    expect((await list()).body.items).toEqual([sooner.body]);
    expect((await remove(later.body.book_out_id)).status).toBe(404);
  });

  it('is listed page by page', async () => {
    const { bookOut, list } = await newDiary();
    for (const from of [4, 0, 2]) await bookOut(from, from + 1);
    const first = (await list('limit=2')).body;
    expect(first).toMatchObject({ total: 3, has_next: true, has_prev: false });
    const second = (await list('limit=2&skip=2')).body;
    expect(second).toMatchObject({ total: 3, has_next: false, has_prev: true });
    const starts = [...first.items, ...second.items].map(({ start_time }) => start_time);
    expect(starts).toEqual([at(0), at(2), at(4)]);
  });

  it('belongs to its model', async () => {
    const [diary, other] = [await newDiary(), await newDiary()];
    const { book_out_id } = (await diary.bookOut(0, 2)).body;
    expect((await other.list()).body.total).toBe(0);
    expect((await other.remove(book_out_id)).status).toBe(404);
    expect((await diary.list()).body.total).toBe(1);
  });

  it('is for admins only', async () => {
    const { client, url, bookOut } = await newDiary();
    const { book_out_id } = (await bookOut(0, 2)).body;
    const attempts = (token?: string) => [
      get(url, { token }),
      post(url, window(4, 6), { token }),
      del(`${url}/${book_out_id}`, { token }),
    ];
    for (const { status } of await Promise.all(attempts())) expect(status).toBe(401);
    for (const { body } of await Promise.all(attempts(client.token))) {
      expect(body).toMatchObject({ status: 403, error_code: 'PermissionDeniedException' });
    }
  });

  it.each([
    ['that ends as it starts', window(2, 2), 'end_time'],
    ['that ends before it starts', window(2, 1), 'end_time'],
    ['without an end', { end_time: undefined }, 'end_time'],
    ['without an offset', { start_time: '2026-12-01T09:00:00' }, 'start_time'],
    ['that is a date', { start_time: '2026-12-01' }, 'start_time'],
    ['with an unknown field', { note: '휴가' }, 'note'],
    ['with a reason of two lines', { reason: '휴가\n병가' }, 'reason'],
    ['of over 366 days', window(0, HOURS_OF_366_DAYS + 1), 'end_time'],
  ])('%s returns 422', async (_, overrides, field) => {
    const { bookOut, list } = await newDiary();
    const { status, body } = await bookOut(0, 2, overrides);
    expect(status).toBe(422);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
    expect((await list()).body.total).toBe(0);
  });

  it('of an unknown model returns 404', async () => {
    const { token } = await newDiary();
    const url = '/api/v1/models/nothing/book-outs';
    for (const { body } of [await get(url, { token }), await post(url, window(0, 2), { token })]) {
      expect(body).toMatchObject({ status: 404, error_code: 'ModelNotFoundException' });
    }
  });
});

describe('a book-out and a confirmed booking', () => {
  it.each([
    ['the same window', 4, 8],
    ['its start', 2, 5],
    ['its end', 7, 10],
    ['the middle', 5, 6],
    ['all of it', 0, 12],
  ])('over %s: 409 that names the booking', async (_, from, to) => {
    const { bookConfirmed, bookOut, list } = await newDiary();
    const booking_id = await bookConfirmed(4, 8);
    const { body } = await bookOut(from, to);
    expect(body).toMatchObject({ status: 409, error_code: 'BookingConflictException' });
    expect(body.conflict).toEqual({ booking_id, ...window(4, 8) });
    expect((await list()).body.total).toBe(0);
  });

  it('are compatible back-to-back, or if the booking is only requested', async () => {
    const { bookConfirmed, request, bookOut } = await newDiary();
    await bookConfirmed(4, 8);
    await request(10, 12);
    for (const [from, to] of [
      [2, 4],
      [8, 10],
      [10, 12],
    ] as const) {
      expect((await bookOut(from, to)).status).toBe(200);
    }
    expect((await request(0, 2)).status).toBe(200);
  });

  it.each([
    ['the same window', 4, 8],
    ['its start', 2, 5],
    ['its end', 7, 10],
    ['the middle', 5, 6],
    ['all of it', 0, 12],
  ])('over %s of a book-out: 409 that shows the times only', async (_, from, to) => {
    const { bookOut, request } = await newDiary();
    const { body } = await bookOut(4, 8, { reason: '병가' });
    const refused = await request(from, to);
    expect(refused.body).toMatchObject({ status: 409, error_code: 'BookingConflictException' });
    expect(refused.body.conflict).toEqual(window(4, 8));
    expect(refused.text).not.toMatch(new RegExp(`병가|${body.book_out_id}`));
  });

  it('block each other: an earlier request cannot be confirmed until the book-out ends', async () => {
    const { admin, request, bookOut, remove } = await newDiary();
    const { booking_id } = (await request(4, 8)).body;
    const { book_out_id } = (await bookOut(6, 10)).body;
    const refused = await confirm(admin, booking_id);
    expect(refused.body).toMatchObject({ status: 409, error_code: 'BookingConflictException' });
    expect(refused.body.conflict).toEqual(window(6, 10));
    await remove(book_out_id);
    expect((await confirm(admin, booking_id)).body.status).toBe('confirmed');
  });

  it('block each other: a confirmed booking cannot move into a book-out', async () => {
    const { token, bookConfirmed, bookOut } = await newDiary();
    const booking_id = await bookConfirmed(0, 4);
    await bookOut(6, 10);
    const move = (from: number, to: number) =>
      put(`/api/v1/bookings/${booking_id}`, window(from, to), { token });
    expect((await move(5, 7)).body).toMatchObject({ status: 409, conflict: window(6, 10) });
    expect((await move(10, 12)).status).toBe(200);
  });
});

it.each([
  ['at once', 0],
  ['after a look at the bookings', 3],
])('of 20 concurrent book-outs and 20 confirms %s only one kind succeeds', async (_, looks) => {
  const { admin, model_id, bookOut } = await newDiary();
  const made: { booking_id: string }[] = [];
  for (let n = 0; n < 20; n++) made.push(await newBooking(admin, model_id, 4, 8));
  const lookAndConfirm = async ({ booking_id }: { booking_id: string }) => {
    for (let n = 0; n < looks; n++) {
      await get(`/api/v1/bookings/${booking_id}`, { token: admin.token });
    }
    return confirm(admin, booking_id);
  };
  const answers = await Promise.all([
    ...made.map(() => bookOut(4, 8)),
    ...made.map(lookAndConfirm),
  ]);
  const refused = answers.filter(({ body }) => body.error_code === 'BookingConflictException');
  expect(succeeded(answers) + refused.length).toBe(40);
  const count = (sql: string) => bindings.DB.prepare(sql).bind(model_id).first<number>('n');
  const confirmed = await count(
    "SELECT count(*) AS n FROM bookings WHERE model_id = ? AND status = 'confirmed'",
  );
  const out = await count('SELECT count(*) AS n FROM book_outs WHERE model_id = ?');
  expect([
    [1, 0],
    [0, 20],
  ]).toContainEqual([confirmed, out]);
  expect(succeeded(answers)).toBe(Number(confirmed) + Number(out));
});
