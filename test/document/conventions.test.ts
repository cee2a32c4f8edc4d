import { describe, expect, it } from 'vitest';
import { type Answer, call, get, type Options, post, put } from '../helpers/api';
import { accountBody, at, newBooking, newModel, newPerson } from '../helpers/data';
import { document } from '../helpers/document';

const REGISTER = '/api/v1/auth/register';
const KOREAN = /[가-힣]/;
const MAX_BODY = 64 * 1024;
const json = { 'Content-Type': 'application/json; charset=utf-8' };
const LISTS = ['users', 'models', 'bookings', 'auth/sessions', 'models/{model}/book-outs'];
const RESOURCES = ['auth/me', 'users/{user}', 'models/{model}', 'bookings/{booking}'];
const PRIVILEGED = accountBody({ role: 'admin' });
const ALL = [...LISTS, ...RESOURCES];

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

const fieldsOf = ({ body }: Answer) => body.errors.map((error: { field: string }) => error.field);
const allowOf = ({ headers }: Answer) => headers.get('Allow')?.split(', ').sort().join(', ');
const register = (raw: BodyInit, headers = {}) => call('POST', REGISTER, { raw, headers });
const etagOf = ({ headers }: Answer) => String(headers.get('ETag'));

/** An admin, and paths with the ids of things that are there in place of `{model}` and the like. */
async function newWorld() {
  const admin = await newPerson('admin');
  const { model_id } = await newModel(admin);
  const { booking_id } = await newBooking(admin, model_id, 0, 1);
  const ids: Record<string, string> = { user: admin.id, model: model_id, booking: booking_id };
  const fill = (path: string) => `/api/v1/${path.replace(/{(\w+)}/, (_, name) => `${ids[name]}`)}`;
  return { token: admin.token, fill };
}

