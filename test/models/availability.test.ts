import { describe, expect, it } from 'vitest';
import { del, get, post, put } from '../helpers/api';
import {
  at,
  confirm,
  DAY,
  newBooking,
  newModel,
  newPerson,
  type Person,
  window,
} from '../helpers/data';

const iso = (ms: number) => new Date(ms).toISOString();
const url = (modelId: string, from: string, to: string) =>
  `/api/v1/models/${modelId}/availability?${new URLSearchParams({ from, to })}`;

/** Creates an admin, a client and a model. Times are in hours after a fixed one. */
async function newDiary(overrides: Record<string, unknown> = {}) {
  const [admin, client] = [await newPerson('admin'), await newPerson()];
  const { model_id } = await newModel(admin, overrides);
  const read = (from: string, to: string, person: Person = client) =>
    get(url(model_id, from, to), { token: person.token });
  return {
    admin,
    client,
    model_id,
    read,
    diary: async (from: number, to: number) => (await read(at(from), at(to))).body,
    book: (from: number, to: number) => newBooking(client, model_id, from, to),
    bookConfirmed: async (from: number, to: number) => {
      const { booking_id } = await newBooking(client, model_id, from, to);
      expect((await confirm(admin, booking_id)).status).toBe(200);
      return booking_id as string;
    },
    bookOut: async (from: number, to: number) => {
      const body = { ...window(from, to), reason: '휴가' };
      const bookOuts = `/api/v1/models/${model_id}/book-outs`;
      const answer = await post(bookOuts, body, { token: admin.token });
      expect(answer.status).toBe(200);
      return answer.body;
    },
  };
}

