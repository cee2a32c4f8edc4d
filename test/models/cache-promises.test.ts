import { afterEach, describe, expect, it, vi } from 'vitest';
import { bindings, get, put } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';
import { anotherIsolate, sessionsOf } from '../helpers/faults/statements';

afterEach(() => vi.restoreAllMocks());

/** Another isolate, whose KV forgets every page. */
const forgetful = () => ({ CACHE: anotherIsolate(bindings.CACHE) });

describe('the D1 session of a catalogue read', () => {
  const read = async (path: string, headers: Record<string, string> = {}, token?: string) => {
    const { DB, opened } = sessionsOf(bindings.DB);
    const { status } = await get(path, { env: { DB, ...forgetful() }, headers, token });
    expect(status).toBe(200);
    return [...new Set(opened)];
  };

  it('is the primary for filling the cache', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    expect(await read(`/api/v1/models/${model_id}`)).toEqual(['first-primary']);
    expect(await read('/api/v1/models?limit=20')).toEqual(['first-primary']);
    expect(await read('/api/v1/models/facets')).toEqual(['first-primary']);
  });

  it('is at the epoch’s bookmark for uncached reads, and the primary for admins', async () => {
    const admin = await newPerson('admin');
    await newModel(admin);
    const [constraint] = await read('/api/v1/models?q=x');
    expect(constraint).toMatch(/^[0-9a-f-]{10,}$/);
    expect(await read('/api/v1/models', {}, admin.token)).toEqual(['first-primary']);
  });

  it('starts at the caller’s bookmark, for a model, a list and facets', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const bookmark = '00000000-00000001-00000002-0123456789abcdef0123456789abcdef';
    const seen = { 'X-D1-Bookmark': bookmark };
    for (const path of [`/${model_id}`, '', '?q=x', '/facets']) {
      expect(await read(`/api/v1/models${path}`, seen)).toEqual([bookmark]);
    }
  });
});

describe('an epoch that KV has lost', () => {
  it('is published again by an isolate that knows the later one', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin, { height_cm: 170 });
    const path = `/api/v1/models/${model_id}`;
    await get(path);
    const earlier = await bindings.CACHE.get('models:epoch');
    await put(path, { height_cm: 180 }, { token: admin.token });
    // A late write of another isolate: in KV, the latest write wins.
    await bindings.CACHE.put('models:epoch', earlier ?? '');
    const now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => now + 61_000);
    await get(path);
    const found = JSON.parse((await bindings.CACHE.get('models:epoch')) ?? '{}');
    expect(found.id).not.toBe(JSON.parse(earlier ?? '{}').id);
    expect(found.at).toBeGreaterThan(JSON.parse(earlier ?? '{}').at);
    expect((await get(path, { env: forgetful() })).body.height_cm).toBe(180);
  });
});

describe('headers for caches', () => {
  it.each(['', '/facets', '/MODEL', '?q=x'])(
    'Vary and Cache-Control of /models%s',
    async (path) => {
      const admin = await newPerson('admin');
      const { model_id } = await newModel(admin);
      const url = `/api/v1/models${path.replace('MODEL', model_id)}`;
      const client = await newPerson();
      const anonymous = await get(url);
      const vary = anonymous.headers.get('Vary')?.split(/, */) ?? [];
      expect(vary).toEqual(expect.arrayContaining(['Authorization', 'Origin', 'Accept-Language']));
      expect(anonymous.headers.get('Cache-Control')).toMatch(/^public, max-age=0/);
      for (const Authorization of [
        `Bearer ${client.token}`,
        `Bearer ${admin.token}`,
        'Bearer stale',
      ]) {
        const { headers, status } = await get(url, { headers: { Authorization } });
        expect(status).toBe(200);
        expect(headers.get('Cache-Control')).toBe('private, no-store');
        expect(headers.get('Vary')).toContain('Authorization');
      }
    },
  );
});

describe('invalid KV content', () => {
  it.each([
    ['a body with another digest', (key: string) => ({ key, digest: 'x'.repeat(27) })],
    ['a bad ETag', (key: string) => ({ key, digest: 5, etag: 'not\na tag' })],
    ['nothing about it', () => undefined],
    ['a list', () => [1, 2]],
    ['another key', () => ({ key: 'models:page:other', digest: 'x' })],
  ])('is a miss: %s', async (_, metadataOf) => {
    await newModel(await newPerson('admin'));
    const { text } = await get('/api/v1/models');
    const { keys } = await bindings.CACHE.list({ prefix: 'models:page:' });
    for (const { name } of keys) {
      const metadata = metadataOf(name) as Record<string, unknown> | undefined;
      await bindings.CACHE.put(name, '{"total":666}', metadata ? { metadata } : {});
    }
    const { status, headers, text: again } = await get('/api/v1/models', { env: forgetful() });
    expect(status).toBe(200);
    expect(headers.get('X-Cache')).toBe('MISS');
    expect(again).toBe(text);
  });
});
