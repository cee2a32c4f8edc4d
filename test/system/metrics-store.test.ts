import {
  createExecutionContext,
  runDurableObjectAlarm,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app';
import type { Increments, MetricsBinding } from '../../src/lib/metrics-binding';
import { MetricsStore } from '../../src/metrics-store';
import { bindings, METRICS, ORIGIN } from '../helpers/api';
import { get, growthOf, read, requests } from '../helpers/metrics';

const LONGEST = '/api/v1/models/{model_id}/book-outs/{book_out_id}';
const bucketOf = (method: string, endpoint: string) =>
  `http_request_duration_seconds_bucket{method="${method}",endpoint="${endpoint}",le="0.005"}`;

/** The binding as another isolate sees it, without the counts of the first. */
const another = (): MetricsBinding => ({
  getByName: (name) => METRICS.getByName(name) as ReturnType<MetricsBinding['getByName']>,
});

describe('isolates', () => {
  it('are added up, whichever one is asked', async () => {
    const isolates = [another(), another(), another()];
    const path = '/api/v1/auth/sessions';
    const growth = await growthOf(requests('GET', path, 401), async () => {
      for (const METRICS of isolates) await get(path, { env: { METRICS } });
    });
    expect(growth).toBe(3);
  });

  it('send in batches, and no response waits for it', async () => {
    const batches: Increments[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const add = async (increments: Increments) => {
      batches.push(increments);
      await gate;
    };
    const METRICS = { getByName: () => ({ add }) };
    const env = { ...bindings, METRICS, METRICS_FLUSH_MS: '50' };
    const [app, ctx] = [createApp(), createExecutionContext()];
    for (let turn = 0; turn < 20; turn++) {
      const answer = await app.fetch(new Request(`${ORIGIN}/health`), env, ctx);
      expect(answer.status).toBe(200);
    }
    expect(batches).toEqual([]);
    await expect.poll(() => batches.length).toBe(1);
    expect((await app.fetch(new Request(`${ORIGIN}/health`), env, ctx)).status).toBe(200);
    release();
    await waitOnExecutionContext(ctx);
    const series = requests('GET', '/health', 200);
    expect(batches.map((batch) => batch[series])).toEqual([20, 1]);
  });

  it('tolerate a store that is down or missing', async () => {
    const down = async () => {
      throw new Error('Durable Object reset because its code was updated.');
    };
    for (const METRICS of [{ getByName: () => ({ add: down, read: down }) }, undefined]) {
      const env = { METRICS };
      expect((await get('/health', { env })).status).toBe(200);
      const samples = await read(env);
      expect(samples.get('bookings_overlapping')).toBe(0);
      expect(samples.has(requests('GET', '/health', 200))).toBe(false);
    }
  });
});

describe('the store', () => {
  const own = () => METRICS.getByName(crypto.randomUUID());

  it('forgets nothing it has reported', async () => {
    const stub = own();
    await stub.add({ a: 2, b: 0.5 });
    await stub.add({ a: 3 });
    expect(await stub.read()).toEqual({ a: 5, b: 0.5 });
    await stub.add({ a: 1 });
    await runInDurableObject(stub, async (_, state) => {
      const restarted = new MetricsStore(state, bindings);
      await expect.poll(() => restarted.read()).toEqual({ a: 5, b: 0.5 });
    });
  });

  it('stores totals even if nobody reads them', async () => {
    const stub = own();
    await stub.add({ a: 2 });
    await stub.mark('now', 7);
    const due = await runInDurableObject(stub, (_, state) => state.storage.getAlarm());
    // An idle object is evicted after ten seconds.
    expect((due ?? Number.POSITIVE_INFINITY) - Date.now()).toBeLessThan(9000);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    await runInDurableObject(stub, async (_, state) => {
      expect(await state.storage.get('series')).toEqual({ a: 2, now: 7 });
    });
  });

  it('is bounded', async () => {
    const stub = own();
    // The longest possible name, because all series must fit into one stored value.
    const series = (index: number) => `${bucketOf('DELETE', LONGEST)}${index}`;
    const many = Object.fromEntries(
      Array.from({ length: 10_500 }, (_, index) => [series(index), Number.MAX_SAFE_INTEGER - 1]),
    );
    await stub.add(many);
    await stub.add({ [series(0)]: 1, late: 1 });
    const kept = await stub.read();
    expect(Object.keys(kept)).toHaveLength(10_000);
    expect([kept[series(0)], kept.late]).toEqual([Number.MAX_SAFE_INTEGER, undefined]);
  });
});
