import { describe, expect, it } from 'vitest';
import { type Answer, call, get, type Options } from '../helpers/api';
import { accountBody, newPerson } from '../helpers/data';
import { document } from '../helpers/document';

const REGISTER = '/api/v1/auth/register';
const KOREAN = /[가-힣]/;
const MAX_BODY = 64 * 1024;
const json = { 'Content-Type': 'application/json; charset=utf-8' };
const PRIVILEGED = accountBody({ role: 'admin' });

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

const allowOf = ({ headers }: Answer) => headers.get('Allow')?.split(', ').sort().join(', ');

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
  it.each(NOWHERE)('%s is not found, even without credentials', async (path) => {
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
  ])('%i %s has the same body in both languages (%s %s)', async (...example) => {
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
  ])('give %s the language %s', async (accepted, language) => {
    const options = { headers: { 'Accept-Language': accepted } };
    const answers = [await get('/health', options), await get('/nothing', options)];
    for (const { headers } of answers) expect(headers.get('Content-Language')).toBe(language);
    expect(KOREAN.test(answers[1]?.body.error_message)).toBe(language === 'ko');
  });

  it('are on every response', async () => {
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
      expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    }
    // Only a page has something to isolate.
    const [, , , page] = answers;
    const isolated = answers.filter(({ headers }) => headers.has('Cross-Origin-Opener-Policy'));
    expect(isolated).toEqual([page]);
  });

  it('echo a valid request id, and create one for any other', async () => {
    const echo = async (id: string) =>
      (await get('/nothing', { headers: { 'X-Request-Id': id } })).body.request_id;
    for (const sane of ['abc', 'Trace-1:2.3_4']) expect(await echo(sane)).toBe(sane);
    const insane = ['', '', 'a b', '<script>', '"x"', 'a,b', 'x'.repeat(1000)];
    const ids = await Promise.all(insane.map(echo));
    expect(new Set(ids).size).toBe(insane.length);
    for (const id of ids) expect(id).toMatch(/^[\w-]{16,64}$/);
  });
});
