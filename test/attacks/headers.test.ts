import { describe, expect, it } from 'vitest';
import { call, get, type Options, put } from '../helpers/api';
import { attack } from '../helpers/attacks';
import { newModel, newPerson } from '../helpers/data';

const ALLOWED = 'https://app.example.com';
const LOOK_ALIKES = [
  'null',
  'https://app.example.com.evil.test',
  'https://evilapp.example.com',
  'https://app.example.com@evil.test',
  'http://app.example.com',
  'https://app.example.com:8443',
  'https://APP.example.com',
  'https://app.example.com.',
  'https://app.example.com/',
  'https://example.com',
  'https://app-example.com',
  'https://app.example.com https://evil.test',
  '*',
  'file://',
];

const corsOf = ({ headers }: { headers: Headers }) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control-'));

describe('an origin', () => {
  it('on the list is allowed by name, with credentials', async () => {
    const { headers } = await get('/api/v1/models', { headers: { Origin: ALLOWED } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe(ALLOWED);
    expect(headers.get('Access-Control-Allow-Credentials')).toBe('true');
  });

  it.each(LOOK_ALIKES)('like %s is not allowed', async (Origin) => {
    const preflight = {
      'Access-Control-Request-Method': 'DELETE',
      'Access-Control-Request-Headers': 'authorization',
    };
    const answers = [
      await get('/api/v1/models', { headers: { Origin } }),
      await get('/api/v1/auth/me', { headers: { Origin } }),
      await get('/nothing', { headers: { Origin } }),
      await call('OPTIONS', '/api/v1/models/x', { headers: { Origin, ...preflight } }),
    ];
    expect(answers.flatMap(corsOf)).toEqual([]);
    for (const { headers } of answers) expect(headers.get('Vary')).toMatch(/\borigin\b/i);
  });

  it('can read its errors, including those after a read has begun', async () => {
    const { token } = await newPerson();
    await call('POST', '/api/v1/auth/logout', { token });
    const { token: client } = await newPerson();
    const answers = [
      await get('/api/v1/auth/me', { token, headers: { Origin: ALLOWED } }),
      await get('/api/v1/audit-log', { token: client, headers: { Origin: ALLOWED } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 403]);
    for (const { headers } of answers) {
      expect(headers.get('Access-Control-Allow-Origin')).toBe(ALLOWED);
      expect(headers.get('ETag')).toBeNull();
    }
  });
});

describe('a header', () => {
  const VALUES = ["' OR 1=1 --", '"><script>', '../../x', '%0d%0aSet-Cookie:a=b', 'x'.repeat(8000)];
  const NAMES = [
    'X-Request-Id',
    'If-Match',
    'If-None-Match',
    'Idempotency-Key',
    'Accept-Language',
    'User-Agent',
    'CF-Connecting-IP',
    'Cache-Control',
    'X-D1-Bookmark',
    'X-Forwarded-Host',
    'X-HTTP-Method-Override',
  ];

  it.each(NAMES)('%s does no harm, whatever its value', async (name) => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    for (const value of VALUES) {
      const options = { token: admin.token, headers: { [name]: value } };
      const answers = [
        await attack('GET', `/api/v1/models/${model_id}`, options),
        await attack('PUT', `/api/v1/models/${model_id}`, {
          ...options,
          body: { stage_name: '하늘' },
        }),
        await attack('POST', '/api/v1/auth/login', {
          ...options,
          body: { username: 'x', password: 'x' },
        }),
      ];
      for (const { headers } of answers) {
        expect(headers.get('Set-Cookie')).toBeNull();
        for (const [, echoed] of headers) expect(echoed).not.toMatch(/<script>|OR 1=1/);
      }
    }
  });
});

describe('private model data', () => {
  const SECRETS = {
    birth_date: '1999-09-09',
    notes_internal: 'nobody’s business',
    mother_agency: 'Elsewhere',
    commission_pct: 37,
  };
  const FIELDS = Object.keys(SECRETS);

  it('reaches admins only, whatever the order and the trick', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin, SECRETS);
    const [one, list] = [`/api/v1/models/${model_id}`, '/api/v1/models?limit=100'];
    const asAdmin = { token: admin.token };
    const first = await get(one, asAdmin);
    expect(first.body).toMatchObject(SECRETS);
    const tricks: Options[] = [
      {},
      { token: client.token },
      { headers: { 'Cache-Control': 'no-cache' } },
      { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } },
      { token: client.token, headers: { 'Cache-Control': 'no-cache' } },
      { headers: { 'X-Original-URL': one, 'X-Role': 'admin', Cookie: `token=${admin.token}` } },
    ];
    for (let round = 0; round < 2; round++) {
      for (const trick of tricks) {
        await get(list, asAdmin);
        const answers = [
          await get(one, trick),
          await get(list, trick),
          await get(`${list}&q=${model_id}`, trick),
        ];
        for (const { status, text } of answers) {
          expect(status).toBe(200);
          for (const field of FIELDS) expect(text).not.toContain(field);
        }
      }
      await put(one, { height_cm: 170 + round }, asAdmin);
    }
  });

  it('is never in a publicly cacheable response', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin, SECRETS);
    for (const path of ['/api/v1/models', `/api/v1/models/${model_id}`, '/api/v1/auth/me']) {
      const { headers } = await get(path, { token: admin.token });
      expect(headers.get('Cache-Control')).toBe('private, no-store');
    }
  });
});
