import { inspectRoutes } from 'hono/dev';
import { describe, expect, it } from 'vitest';
import { createApp, operations } from '../../src/app';
import { buildDocument } from '../../src/openapi/document';
import { TOKEN_PAGE_PATHS } from '../../src/pages/token-pages';
import { call } from '../helpers/api';
import { newPerson } from '../helpers/data';
import { document, documentedOperation } from '../helpers/document';

/** Everything that may be called without a token. All else returns 401. */
const PUBLIC = [
  'GET /',
  'GET /docs',
  'GET /health',
  'GET /health/ready',
  'GET /metrics',
  'GET /openapi.json',
  'GET /redoc',
  'GET /api/v1/calendars/:token.ics',
  'GET /api/v1/models',
  'GET /api/v1/models/:model_id',
  'GET /api/v1/models/:model_id/pictures',
  'GET /api/v1/models/facets',
  'GET /api/v1/shared/packages/:token',
  'PUT /api/v1/shared/packages/:token/items/:model_id',
  'GET /api/v1/pictures/:picture_id',
  'GET /api/v1/pictures/:picture_id/:size',
  'POST /api/v1/auth/email/cancel',
  'POST /api/v1/auth/email/verify',
  'POST /api/v1/auth/invitations/accept',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/password/forgot',
  'POST /api/v1/auth/password/reset',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/register',
  'POST /api/v1/users',
].sort();

/** Pages for people and their files. They are not operations, so the document omits them. */
const FILES = [
  '/docs-assets/*',
  '/page-assets/*',
  '/favicon.ico',
  '/dev/mails',
  '/p/:token',
  ...TOKEN_PAGE_PATHS,
];

const routes = inspectRoutes(createApp()).filter(
  (route) => !route.isMiddleware && route.method !== 'ALL',
);
const name = (route: { method: string; path: string }) => `${route.method} ${route.path}`;
const unique = [...new Map(routes.map((route) => [name(route), route])).values()];
const withIds = (path: string) => path.replaceAll(/:\w+/g, '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10');
const guarded = unique.filter(
  (route) => !PUBLIC.includes(name(route)) && !FILES.includes(route.path),
);

describe('every route', () => {
  it('is either on the public list or guarded', () => {
    expect(guarded.length).toBeGreaterThan(20);
    expect(PUBLIC.every((entry) => unique.some((route) => name(route) === entry))).toBe(true);
  });

  it.each(guarded.map((route) => [name(route), route] as const))(
    '%s returns 401 without a token',
    async (_, route) => {
      for (const options of [{}, { token: 'x' }, { headers: { Authorization: 'Basic eDp5' } }]) {
        const { status, headers } = await call(route.method, withIds(route.path), options);
        expect(status).toBe(401);
        expect(headers.get('WWW-Authenticate')).toBe('Bearer');
      }
    },
  );

  it.each(
    operations.filter(({ access }) => access === 'admin').map((one) => [one.id, one] as const),
  )('%s returns 403 to a client', async (_, { method, path, file }) => {
    const { token } = await newPerson();
    const sent = file ? { raw: new Uint8Array(1) } : { body: {} };
    const options = method === 'get' ? { token } : { token, ...sent };
    expect((await call(method.toUpperCase(), withIds(path), options)).status).toBe(403);
  });

  it('is documented', () => {
    const undocumented = unique.filter(
      (route) =>
        !FILES.includes(route.path) && !documentedOperation(route.method, withIds(route.path)),
    );
    expect(undocumented).toEqual([]);
  });
});

describe('the document', () => {
  const all = Object.values(document.paths).flatMap((path) => Object.values(path));

  it('is OpenAPI 3.1 with unique operationIds, tags and summaries', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const ids = all.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['register', 'login', 'listModels', 'createBooking']),
    );
  });

  it('lists every error that each operation can return', () => {
    for (const operation of all) {
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['200', '500', '503']),
      );
      const guardedOne = operation.security?.length === 2;
      expect(guardedOne && !('401' in operation.responses)).toBe(false);
      expect(operation.requestBody !== undefined && !('422' in operation.responses)).toBe(false);
    }
  });

  it('is available in Korean and English', () => {
    const info = { title: 'x', version: '0' };
    const summary = (language: 'ko' | 'en') =>
      buildDocument(operations, info, language).paths?.['/api/v1/models']?.get?.summary;
    expect([summary('ko'), summary('en')]).toEqual(['모델 목록', 'List models']);
  });

  it('is served, and every $ref in it resolves', async () => {
    const { body, text } = await call('GET', '/openapi.json?lang=en');
    expect(body.info.title).toBe('Model Agency API');
    for (const [, ref = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = ref.split('/').reduce((node, key) => node?.[key], body);
      expect(target, ref).toBeDefined();
    }
  });
});
