import { describe, expect, it } from 'vitest';
import { type Answer, call, get, post, put } from '../helpers/api';
import { accountBody, at, newBooking, newModel, newPerson } from '../helpers/data';

const REGISTER = '/api/v1/auth/register';
const MAX_BODY = 64 * 1024;
const json = { 'Content-Type': 'application/json; charset=utf-8' };
const LISTS = ['users', 'models', 'bookings', 'auth/sessions', 'models/{model}/book-outs'];
const RESOURCES = ['auth/me', 'users/{user}', 'models/{model}', 'bookings/{booking}'];
const ALL = [...LISTS, ...RESOURCES];

const fieldsOf = ({ body }: Answer) => body.errors.map((error: { field: string }) => error.field);
const register = (raw: BodyInit, headers = {}) => call('POST', REGISTER, { raw, headers });
const etagOf = ({ headers }: Answer) => String(headers.get('ETag'));

/** Creates an admin, and paths with existing ids in place of `{model}` and so on. */
async function newWorld() {
  const admin = await newPerson('admin');
  const { model_id } = await newModel(admin);
  const { booking_id } = await newBooking(admin, model_id, 0, 1);
  const ids: Record<string, string> = { user: admin.id, model: model_id, booking: booking_id };
  const fill = (path: string) => `/api/v1/${path.replace(/{(\w+)}/, (_, name) => `${ids[name]}`)}`;
  return { token: admin.token, fill };
}

describe('bodies', () => {
  it.each<[string, number, BodyInit, object]>([
    ['no Content-Type', 415, new Uint8Array([0x7b, 0x7d]), {}],
    ['plain text', 415, '{}', { 'Content-Type': 'text/plain' }],
    ['a form', 415, new URLSearchParams({ username: 'x' }), {}],
    ['nothing', 400, '', json],
    ['half an object', 400, '{"username":', json],
    ['invalid UTF-8', 400, new Uint8Array([0x22, 0xc3, 0x28, 0x22]), json],
    ['a list', 422, '[]', json],
    ['deep nesting', 422, '['.repeat(30_000) + ']'.repeat(30_000), json],
  ])('%s is %i', async (_, status, raw, headers) => {
    expect((await register(raw, headers)).status).toBe(status);
  });

  it.each([
    [MAX_BODY, 200],
    [MAX_BODY + 1, 413],
  ])('of %i bytes return %i, with or without a declared length', async (size, status) => {
    const padded = () => JSON.stringify(accountBody({ full_name: 'Ann Lee' })).padEnd(size);
    const announced = { ...json, 'Content-Length': String(size) };
    expect((await register(padded(), announced)).status).toBe(status);
    expect((await register(new Blob([padded()]).stream(), json)).status).toBe(status);
  });

  it.each(['nickname', '__proto__', 'constructor'])('reject the field %s', async (name) => {
    const raw = JSON.stringify(accountBody()).replace('{', `{"${name}":{"role":"admin"},`);
    const answer = await register(raw, json);
    expect([answer.status, ...fieldsOf(answer)]).toEqual([422, name]);
  });

  it.each(RESOURCES)('of a PUT to %s may repeat the response as read', async (path) => {
    const { token, fill } = await newWorld();
    const { body, headers } = await get(fill(path), { token });
    const ifMatch = { 'If-Match': String(headers.get('ETag')) };
    const changed = await put(fill(path), body, { token, headers: ifMatch });
    expect([changed.status, changed.body]).toEqual([
      200,
      { ...body, updated_at: changed.body.updated_at },
    ]);
    const typo = await put(fill(path), { ...body, nickname: 'x' }, { token });
    expect([typo.status, ...fieldsOf(typo)]).toEqual([422, 'nickname']);
  });

  it('report which time lacks an offset', async () => {
    const { token, fill } = await newWorld();
    const [from, to] = ['2026-12-01T09:00:00', at(1)];
    const answers = [
      await post('/api/v1/bookings', { model_id: 'x', start_time: from, end_time: to }, { token }),
      await get(fill(`models/{model}/availability?from=${from}&to=${to}`), { token }),
      await get(`/api/v1/models?free_from=${from}&free_to=${to}`),
    ];
    expect(answers.flatMap(fieldsOf)).toEqual(['start_time', 'from', 'free_from']);
    for (const { body } of answers) expect(body.error_message).toMatch(/오프셋/);
  });
});

describe('queries', () => {
  it.each(ALL)('of %s reject unknown parameters', async (path) => {
    const { token, fill } = await newWorld();
    const answer = await get(`${fill(path)}?nickname=x`, { token });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(['nickname']);
  });

  it.each(LISTS)('of %s enforce their bounds', async (path) => {
    const { token, fill } = await newWorld();
    const list = (query: string) => get(`${fill(path)}?${query}`, { token });
    expect((await list('')).body).toMatchObject({ skip: 0, limit: 10, has_prev: false });
    expect((await list('skip=0&limit=100')).body).toMatchObject({ skip: 0, limit: 100 });
    const wrong = ['limit=-1', 'limit=0', 'limit=101', 'limit=ten', 'limit=1.5', 'limit='];
    for (const query of [...wrong, 'skip=-1', 'skip=x', 'skip=0.5', 'skip=']) {
      expect(fieldsOf(await list(query))).toEqual([query.split('=')[0]]);
    }
  });
});

describe('validators', () => {
  it.each(ALL)('of %s give 304 while they match', async (path) => {
    const { token, fill } = await newWorld();
    const read = (tag: string) => get(fill(path), { token, headers: { 'If-None-Match': tag } });
    const first = await read('"other"');
    expect(etagOf(first)).toMatch(/^"[^"]+"$/);
    for (const tag of [etagOf(first), `W/${etagOf(first)}`, `"other", ${etagOf(first)}`, '*']) {
      const { status, text, headers } = await read(tag);
      expect([status, text, headers.get('ETag')]).toEqual([304, '', etagOf(first)]);
    }
  });

  it('of one caller’s profile do not match another’s', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    const headers = { 'If-None-Match': etagOf(await get('/api/v1/auth/me', person)) };
    const { status, body } = await get('/api/v1/auth/me', { token: other.token, headers });
    expect([status, body?.user_id]).toEqual([200, other.id]);
  });

  it.each([
    ['users/{user}', 'users', { full_name: '이하늘' }],
    ['models/{model}', 'models', { stage_name: '하늘' }],
    ['bookings/{booking}', 'bookings', { notes: '조명 두 대' }],
  ])('of %s and its list change together', async (path, list, change) => {
    const { token, fill } = await newWorld();
    const tags = async () =>
      [await get(fill(path), { token }), await get(fill(list), { token })].map(etagOf);
    const before = await tags();
    const changed = await put(fill(path), change, { token });
    const after = await tags();
    expect([changed.status, etagOf(changed)]).toEqual([200, after[0]]);
    expect(new Set([...before, ...after]).size).toBe(4);
  });
});