describe('paths', () => {
  it.each(operations)('%s answers the same with a trailing slash', async (operation) => {
    const [method, path] = operation.replaceAll(/{\w+}/g, 'x').split(' ') as [string, string];
    const [one, two] = [await newPerson('admin'), await newPerson('admin')];
    const plain = await call(method, path, one);
    const slash = await call(method, path.replace(/\/?$/, '/'), two);
    expect([slash.status, slash.body?.error_code]).toEqual([plain.status, plain.body?.error_code]);
    expect([200, 400, 404, 415, 422]).toContain(slash.status);
    expect(slash.body?.error_code).not.toBe('RouteNotFoundException');
  });

  const NOWHERE = ['/nothing', '/api/v1', '/api/v1/users/x/y', '/api/v2/users', '/health/ready//'];
  it.each(NOWHERE)('%s is not found, without credentials too', async (path) => {
    const answers = [await get(path), await call('POST', path)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(answers[0]?.body.error_code).toBe('RouteNotFoundException');
  });

  it.each([
    ['/health', 'GET, HEAD, OPTIONS', ['POST', 'PUT', 'PATCH', 'DELETE']],
    ['/api/v1/users', 'GET, HEAD, OPTIONS, POST', ['PUT', 'PATCH', 'DELETE']],
    ['/api/v1/users/x', 'DELETE, GET, HEAD, OPTIONS, PUT', ['POST', 'PATCH']],
    ['/api/v1/auth/login', 'OPTIONS, POST', ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']],
    ['/api/v1/models/x/availability', 'GET, HEAD, OPTIONS', ['POST', 'PUT', 'PATCH', 'DELETE']],
    ['/api/v1/models/x/book-outs/y', 'DELETE, OPTIONS', ['GET', 'HEAD', 'POST', 'PUT', 'PATCH']],
    ['/api/v1/bookings/batch', 'OPTIONS, POST', ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']],
    ['/api/v1/bookings/x/confirm', 'OPTIONS, POST', ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']],
  ])('%s allows %s', async (path, allowed, others) => {
    const options = await call('OPTIONS', path);
    const answers = await Promise.all(others.map((method) => call(method, path)));
    expect([options, ...answers].map(allowOf)).toEqual([allowed, ...others.map(() => allowed)]);
    expect(new Set([options, ...answers].map(({ status }) => status))).toEqual(new Set([204, 405]));
  });

  const READABLE = ['/health', '/docs', '/api/v1/models', '/api/v1/models/x', '/nothing'];
  it.each(READABLE)('HEAD %s is GET without the body', async (path) => {
    const [whole, head] = [await get(path), await call('HEAD', path)];
    expect([head.status, head.text]).toEqual([whole.status, '']);
    for (const name of ['Content-Type', 'ETag', 'Cache-Control']) {
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    }
  });
});

describe('errors', () => {
  it.each<[number, string, string, string, Options]>([
    [400, 'MalformedRequestException', 'POST', REGISTER, { raw: '{', headers: json }],
    [401, 'AuthenticationException', 'GET', '/api/v1/auth/me/', {}],
    [401, 'AuthenticationException', 'POST', '/api/v1/users', { body: PRIVILEGED }],
    [404, 'ModelNotFoundException', 'GET', '/api/v1/models/x', {}],
    [404, 'RouteNotFoundException', 'GET', '/x/%ED%95%9C', {}],
    [405, 'MethodNotAllowedException', 'PATCH', '/api/v1/users', {}],
    [413, 'PayloadTooLargeException', 'POST', REGISTER, { body: 'x'.repeat(MAX_BODY) }],
    [415, 'UnsupportedMediaTypeException', 'POST', REGISTER, { raw: '{}' }],
    [422, 'ValidationException', 'POST', REGISTER, { body: {} }],
  ])('%i %s has the one body in both languages (%s %s)', async (...example) => {
    const [status, error_code, method, path, options] = example;
    const text = expect.stringMatching(/./);
    for (const language of ['ko', 'en']) {
      const headers = { ...options.headers, 'Accept-Language': language };
      const { body, ...answer } = await call(method, path, { ...options, headers });
      expect(body).toMatchObject({ error_code, status, success: false, type: text, title: text });
      expect(body.instance).toBe(path);
      expect(body.request_id).toBe(answer.headers.get('X-Request-Id'));
      expect(body.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(body.detail).toBe(body.error_message);
      expect(KOREAN.test(body.detail)).toBe(language === 'ko');
      expect('errors' in body).toBe(status === 422);
      expect(body.errors_total).toBe(body.errors?.length);
      expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
      expect(answer.headers.get('WWW-Authenticate') === 'Bearer').toBe(status === 401);
    }
  });
});

describe('headers', () => {
  it.each([
    ['', 'ko'],
    ['EN-gb', 'en'],
    ['english, fr, *', 'ko'],
    ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
    ['en-US,en;q=0.9,ko;q=0.8', 'en'],
    ['en; q=0.3, ko; q=0.9', 'ko'],
    ['en;q=0', 'ko'],
  ])('say that the language for "%s" is %s', async (accepted, language) => {
    const options = { headers: { 'Accept-Language': accepted } };
    const answers = [await get('/health', options), await get('/nothing', options)];
    for (const { headers } of answers) expect(headers.get('Content-Language')).toBe(language);
    expect(KOREAN.test(answers[1]?.body.error_message)).toBe(language === 'ko');
  });

  it('are on every answer', async () => {
    const cached = get('/api/v1/models', { headers: { 'If-None-Match': '*' } });
    const lines = ['GET /health', 'GET /docs', 'GET /nothing', 'PATCH /health', 'OPTIONS /health'];
    const calls = lines.map((line) => call(...(line.split(' ') as [string, string])));
    const answers = await Promise.all([cached, get('/api/v1/auth/me'), ...calls]);
    expect(answers.map(({ status }) => status)).toEqual([304, 401, 200, 200, 404, 405, 204]);
    for (const { headers } of answers) {
      expect(headers.get('X-Process-Time')).toMatch(/^\d\.\d+$/);
      expect(headers.get('Server-Timing')).toMatch(/^\w+;dur=\d+(\.\d+)?/);
      expect(headers.get('X-Request-Id')).toMatch(/^[\w-]{16,}$/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('X-Frame-Options')).toMatch(/^(DENY|SAMEORIGIN)$/);
      expect(headers.get('Referrer-Policy')).toBeTruthy();
      expect(headers.get('Strict-Transport-Security')).toMatch(/max-age=\d{7,}/);
      expect(headers.get('Content-Security-Policy')).toMatch(/default-src 'none'/);
    }
  });

  it('echo a sane request id, and have a new one for any other', async () => {
    const echo = async (id: string) =>
      (await get('/nothing', { headers: { 'X-Request-Id': id } })).body.request_id;
    for (const sane of ['abc', 'Trace-1:2.3_4']) expect(await echo(sane)).toBe(sane);
    const insane = ['', '', 'a b', '<script>', '"x"', 'a,b', 'x'.repeat(1000)];
    const ids = await Promise.all(insane.map(echo));
    expect(new Set(ids).size).toBe(insane.length);
    for (const id of ids) expect(id).toMatch(/^[\w-]{16,64}$/);
  });
});

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
  ])('of %i bytes are %i, announced or chunked', async (size, status) => {
    const padded = () => JSON.stringify(accountBody({ full_name: 'Ann Lee' })).padEnd(size);
    const announced = { ...json, 'Content-Length': String(size) };
    expect((await register(padded(), announced)).status).toBe(status);
    expect((await register(new Blob([padded()]).stream(), json)).status).toBe(status);
  });

  it.each(['nickname', '__proto__', 'constructor'])('have no field %s', async (name) => {
    const raw = JSON.stringify(accountBody()).replace('{', `{"${name}":{"role":"admin"},`);
    const answer = await register(raw, json);
    expect([answer.status, ...fieldsOf(answer)]).toEqual([422, name]);
  });

  it.each(RESOURCES)('of a PUT to %s may be what was read', async (path) => {
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

  it('are told which time lacks an offset', async () => {
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
  it.each(ALL)('of %s have no unknown parameter', async (path) => {
    const { token, fill } = await newWorld();
    const answer = await get(`${fill(path)}?nickname=x`, { token });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(['nickname']);
  });

  it.each(LISTS)('of %s have their bounds', async (path) => {
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
  it.each(ALL)('of %s give a 304 while they match', async (path) => {
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
  ])('of %s and its list change with it', async (path, list, change) => {
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
