import { describe, expect, it } from 'vitest';
import { bindings, call, METRICS, post } from '../helpers/api';
import { runCron } from '../helpers/cron';
import { newOption, newPerson, stage } from '../helpers/data';
import { emptyQueue, mailbox } from '../helpers/mails';
import { get, growthOf, read, requests } from '../helpers/metrics';

describe('request metrics', () => {
  it.each([
    ['GET', '/health', '/health', 200],
    ['GET', '/api/v1/models/', '/api/v1/models', 200],
    ['GET', `/api/v1/models/${crypto.randomUUID()}`, '/api/v1/models/{model_id}', 404],
    ['GET', '/api/v1/auth/me', '/api/v1/auth/me', 401],
    ['POST', '/api/v1/auth/login', '/api/v1/auth/login', 415],
    ['GET', `/nothing/${crypto.randomUUID()}`, 'unmatched', 404],
    ['GET', '/api/v1/models/x"}\n/y', 'unmatched', 404],
    ['PURGE', '/health', 'unmatched', 405],
  ])('count %s %s as %s, %i', async (method, path, endpoint, status) => {
    const known = method === 'PURGE' ? 'OTHER' : method;
    const series = requests(known, endpoint, status);
    const growth = await growthOf(series, async () => {
      for (let turn = 0; turn < 3; turn++) {
        expect((await call(method, path, { env: { METRICS } })).status).toBe(status);
      }
    });
    expect(growth).toBe(3);
  });

  it('form a consistent cumulative histogram', async () => {
    await get('/health');
    const samples = await read();
    const labels = 'method="GET",endpoint="/health"';
    const buckets = [...samples].filter(([series]) =>
      series.startsWith(`http_request_duration_seconds_bucket{${labels}`),
    );
    const bounds = buckets.map(([series]) => /le="([^"]+)"/.exec(series)?.[1]);
    expect(bounds).toEqual([...bounds].sort((a, b) => Number(a) - Number(b)));
    expect(bounds.at(-1)).toBe('+Inf');
    const values = buckets.map(([, value]) => value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    const count = samples.get(`http_request_duration_seconds_count{${labels}}`);
    expect(values.at(-1)).toBe(count);
    const answered = [...samples].filter(([series]) =>
      series.startsWith(`http_requests_total{${labels},`),
    );
    expect(answered.reduce((sum, [, value]) => sum + value, 0)).toBe(count);
    expect(samples.get(`http_request_duration_seconds_sum{${labels}}`)).toBeGreaterThanOrEqual(0);
  });

  it('put every slow response into the right buckets', async () => {
    const slow = '{method="GET",endpoint="/health/ready",le="';
    const DB = {
      withSession: (constraint: string) => {
        const session = bindings.DB.withSession(constraint);
        const batch = async (all: D1PreparedStatement[]) => {
          await scheduler.wait(60);
          return session.batch(all);
        };
        return { prepare: session.prepare.bind(session), batch, getBookmark: () => null };
      },
    };
    const before = await read();
    expect((await get('/health/ready', { env: { DB } })).status).toBe(200);
    const after = await read();
    const grew = (bound: string) => {
      const series = `http_request_duration_seconds_bucket${slow}${bound}"}`;
      return (after.get(series) ?? 0) - (before.get(series) ?? 0);
    };
    expect([grew('0.05'), grew('10'), grew('+Inf')]).toEqual([0, 1, 1]);
  });

  it('count rate-limit refusals separately', async () => {
    const env = { METRICS, WRITE_LIMITER: { limit: async () => ({ success: false }) } };
    const headers = { 'CF-Connecting-IP': '203.0.113.9' };
    const growth = await growthOf('http_rate_limited_total', async () => {
      expect((await post('/api/v1/models', {}, { env, headers })).status).toBe(429);
    });
    expect(growth).toBe(1);
  });

  it('report cache results of the catalogue', async () => {
    const { model_id } = await stage();
    const path = `/api/v1/models/${model_id}`;
    const result = (name: string) => `catalogue_cache_requests_total{result="${name}"}`;
    const [before, ,] = [await read(), await get(path), await get(path)];
    await get(path, { headers: { 'Cache-Control': 'no-cache' } });
    const after = await read();
    const grew = ['miss', 'hit', 'bypass'].map(
      (name) => (after.get(result(name)) ?? 0) - (before.get(result(name)) ?? 0),
    );
    expect(grew).toEqual([1, 1, 1]);
    const total = ['miss', 'hit', 'bypass'].reduce(
      (sum, name) => sum + (after.get(result(name)) ?? 0),
      0,
    );
    expect(after.get('catalogue_cache_hit_ratio')).toBeCloseTo(
      (after.get(result('hit')) ?? 0) / total,
    );
  });
});

describe('domain metrics', () => {
  it('report sessions, options that are about to lapse, and the cron', async () => {
    const { admin, model_id } = await stage();
    await runCron({ METRICS });
    const before = await read();
    await newPerson();
    await newOption(admin, model_id, 0, 4);
    const soon = Date.now() + 3_600_000;
    await bindings.DB.prepare(
      "UPDATE bookings SET option_expires_at = ? WHERE model_id = ? AND status = 'option'",
    )
      .bind(soon, model_id)
      .run();
    const after = await read();
    const grew = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect([grew('sessions'), grew('booking_options_expiring')]).toEqual([1, 1]);
    expect(grew('bookings{status="option"}')).toBe(1);
    const age = Date.now() / 1000 - (after.get('maintenance_last_success_timestamp_seconds') ?? 0);
    expect(age).toBeLessThan(60);
  });
});

describe('outbox metrics', () => {
  it('report what is pending, since when it has been due, and the outcomes of attempts', async () => {
    await emptyQueue();
    await newPerson();
    const late = "UPDATE mails SET next_attempt_at = ? WHERE state = 'pending'";
    await bindings.DB.prepare(late)
      .bind(Date.now() - 90_000)
      .run();
    const before = await read();
    expect(before.get('outbox_pending{kind="mails"}')).toBe(1);
    const age = before.get('outbox_overdue_seconds{kind="mails"}') ?? 0;
    expect([age >= 90, age < 100]).toEqual([true, true]);
    const attempts = (outcome: string) =>
      `outbox_attempts_total{kind="mails",outcome="${outcome}"}`;
    const box = mailbox(() => new Response('', { status: 503 }));
    await box.run({ METRICS });
    const put = await read();
    expect(put.get('outbox_overdue_seconds{kind="mails"}')).toBe(0);
    box.provider.answer = () => new Response('{}');
    box.later(120_000);
    await box.run({ METRICS });
    const after = await read();
    const grew = ['done', 'retried', 'failed'].map(
      (outcome) => (after.get(attempts(outcome)) ?? 0) - (before.get(attempts(outcome)) ?? 0),
    );
    expect(grew).toEqual([1, 1, 0]);
    expect(after.get('outbox_pending{kind="mails"}')).toBe(0);
    expect(after.has('outbox_pending{kind="webhooks"}')).toBe(true);
  });
});
