import { createExecutionContext } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import { createApp } from '../../src/app';
import { createPageMemory } from '../../src/cache/page-memory';
import { bindings, get, ORIGIN, put } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';
import { anotherIsolate } from '../helpers/faults/statements';

afterEach(() => vi.restoreAllMocks());

const bytes = (length: number) => ({ body: new Uint8Array(length), etag: '"x"' });

it('a page memory is bounded: it evicts the least recently used and never stores oversized pages', () => {
  const memory = createPageMemory(1000);
  for (const key of ['a', 'b', 'c']) memory.set(key, bytes(400));
  expect(['a', 'b', 'c'].map((key) => memory.get(key) !== undefined)).toEqual([false, true, true]);
  memory.get('b');
  memory.set('d', bytes(400));
  expect(['b', 'c', 'd'].map((key) => memory.get(key) !== undefined)).toEqual([true, false, true]);
  memory.set('e', bytes(1001));
  expect(memory.get('e')).toBeUndefined();
});

it('a page whose epoch was lost lives at most five minutes', async () => {
  const admin = await newPerson('admin');
  const { model_id } = await newModel(admin, { height_cm: 170 });
  const path = `/api/v1/models/${model_id}`;
  const elsewhere = { CACHE: anotherIsolate(bindings.CACHE) };
  const seen = async () => (await get(path, { env: elsewhere })).body.height_cm;
  expect(await seen()).toBe(170);
  const mute = new Proxy(anotherIsolate(bindings.CACHE), {
    get: (target, name: keyof KVNamespace) =>
      name === 'put' ? async () => Promise.reject(new Error('KV PUT failed: 429')) : target[name],
  });
  await put(path, { height_cm: 180 }, { token: admin.token, env: { CACHE: mute } });
  expect(await seen()).toBe(170);
  // KV does this by itself when a page expires.
  const { keys } = await bindings.CACHE.list({ prefix: 'models:page:' });
  await Promise.all(keys.map(({ name }) => bindings.CACHE.delete(name)));
  const now = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => now + 61_000);
  expect(await seen()).toBe(180);
});

it('a hanging request delays those behind it once and no longer', async () => {
  await newModel(await newPerson('admin'));
  let first = true;
  const kv = anotherIsolate(bindings.CACHE);
  const CACHE = new Proxy(kv, {
    get(target, name: keyof KVNamespace) {
      if (name !== 'get' || !first) return target[name];
      first = false;
      return () => new Promise(() => {});
    },
  });
  const request = new Request(`${ORIGIN}/api/v1/models`);
  void createApp().fetch(request, { ...bindings, CACHE }, createExecutionContext());
  const took = async () => {
    const started = Date.now();
    expect((await get('/api/v1/models', { env: { CACHE } })).status).toBe(200);
    return Date.now() - started;
  };
  expect(await took()).toBeGreaterThan(1500);
  expect(await took()).toBeLessThan(1500);
});