describe('availability', () => {
  it('without entries is all free', async () => {
    const { model_id, diary } = await newDiary();
    expect(await diary(0, 10)).toEqual({
      model_id,
      from: at(0),
      to: at(10),
      busy: [],
      free: [window(0, 10)],
    });
  });

  it('merges what overlaps or touches, in order, and shows what is left', async () => {
    const { bookConfirmed, bookOut, diary } = await newDiary();
    await bookOut(20, 24);
    await bookConfirmed(2, 4);
    await bookConfirmed(4, 6);
    await bookOut(6, 9);
    await bookOut(7, 8);
    await bookOut(8, 10);
    const { busy, free } = await diary(0, 30);
    expect(busy).toEqual([window(2, 10), window(20, 24)]);
    expect(free).toEqual([window(0, 2), window(10, 20), window(24, 30)]);
  });

  it('is clipped to the requested range', async () => {
    const { bookConfirmed, bookOut, diary } = await newDiary();
    await bookConfirmed(0, 6);
    await bookOut(8, 12);
    expect(await diary(4, 10)).toMatchObject({
      busy: [window(4, 6), window(8, 10)],
      free: [window(6, 8)],
    });
    expect(await diary(1, 5)).toMatchObject({ busy: [window(1, 5)], free: [] });
    expect(await diary(6, 8)).toMatchObject({ busy: [], free: [window(6, 8)] });
    expect(await diary(12, 14)).toMatchObject({ busy: [], free: [window(12, 14)] });
  });

  it('includes a booking of 14 days and a book-out of 366 that began long before', async () => {
    const { bookConfirmed, bookOut, diary } = await newDiary();
    await bookConfirmed(0, 14 * 24);
    await bookOut(14 * 24, 380 * 24);
    expect((await diary(335, 337)).busy).toEqual([window(335, 337)]);
    expect((await diary(379 * 24, 381 * 24)).busy).toEqual([window(379 * 24, 380 * 24)]);
  });

  it('counts only confirmed bookings until they are cancelled or have ended', async () => {
    const { admin, client, model_id, book, bookConfirmed, bookOut, diary } = await newDiary();
    await newBooking(await newPerson(), model_id, 0, 2);
    const { booking_id } = await book(0, 2);
    await post(`/api/v1/bookings/${booking_id}/option`, undefined, { token: admin.token });
    const bookingId = await bookConfirmed(2, 4);
    const { book_out_id } = await bookOut(6, 8);
    expect((await diary(0, 8)).busy).toEqual([window(2, 4), window(6, 8)]);
    await del(`/api/v1/bookings/${bookingId}`, { token: client.token });
    await del(`/api/v1/models/${model_id}/book-outs/${book_out_id}`, { token: admin.token });
    expect(await diary(0, 8)).toMatchObject({ busy: [], free: [window(0, 8)] });
  });

  it('shows times and nothing else, even to admins', async () => {
    const { admin, client, read, bookConfirmed, bookOut } = await newDiary();
    const bookingId = await bookConfirmed(0, 2);
    const { book_out_id } = await bookOut(4, 6);
    for (const person of [client, admin]) {
      const { text, body } = await read(at(0), at(8), person);
      expect(body.busy).toEqual([window(0, 2), window(4, 6)]);
      for (const secret of [bookingId, book_out_id, client.id, admin.id, '휴가']) {
        expect(text).not.toContain(secret);
      }
    }
  });

  it('has no free windows for an unavailable model, but still shows busy ones', async () => {
    const { admin, model_id, bookConfirmed, diary } = await newDiary();
    await bookConfirmed(2, 4);
    await put(`/api/v1/models/${model_id}`, { is_available: false }, { token: admin.token });
    expect(await diary(0, 8)).toMatchObject({ busy: [window(2, 4)], free: [] });
  });

  it('is never free in the past', async () => {
    const { read } = await newDiary();
    const past = await read(iso(Date.now() - 2 * DAY), iso(Date.now() - DAY));
    expect(past.body).toMatchObject({ busy: [], free: [] });
    const { body } = await read(iso(Date.now() - DAY), at(0));
    expect(Date.parse(body.free[0].start_time)).toBeGreaterThanOrEqual(Date.now());
  });

  it('accepts times with any offset', async () => {
    const { read } = await newDiary();
    const inSeoul = `${iso(Date.parse(at(9))).slice(0, -1)}+09:00`;
    expect((await read(inSeoul, at(2))).body).toMatchObject({ from: at(0), to: at(2) });
  });

  it('accepts days, which begin at midnight in Seoul', async () => {
    const { read } = await newDiary();
    const { body } = await read('2027-03-01', '2027-03-02');
    expect(body).toMatchObject({
      from: '2027-02-28T15:00:00.000Z',
      to: '2027-03-01T15:00:00.000Z',
    });
  });

  it('covers at most 92 days', async () => {
    const { read } = await newDiary();
    expect((await read(iso(0), iso(92 * DAY))).status).toBe(200);
  });

  it.each([
    ['of over 92 days', iso(0), iso(92 * DAY + 1), ['to']],
    ['that ends as it starts', at(0), at(0), ['to']],
    ['that ends before it starts', at(1), at(0), ['to']],
    ['of words', 'today', 'tomorrow', ['from', 'to']],
    ['of days that do not exist', '2027-02-29', '2027-02-30', ['from', 'to']],
  ])('over a range %s returns 422', async (_, from, to, fields) => {
    const { read } = await newDiary();
    const { status, body } = await read(from, to);
    expect(status).toBe(422);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual(fields);
  });

  it.each([
    ['ko', '시간에는 UTC 오프셋이 필요합니다 (예: 2026-12-01T09:00:00+09:00) 외 1건'],
    ['en', 'A time needs a UTC offset, as in 2026-12-01T09:00:00+09:00 and 1 more'],
  ])('reports that a time needs its offset: %s', async (language, message) => {
    const { client, model_id } = await newDiary();
    const answer = await get(url(model_id, '2026-12-01T09:00:00', '2026-12-02T09:00:00'), {
      token: client.token,
      headers: { 'Accept-Language': language },
    });
    expect(answer.body).toMatchObject({
      status: 422,
      error_message: message,
      errors: [
        { field: 'from', code: 'offset_required' },
        { field: 'to', code: 'offset_required' },
      ],
    });
  });

  it.each(['', `from=${at(0)}`, `to=${at(0)}`, `from=${at(0)}&to=${at(1)}&days=3`])(
    'requires from and to and nothing else: %j returns 422',
    async (query) => {
      const { client, model_id } = await newDiary();
      const path = `/api/v1/models/${model_id}/availability?${query}`;
      expect((await get(path, { token: client.token })).status).toBe(422);
    },
  );

  it('of an unknown or deleted model returns 404', async () => {
    const { admin, client, model_id } = await newDiary();
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    for (const id of [model_id, 'nothing']) {
      const { body } = await get(url(id, at(0), at(1)), { token: client.token });
      expect(body).toMatchObject({ status: 404, error_code: 'ModelNotFoundException' });
    }
  });
});
