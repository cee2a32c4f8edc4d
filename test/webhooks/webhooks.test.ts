import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { newPerson, type Person } from '../helpers/data';

const WEBHOOKS = '/api/v1/webhooks';
const one = (id: string, rest = '') => `${WEBHOOKS}/${id}${rest}`;
const body = (extra: object = {}) => ({ url: 'https://erp.example.com/hooks', ...extra });
const empty = () => bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();

let admin: Person;
beforeEach(async () => {
  await empty();
  admin = await newPerson('admin');
});

const create = (extra: object = {}, headers: Record<string, string> = {}) =>
  post(WEBHOOKS, body(extra), { token: admin.token, headers });

describe('a webhook', () => {
  it('is created with a secret that is shown once', async () => {
    const made = await create({ events: ['booking.confirmed'], description: 'ERP' });
    expect(made.status).toBe(200);
    const { secret, ...shown } = made.body;
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(shown).toMatchObject({
      status: 'active',
      events: ['booking.confirmed'],
      description: 'ERP',
      disabled_reason: null,
      failing_since: null,
    });
    expect(made.headers.get('Location')).toBe(one(shown.webhook_id));
    const read = await get(one(shown.webhook_id), { token: admin.token });
    expect(read.body).toEqual(shown);
    const list = await get(WEBHOOKS, { token: admin.token });
    expect(list.body).toMatchObject({
      total: 1,
      skip: 0,
      limit: 1,
      has_next: false,
      has_prev: false,
    });
    expect(list.text).not.toContain('whsec_');
    for (const table of ['webhook_endpoints', 'audit_log', 'idempotency_keys']) {
      const { results } = await bindings.DB.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(results)).not.toContain(secret.slice(6));
    }
  });

  it('is created once per key, and only its creator sees the secret again', async () => {
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const [first, again] = [await create({}, headers), await create({}, headers)];
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const { token } = await newPerson('admin');
    const other = await post(WEBHOOKS, body(), { token, headers });
    expect(other.body.secret).not.toBe(first.body.secret);
  });

  it('is for admins', async () => {
    const { token } = await newPerson();
    expect((await post(WEBHOOKS, body(), { token })).status).toBe(403);
    expect((await get(WEBHOOKS, { token })).status).toBe(403);
  });

  it('is limited to ten, even for 20 concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create()));
    expect(answers.filter(({ status }) => status === 200).length).toBe(10);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({
      error_code: 'QuotaExceededException',
      conflict: { limit: 10 },
    });
  });

  it('is changed field by field, honours If-Match, and is in the audit log', async () => {
    const { body: made, headers } = await create();
    const path = one(made.webhook_id);
    const ifMatch = { token: admin.token, headers: { 'If-Match': headers.get('ETag') ?? '' } };
    const events = ['booking.created', 'package.picked'];
    expect((await put(path, { events }, ifMatch)).body).toMatchObject({ events, url: made.url });
    expect((await put(path, { events: [] }, ifMatch)).status).toBe(412);
    const twice = { events: ['booking.created', 'booking.created'] };
    expect((await put(path, twice, { token: admin.token })).body.errors[0].field).toBe('events');
    const log = await get(`/api/v1/audit-log?target_id=${made.webhook_id}`, { token: admin.token });
    expect(log.body.items.map(({ action }: { action: string }) => action)).toEqual([
      'webhook.updated',
      'webhook.created',
    ]);
  });

  it('is enabled, disabled and deleted', async () => {
    const { body: made } = await create();
    const act = (name: string) =>
      post(one(made.webhook_id, name), undefined, { token: admin.token });
    expect((await act('/disable')).body).toMatchObject({
      status: 'disabled',
      disabled_reason: 'admin',
    });
    expect((await act('/enable')).body).toMatchObject({ status: 'active', disabled_reason: null });
    expect((await del(one(made.webhook_id), { token: admin.token })).status).toBe(200);
    expect((await get(one(made.webhook_id), { token: admin.token })).body).toMatchObject({
      status: 404,
      error_code: 'WebhookNotFoundException',
    });
    for (const name of ['/enable', '/disable', '/test', '/rotate-secret', '/deliveries']) {
      const answer =
        name === '/deliveries'
          ? await get(one(made.webhook_id, name), { token: admin.token })
          : await act(name);
      expect(answer.status).toBe(404);
    }
  });
});

describe('a target', () => {
  const HOSTILE = [
    'http://erp.example.com/x',
    'ftp://erp.example.com/x',
    'javascript:alert(1)',
    'not a url',
    'https://',
    'https://user:pw@erp.example.com/',
    'https://user@erp.example.com/',
    'https://erp.example.com/#part',
    'https://api.example.com/hook',
    'https://localhost/x',
    'https://localhost./x',
    'https://foo.localhost/x',
    'https://printer.local/x',
    'https://db.internal/x',
    'https://db.internal./x',
    'https://127.0.0.1/x',
    'https://127.1/x',
    'https://2130706433/x',
    'https://0x7f000001/x',
    'https://0177.0.0.1/x',
    'https://１２７.０.０.１/x',
    'https://0.0.0.0/x',
    'https://10.0.0.1/x',
    'https://172.16.0.1/x',
    'https://192.168.1.1/x',
    'https://100.64.0.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://192.0.2.1/x',
    'https://198.18.0.1/x',
    'https://224.0.0.1/x',
    'https://255.255.255.255/x',
    'https://[::1]/x',
    'https://[::]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://[::ffff:a00:1]/x',
    'https://[64:ff9b::7f00:1]/x',
    'https://[2002:7f00:1::]/x',
    'https://[fc00::1]/x',
    'https://[fe80::1]/x',
    'https://[2001:db8::1]/x',
    'http://127.0.0.2/x',
  ];

  it.each(HOSTILE)('%s is rejected, when saved and later', async (url) => {
    const made = await create();
    const { status, body: refused } = await create({ url });
    expect([status, refused.errors?.[0].field]).toEqual([422, 'url']);
    const changed = await put(one(made.body.webhook_id), { url }, { token: admin.token });
    expect(changed.status).toBe(422);
  });

  it.each([
    'https://erp.example.com:8443/x?y=1',
    'https://8.8.8.8/x',
    'https://[2606:4700::1111]/x',
    'http://127.0.0.1:9000/hook',
  ])('%s is accepted', async (url) => {
    expect((await create({ url })).status).toBe(200);
  });

  it('on the machine itself is allowed in development only, unless private receivers are allowed', async () => {
    const url = 'http://127.0.0.1:9000/hook';
    const env = {
      APP_ENV: 'production',
      PASSWORD_HASH_COST: '15',
      PUBLIC_URL: 'https://a.example.com',
    };
    const send = (extra: object) =>
      post(WEBHOOKS, body({ url }), { token: admin.token, env: { ...env, ...extra } });
    expect((await send({})).status).toBe(422);
    expect((await send({ WEBHOOK_ALLOW_PRIVATE: 'true' })).status).toBe(200);
  });
});
