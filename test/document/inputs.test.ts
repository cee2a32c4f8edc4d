import { describe, expect, it } from 'vitest';
import { type Answer, get, post, put } from '../helpers/api';
import { accountBody, DAY, modelBody, newModel, newPerson, stage } from '../helpers/data';

const told = ({ body }: Answer) =>
  body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`);

/** Returns a day some weeks ahead, with an offset in days. */
const day = (n: number) => new Date(Date.now() + (40 + n) * DAY).toISOString().slice(0, 10);

describe('a time', () => {
  const START = `${day(0)}T00:00:00.000Z`;
  const END = `${day(0)}T02:00:00.000Z`;

  it.each([
    [`${day(0)}T09:00:00+09:00`],
    [`${day(0)}T09:00+09:00`],
    [`${day(0)}T09:00:00+0900`],
    [`${day(0)}T09:00+0900`],
    [`${day(0)}T00:00Z`],
    [`${day(0)}T00:00:00.000Z`],
    [`${day(-1)}T19:00-0500`],
  ])('may be written %s', async (start_time) => {
    const { client, model_id } = await stage();
    const quote = await post(
      '/api/v1/bookings/quote',
      { model_id, start_time, end_time: END },
      client,
    );
    expect([quote.status, quote.body.start_time]).toEqual([200, START]);
    const query = `free_from=${start_time}&free_to=${END}`;
    expect((await get(`/api/v1/models?limit=1&${query}`)).status).toBe(200);
    const path = `/api/v1/models/${model_id}/availability?from=${start_time}&to=${END}`;
    expect((await get(path, client)).body.from).toBe(START);
  });

  it.each([
    [`${day(0)}T09:00:00`, 'offset_required'],
    [`${day(0)}T09:00`, 'offset_required'],
    [`${day(0)}`, 'invalid'],
    [`2027-02-30T09:00+0900`, 'invalid'],
    [`${day(0)}T09+0900`, 'invalid'],
    [`${day(0)}T09:00+9900`, 'invalid'],
    ['tomorrow', 'invalid'],
  ])('is rejected when written %s: %s', async (start_time, code) => {
    const { client, model_id } = await stage();
    const body = { model_id, start_time, end_time: END };
    expect(told(await post('/api/v1/bookings/quote', body, client))).toEqual([
      `start_time ${code}`,
    ]);
  });
});

describe('a filter by time', () => {
  it('accepts days, which begin at midnight in Seoul', async () => {
    const { admin, client, model_id } = await stage();
    const book = async (start_time: string, end_time: string) =>
      (await post('/api/v1/bookings', { model_id, start_time, end_time }, client)).body.booking_id;
    const before = await book(`${day(0)}T22:00+09:00`, `${day(1)}T00:00+09:00`);
    const on = await book(`${day(1)}T00:00+09:00`, `${day(1)}T02:00+09:00`);
    const after = await book(`${day(2)}T00:00+09:00`, `${day(2)}T02:00+09:00`);
    const list = async (query: string) => {
      const path = `/api/v1/bookings?sort=start_time&model_id=${model_id}&${query}`;
      const { body } = await get(path, admin);
      return body.items.map((item: { booking_id: string }) => item.booking_id);
    };
    expect(await list(`from=${day(1)}`)).toEqual([on, after]);
    expect(await list(`to=${day(1)}`)).toEqual([before]);
    expect(await list(`from=${day(1)}&to=${day(2)}`)).toEqual([on]);
    const audit = await get(`/api/v1/audit-log?from=${day(1)}&to=${day(2)}`, admin);
    expect([audit.status, audit.body.total]).toEqual([200, 0]);
  });

  it('accepts days for a free window', async () => {
    const { admin, model_id } = await stage();
    const window = { start_time: `${day(-1)}T23:00Z`, end_time: `${day(0)}T01:00Z` };
    await post(`/api/v1/models/${model_id}/book-outs`, window, admin);
    const { body: model } = await get(`/api/v1/models/${model_id}`);
    const q = encodeURIComponent(model.name);
    const free = async (from: string, to: string) =>
      (await get(`/api/v1/models?q=${q}&free_from=${from}&free_to=${to}`)).body.items.length;
    // The book-out is from 08:00 to 10:00 on the third, in Seoul.
    expect(await free(`${day(-1)}`, `${day(0)}`)).toBe(1);
    expect(await free(`${day(0)}`, `${day(1)}`)).toBe(0);
    expect(await free(`${day(1)}`, `${day(2)}`)).toBe(1);
  });
});

describe('null', () => {
  it('counts as not sent for a field that cannot be null', async () => {
    const admin = await newPerson('admin');
    const missing = await post('/api/v1/models', modelBody({ name: null }), admin);
    expect(told(missing)).toEqual(['name invalid_type']);
    const model = await newModel(admin, { is_available: null });
    expect(model.is_available).toBe(true);
    const nothing = { name: null, description: null, price_per_hour: null, is_available: null };
    const path = `/api/v1/models/${model.model_id}`;
    const { status, body } = await put(path, { ...nothing, stage_name: 'HANEUL' }, admin);
    expect([status, body]).toEqual([
      200,
      { ...model, stage_name: 'HANEUL', updated_at: body.updated_at },
    ]);
  });

  it('is the value of a blank string in a field that can be null', async () => {
    const admin = await newPerson('admin');
    const blank = { stage_name: '', hair_color: '  ', gender: '', birth_date: '\u3000' };
    const model = await newModel(admin, { ...blank, notes_internal: '\n\t ' });
    const nulls = { stage_name: null, hair_color: null, gender: null, birth_date: null };
    expect(model).toMatchObject({ ...nulls, notes_internal: null });
    const booking = await stage().then(({ client, model_id }) => {
      const window = { start_time: `${day(0)}T09:00Z`, end_time: `${day(0)}T11:00Z` };
      return post('/api/v1/bookings', { model_id, ...window, notes: ' ', location: '' }, client);
    });
    expect(booking.body).toMatchObject({ notes: null, location: null });
    const item = { model_id: 'x', start_time: `${day(0)}T09:00`, end_time: null, notes: '' };
    const batch = await post('/api/v1/bookings/batch', { items: [item] }, admin);
    expect(told(batch)).toEqual([
      'items.0.start_time offset_required',
      'items.0.end_time invalid_type',
    ]);
  });

  it('is not a value for a required field', async () => {
    const admin = await newPerson('admin');
    const answer = await post('/api/v1/models', modelBody({ name: '  ' }), admin);
    expect(told(answer)).toEqual(['name too_small']);
  });
});

describe('the name of a field', () => {
  it.each(['constructor', '__proto__', 'prototype', 'toString', 'a.b', '{min}', '가나다'])(
    'that is %s is reported verbatim, in bodies, queries and forms',
    async (name) => {
      const raw = JSON.stringify(accountBody()).replace('{', `{${JSON.stringify(name)}:{"x":1},`);
      const headers = { 'Content-Type': 'application/json', 'Accept-Language': 'en' };
      const body = await post('/api/v1/auth/register', undefined, { raw, headers });
      const query = await get(`/api/v1/models?${encodeURIComponent(name)}=1`, { headers });
      const form = await post('/api/v1/auth/login', undefined, {
        raw: new URLSearchParams({ username: 'x', password: 'y', [name]: '1' }),
        headers: { 'Accept-Language': 'en' },
      });
      for (const answer of [body, query, form]) {
        expect([answer.status, answer.body.errors]).toEqual([
          422,
          [
            {
              field: name,
              code: 'unrecognized_keys',
              message: `This field is not supported: ${name}`,
            },
          ],
        ]);
      }
    },
  );
});

describe('the length of a text', () => {
  it.each([
    ['a name of 100 emoji', 'full_name', '🎈'.repeat(100), undefined],
    ['a name of 101 emoji', 'full_name', '🎈'.repeat(101), 'too_big'],
    ['a name of one emoji', 'full_name', '🎈', 'too_small'],
    ['a name of two letters', 'full_name', '하늘', undefined],
    ['a name of 101 letters', 'full_name', '하'.repeat(101), 'too_big'],
    ['a username of 51 letters', 'username', 'a'.repeat(51), 'too_big'],
  ])('is counted in characters: %s', async (_, field, value, code) => {
    const answer = await post('/api/v1/auth/register', accountBody({ [field]: value }));
    if (code) expect(told(answer)).toEqual([`${field} ${code}`]);
    else expect([answer.status, answer.body[field]]).toEqual([200, value]);
  });
});

describe('a field with several errors', () => {
  it.each([
    ['birth_date', '00-01-01', ['invalid_format']],
    ['birth_date', '2999-01-01', ['birth_date_range']],
    ['price_per_hour', 2 ** 53, ['too_big']],
    ['languages', 'ko', ['invalid_type']],
  ])('is reported once: %s %s', async (field, value, codes) => {
    const admin = await newPerson('admin');
    const answer = await post('/api/v1/models', modelBody({ [field]: value }), admin);
    expect(told(answer)).toEqual(codes.map((code) => `${field} ${code}`));
    expect(answer.body.errors_total).toBe(codes.length);
  });
});
