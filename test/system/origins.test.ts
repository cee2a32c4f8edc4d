import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { headerComponents } from '../../src/openapi/headers';
import { call, get, ORIGIN } from '../helpers/api';

const log = vi.spyOn(console, 'log');
const errorLog = vi.spyOn(console, 'error');
const GOOD_KEY = 'Zk3!vQ8pL0xW7rT2mN5bC9yH4dF6gJ1s';

beforeEach(() => {
  for (const spy of [log, errorLog]) spy.mockClear().mockImplementation(() => {});
});
afterAll(() => void vi.restoreAllMocks());

describe('ALLOWED_ORIGINS', () => {
  const [APP, SECOND] = ['https://app.example.com', 'http://localhost:3000'];
  const ask = (path: string, Origin: string, ALLOWED_ORIGINS: unknown = APP) =>
    get(path, { headers: { Origin }, env: { ALLOWED_ORIGINS } });
  const askFirst = (Origin: string, ALLOWED_ORIGINS = APP) => {
    const options = {
      headers: { Origin, 'Access-Control-Request-Method': 'PUT' },
      env: { ALLOWED_ORIGINS },
    };
    return call('OPTIONS', '/api/v1/users/x', options);
  };
  const cors = ({ headers }: { headers: Headers }) =>
    Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
  const credentialed = (origin: string) => ({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  });
  const listOf = (text: string | undefined) => text?.toLowerCase().split(/, ?/).sort();

  it.each([
    `${APP},${SECOND}`,
    ` ${APP}/ , ${SECOND} ,`,
    JSON.stringify([APP, SECOND]),
    ` [ "${APP}", "${SECOND}/" ]`,
  ])('may be %s', async (list) => {
    for (const origin of [APP, SECOND]) {
      expect(cors(await ask('/health', origin, list))).toMatchObject(credentialed(origin));
    }
    expect(cors(await ask('/health', 'https://b.example.com', list))).toEqual({});
  });

  const PATHS = ['/health', '/nothing', '/api/v1/auth/me', '/api/v1/models'];
  it.each(PATHS)('get CORS with credentials and exposed headers on %s', async (path) => {
    const answer = await ask(path, APP);
    const { 'access-control-expose-headers': exposed, ...rest } = cors(answer);
    expect(rest).toEqual(credentialed(APP));
    const readable = ['ETag', 'Location', 'Retry-After', 'Idempotency-Replayed', 'X-D1-Bookmark'];
    const named = Object.keys(headerComponents('en')).filter((name) => !/^Access-/.test(name));
    const names = new Set(['X-Process-Time', 'X-Request-Id', ...readable, 'X-Cache', ...named]);
    expect(listOf(exposed)).toEqual(listOf([...names].join(', ')));
    expect(answer.headers.get('Vary')).toMatch(/\bOrigin\b/);
  });

  it('may send what the API accepts', async () => {
    const allowed = cors(await askFirst(APP));
    expect(allowed).toMatchObject(credentialed(APP));
    const methods = listOf(allowed['access-control-allow-methods']);
    expect(methods).toEqual(expect.arrayContaining(['get', 'post', 'put', 'delete']));
    expect(allowed['access-control-max-age']).toBe('7200');
  });

  it.each([APP, '*'])('as %s may send any header they request', async (list) => {
    const wanted = 'authorization, if-match, idempotency-key, traceparent, x-anything-else';
    const headers = {
      Origin: APP,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': wanted,
    };
    const env = { ALLOWED_ORIGINS: list };
    const allowed = cors(await call('OPTIONS', '/api/v1/users/x', { headers, env }));
    expect(listOf(allowed['access-control-allow-headers'])).toEqual(listOf(wanted));
  });

  const LOCAL = [
    'http://localhost:4321',
    'https://127.0.0.1',
    'http://[::1]:1',
    'http://a.localhost',
  ];
  it.each(LOCAL)('allow %s in development only', async (origin) => {
    const ask = async (APP_ENV: string) => {
      const strong = { SECRET_KEY: GOOD_KEY, PASSWORD_HASH_COST: '15', ALLOWED_ORIGINS: APP };
      return cors(
        await get('/health', { headers: { Origin: origin }, env: { APP_ENV, ...strong } }),
      );
    };
    expect(await ask('development')).toMatchObject(credentialed(origin));
    for (const APP_ENV of ['test', 'staging', 'production']) expect(await ask(APP_ENV)).toEqual({});
  });

  it('exclude look-alikes of this machine, in development too', async () => {
    const env = { APP_ENV: 'development', ALLOWED_ORIGINS: APP };
    for (const Origin of [
      'http://localhost.evil.example',
      'http://evil.example:localhost',
      'null',
    ]) {
      expect(cors(await get('/health', { headers: { Origin }, env }))).toEqual({});
    }
  });

  it('are logged if they are not listed', async () => {
    const env = { LOG_LEVEL: 'info', ALLOWED_ORIGINS: APP };
    const refused = () =>
      log.mock.calls.filter(([line]) => String(line).includes('origin refused'));
    for (const Origin of [APP, ORIGIN, ORIGIN.replace('https', 'http')])
      await get('/health', { headers: { Origin }, env });
    expect(refused()).toEqual([]);
    const { headers } = await get('/health', { headers: { Origin: 'https://b.example.com' }, env });
    expect(refused().map(([line]) => JSON.parse(String(line)))).toEqual([
      {
        level: 'info',
        message: 'origin refused',
        origin: 'https://b.example.com',
        request_id: headers.get('X-Request-Id'),
      },
    ]);
  });

  it.each([
    'null',
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://app.example.com.evil.example',
    'https://evil-app.example.com',
    'https://appXexample.com',
  ])('get no CORS headers for %s', async (origin) => {
    expect(cors(await ask('/health', origin))).toEqual({});
    expect(cors(await ask('/nothing', origin))).toEqual({});
    expect(cors(await askFirst(origin))).toEqual({});
    expect((await ask('/health', origin)).headers.get('Vary')).toMatch(/\bOrigin\b/);
  });

  it.each([APP, 'null'])('as "*" allow %s without credentials', async (origin) => {
    for (const answer of [await ask('/health', origin, '*'), await askFirst(origin, '*')]) {
      expect(cors(answer)).toMatchObject({ 'access-control-allow-origin': '*' });
      expect(cors(answer)).not.toHaveProperty('access-control-allow-credentials');
    }
  });
});
