import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, get, post, put } from '../helpers/api';
import { accountBody, newPerson, PASSWORD } from '../helpers/data';
import { document } from '../helpers/document';

const log = vi.spyOn(console, 'log');
const errorLog = vi.spyOn(console, 'error');
const logged = () => JSON.stringify([log.mock.calls, errorLog.mock.calls]);
const LOGIN = '/api/v1/auth/login';
const GOOD_KEY = 'Zk3!vQ8pL0xW7rT2mN5bC9yH4dF6gJ1s';

beforeEach(() => {
  for (const spy of [log, errorLog]) spy.mockClear().mockImplementation(() => {});
});
afterAll(() => void vi.restoreAllMocks());

/** A D1 in which every statement fails with this error. */
function failingDatabase(reason: unknown) {
  const fail = () => Promise.reject(reason);
  const statement = { bind: () => statement, all: fail, first: fail, raw: fail, run: fail };
  const session = { prepare: () => statement, batch: fail, getBookmark: () => null };
  return { withSession: () => session };
}

async function expectMisconfigured(env: Record<string, unknown>, setting: string) {
  const { status, body, headers, text } = await get('/health', { env });
  expect([status, body.error_code]).toEqual([503, 'ServiceUnavailableException']);
  expect(headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
  expect(body.error_message).toContain(setting);
  return text;
}

describe('a weak SECRET_KEY', () => {
  const WEAK = [
    ['missing', undefined],
    ['short', 'Zk3!vQ8pL0xW7rT2mN5bC9yH4dF6gJ1'],
    ['repetitive', 'abcabcabc'.repeat(6)],
    ['a placeholder', 'change-me-in-production-0123456789'],
    ['one of another wording', 'production-secret-key-change-this'],
    ['the placeholder of the specification', 'your-secret-key-here-change-in-production'],
    ['somebody who is to put it in', 'YOUR_JWT_SIGNING_VALUE_GOES_IN_HERE_0123'],
    ['the name of what it is', 'a-very-long-and-safe-secretkey-0123456789'],
    ['an example', 'an-example-value-of-enough-length-0123456789'],
    ['a default', 'super_secret_0123456789_abcdefghijklmnop'],
  ] as const;

  it('that is a placeholder is accepted in development only, and never as a previous one', async () => {
    const SECRET_KEY_PREVIOUS = 'change-this-0123456789-abcdefghijklmnop';
    await expectMisconfigured({ SECRET_KEY_PREVIOUS }, 'SECRET_KEY_PREVIOUS');
    const env = { APP_ENV: 'development', SECRET_KEY: SECRET_KEY_PREVIOUS, SECRET_KEY_PREVIOUS };
    expect((await get('/health', { env })).status).toBe(200);
  });

  it.each(WEAK)('that is %s is reported by name, never by value', async (_, SECRET_KEY) => {
    const text = await expectMisconfigured({ SECRET_KEY }, 'SECRET_KEY');
    expect(text + logged()).not.toContain(String(SECRET_KEY));
    expect(errorLog).toHaveBeenCalledOnce();
  });

  it('blocks every path', async () => {
    const env = { SECRET_KEY: 'too-short' };
    const paths = [...Object.keys(document.paths), '/nothing', '/docs-assets/docs.css'];
    const answers = await Promise.all(paths.map((path) => get(path, { env })));
    answers.push(await post(LOGIN, {}, { env }), await call('OPTIONS', LOGIN, { env }));
    for (const { status, text } of answers) {
      expect([status, text]).toEqual([503, expect.stringContaining('SECRET_KEY')]);
      expect(text).not.toContain('too-short');
    }
  });
});

describe('settings', () => {
  it.each([
    ['ALGORITHM', ['none', 'RS256', 'HS1', '']],
    ['ACCESS_TOKEN_EXPIRE_MINUTES', ['0', '-5', 'half', '1.5', '', 'Infinity']],
    ['APP_ENV', ['prod']],
    ['ALLOWED_ORIGINS', ['["https://a.example.com"', '[1]', '[https://a.example.com]']],
    ['PASSWORD_HASH_COST', ['9', '40', 'high']],
    ['PUBLIC_URL', ['api.example.com', 'ftp://example.com', 'https://example.com/?a=b']],
  ])('reject an invalid %s', async (setting, values) => {
    for (const value of values) await expectMisconfigured({ [setting]: value }, setting);
  });

  it.each(['production', 'staging', undefined])('keep hashes expensive in %s', async (APP_ENV) => {
    const env = { APP_ENV, SECRET_KEY: GOOD_KEY };
    await expectMisconfigured({ ...env, PASSWORD_HASH_COST: '14' }, 'PASSWORD_HASH_COST');
    for (const PASSWORD_HASH_COST of ['15', undefined]) {
      expect((await get('/health', { env: { ...env, PASSWORD_HASH_COST } })).status).toBe(200);
    }
  });

  it('determine the lifetime of access tokens', async () => {
    const { username } = await newPerson();
    const env = { ACCESS_TOKEN_EXPIRE_MINUTES: '5' };
    const { body } = await post(LOGIN, { username, password: PASSWORD }, { env });
    expect(body.expires_in).toBe(300);
  });
});

describe('the log', () => {
  const env = { LOG_LEVEL: 'info' };
  const line = () => JSON.parse(String(log.mock.lastCall));

  it('has one line of JSON per request, with its route and no secret', async () => {
    const admin = await newPerson('admin');
    const [person, token] = [await newPerson(), admin.token];
    const read = await get(`/api/v1/users/${person.id}`, { token, env });
    expect(log).toHaveBeenCalledOnce();
    expect(line()).toMatchObject({
      method: 'GET',
      route: '/api/v1/users/:user_id',
      status: 200,
      duration_ms: expect.any(Number),
      request_id: read.headers.get('X-Request-Id'),
      user_id: admin.id,
    });
    await get('/api/v1/users?q=query-term', { token, env });
    expect(line()).toMatchObject({ route: '/api/v1/users', status: 200 });
    const { body } = await post(LOGIN, { username: person.username, password: PASSWORD }, { env });
    expect(line()).toMatchObject({ method: 'POST', route: LOGIN, status: 200, user_id: null });
    await call('PATCH', '/raw/path?token=query-term', { env, token: 'bearer-token' });
    expect(line()).toMatchObject({ method: 'PATCH', status: 404, user_id: null });
    expect(log).toHaveBeenCalledTimes(4);
    const secrets = [token, person.id, person.username, PASSWORD, body.access_token];
    for (const secret of [...secrets, body.refresh_token, 'query-term', '/raw', 'bearer-token']) {
      expect(logged()).not.toContain(secret);
    }
  });

  it('contains the details of a failure that the response hides, without parameters', async () => {
    const credentials = { username: 'secret-param\n    at secret-param', password: PASSWORD };
    const cause = new Error('D1_ERROR: no such column: oops at offset 7: SQLITE_ERROR');
    const message = 'Failed query: select "x" where "y" = ?\nparams: secret-param';
    for (const reason of [cause, new Error(message, { cause }), new TypeError('oops')]) {
      const failing = { DB: failingDatabase(reason), LOG_LEVEL: 'error' };
      const { status, body, text } = await post(LOGIN, credentials, { env: failing });
      expect([status, body.error_code]).toEqual([500, 'InternalServerException']);
      expect(text).not.toMatch(/oops|secret-param|select|D1|SQLITE|\.ts/);
      const told = JSON.parse(String(errorLog.mock.lastCall));
      expect(told).toMatchObject({ request_id: body.request_id, route: LOGIN });
      expect(JSON.stringify(told)).toContain('oops');
    }
    expect(logged()).not.toMatch(/secret-param|Failed query/);
  });
});

describe('an unreachable database', () => {
  it.each([
    'D1_ERROR: Network connection lost.',
    'Network connection lost.',
    'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
    'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
  ])('returns 503 to everyone and never 401: %s', async (reason) => {
    const { id, token, username, refreshToken } = await newPerson('admin');
    const anonymous = { env: { DB: failingDatabase(new Error(reason)), CACHE: undefined } };
    const options = { ...anonymous, token };
    const answers = [
      await get('/health/ready', anonymous),
      await get('/api/v1/models', anonymous),
      await get('/api/v1/models/x', anonymous),
      await post(LOGIN, { username, password: PASSWORD }, anonymous),
      await post('/api/v1/auth/refresh', { refresh_token: refreshToken }, anonymous),
      await post('/api/v1/users', accountBody(), anonymous),
      await get('/api/v1/auth/me', options),
      await get('/api/v1/users', options),
      await put(`/api/v1/users/${id}`, { full_name: '이하늘' }, options),
      await get('/api/v1/bookings', options),
    ];
    for (const { status, body, headers } of answers) {
      expect([status, body.error_code]).toEqual([503, 'ServiceUnavailableException']);
      expect(headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
      expect(headers.get('WWW-Authenticate')).toBeNull();
    }
    expect((await get('/health', anonymous)).status).toBe(200);
  });

  it('returns 503 even if no session can be opened', async () => {
    const withSession = () => {
      throw new Error('D1_ERROR: Network connection lost.');
    };
    const { token } = await newPerson();
    const env = { DB: { withSession }, CACHE: undefined };
    for (const path of ['/api/v1/models', '/api/v1/auth/me']) {
      expect((await get(path, { env, token })).status).toBe(503);
    }
  });
});
