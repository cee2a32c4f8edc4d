import { describe, expect, it } from 'vitest';
import { bindings, del, get, type Options, put } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';
import { anotherIsolate } from '../helpers/faults/statements';

const LIST = '/api/v1/models?limit=100';
const path = (modelId: string) => `/api/v1/models/${modelId}`;
const { CACHE } = bindings;

const xCache = async (url: string, options?: Options) =>
  (await get(url, options)).headers.get('X-Cache');

/** Returns a model's entry in the list; undefined if it is missing. */
async function listed(modelId: string, url = LIST, options?: Options) {
  const { status, body } = await get(url, options);
  expect(status).toBe(200);
  return body.items.find((item: { model_id: string }) => item.model_id === modelId);
}

async function cacheKeys() {
  const names: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: KVNamespaceListResult<unknown> = await CACHE.list({ cursor });
    names.push(...page.keys.map(({ name }) => name));
    cursor = page.list_complete ? null : page.cursor;
  }
  return names;
}

describe('X-Cache', () => {
  it('is MISS, then HIT with the same body, then MISS after a write', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const first = await get(LIST);
    expect(first.headers.get('X-Cache')).toBe('MISS');
    const second = await get(LIST);
    expect(second.headers.get('X-Cache')).toBe('HIT');
    expect(second.text).toBe(first.text);
    expect(second.headers.get('ETag')).toBe(first.headers.get('ETag'));
    await put(path(model_id), { height_cm: 170 }, { token: admin.token });
    expect(await xCache(LIST)).toBe('MISS');
  });

  it('is HIT for clients too, with the public body, and their response is private', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    await newModel(admin);
    const { text } = await get(LIST);
    const answer = await get(LIST, { token: client.token });
    expect(answer.headers.get('X-Cache')).toBe('HIT');
    expect(answer.headers.get('Cache-Control')).toMatch(/private|no-store/);
    expect(answer.text).toBe(text);
  });

  it('is BYPASS for admins, who see a write that is not in KV', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    await get(LIST);
    await bindings.DB.prepare('UPDATE models SET height_cm = 199 WHERE id = ?')
      .bind(model_id)
      .run();
    expect(await xCache(LIST, { token: admin.token })).toBe('BYPASS');
    expect((await listed(model_id, LIST, { token: admin.token })).height_cm).toBe(199);
  });

  it.each(['no-cache', 'no-store', 'max-age=0, no-cache'])('is BYPASS for %s', async (value) => {
    const { model_id } = await newModel(await newPerson('admin'));
    await get(LIST);
    await bindings.DB.prepare('UPDATE models SET height_cm = 199 WHERE id = ?')
      .bind(model_id)
      .run();
    const headers = { 'Cache-Control': value };
    expect(await xCache(LIST, { headers })).toBe('BYPASS');
    expect((await listed(model_id, LIST, { headers })).height_cm).toBe(199);
  });

  it.each(['q=하늘', 'skip=1', 'min_price=20000', 'max_height=180'])(
    'is never HIT for %s: there are too many variants',
    async (query) => {
      await newModel(await newPerson('admin'));
      const url = `/api/v1/models?${query}`;
      expect([await xCache(url), await xCache(url)]).not.toContain('HIT');
    },
  );

  it('accompanies a 304 for a caller that has the page, until a write', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const headers = { 'If-None-Match': (await get(LIST)).headers.get('ETag') ?? '' };
    expect((await get(LIST, { headers })).status).toBe(304);
    await put(path(model_id), { height_cm: 170 }, { token: admin.token });
    expect((await get(LIST, { headers })).status).toBe(200);
  });
});

describe('a write is visible to the next read', () => {
  it('after create, change and delete, many times in a row', async () => {
    const admin = await newPerson('admin');
    for (let round = 0; round < 10; round++) {
      const { model_id, name } = await newModel(admin);
      expect((await listed(model_id)).name).toBe(name);
      for (const height_cm of [170, 171]) {
        await put(path(model_id), { height_cm }, { token: admin.token });
        expect((await listed(model_id)).height_cm).toBe(height_cm);
      }
      await del(path(model_id), { token: admin.token });
      expect(await listed(model_id)).toBeUndefined();
    }
  });

  it('on every cached page', async () => {
    const admin = await newPerson('admin');
    const fields = { boards: ['hands'], gender: 'male', is_available: true };
    const { model_id } = await newModel(admin, fields);
    const pages = [
      '',
      'sort=-created_at',
      'board=hands',
      'gender=male',
      'is_available=true',
      'board=hands&gender=male&is_available=true',
    ].map((query) => `/api/v1/models?limit=50&${query}`);
    for (const page of pages) expect(await listed(model_id, page)).toBeDefined();
    await put(path(model_id), { stage_name: '새 이름' }, { token: admin.token });
    for (const page of pages) {
      expect((await listed(model_id, page)).stage_name).toBe('새 이름');
      expect(await xCache(page)).toBe('HIT');
    }
    await put(path(model_id), { boards: [], gender: null }, { token: admin.token });
    for (const page of pages.slice(2, 4)) expect(await listed(model_id, page)).toBeUndefined();
  });

  it('after 20 readers raced 5 writers', async () => {
    const admin = await newPerson('admin');
    const models = [];
    for (let n = 0; n < 5; n++) models.push(await newModel(admin));
    for (const height_cm of [171, 172, 173, 174, 175]) {
      const write = ({ model_id }: { model_id: string }) =>
        put(path(model_id), { height_cm }, { token: admin.token });
      const readers = (count: number) => Array.from({ length: count }, () => get(LIST));
      const racing = models.flatMap((model) => [...readers(2), write(model), ...readers(2)]);
      const answers = await Promise.all(racing);
      expect(answers.map(({ status }) => status)).toEqual(Array(25).fill(200));
      for (const { model_id } of [...models, ...models]) {
        expect((await listed(model_id)).height_cm).toBe(height_cm);
      }
    }
  });

  it('even if a slow reader stores its older result in KV afterwards', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const [filled, written] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = {
      get: CACHE.get.bind(CACHE),
      getWithMetadata: CACHE.getWithMetadata.bind(CACHE),
      put: async (...args: Parameters<KVNamespace['put']>) => {
        filled.resolve();
        await written.promise;
        await CACHE.put(...args);
      },
    };
    const reader = get(LIST, { env: { CACHE: slow } });
    await filled.promise;
    await put(path(model_id), { height_cm: 188 }, { token: admin.token });
    written.resolve();
    expect((await reader).status).toBe(200);
    expect((await listed(model_id)).height_cm).toBe(188);
  });
});

it('private fields reach neither KV nor a public response', async () => {
  const [admin, client] = [await newPerson('admin'), await newPerson()];
  const marker = crypto.randomUUID();
  const secrets = {
    birth_date: '1987-06-05',
    notes_internal: `메모 ${marker}`,
    mother_agency: `Agency ${marker}`,
    commission_pct: 37,
  };
  const { model_id } = await newModel(admin, { ...secrets, boards: ['curve'] });
  const pages = [LIST, '/api/v1/models', '/api/v1/models?board=curve', `${LIST}&sort=name`];
  for (const url of [...pages, path(model_id)]) {
    expect((await get(url, { token: admin.token })).text).toContain('notes_internal');
    for (const token of [undefined, client.token]) {
      const { text } = await get(url, { token });
      expect(text).not.toContain(marker);
      expect(text).not.toMatch(/birth_date|notes_internal|mother_agency|commission_pct/);
    }
  }
  expect((await get(LIST, { token: admin.token })).text).toContain(marker);
  const names = await cacheKeys();
  expect(names.length).toBeGreaterThan(pages.length);
  for (const name of names) {
    const { value, metadata } = await CACHE.getWithMetadata(name);
    const kept = `${name} ${value} ${JSON.stringify(metadata)}`;
    expect(kept).not.toContain(marker);
    expect(kept).not.toMatch(/birth_date|notes_internal|mother_agency|commission_pct/);
  }
});

describe('without KV', () => {
  const reject = () => Promise.reject(new Error('KV is down'));
  const DOWN = { get: reject, getWithMetadata: reject, put: reject, delete: reject, list: reject };

  it.each([
    ['down', DOWN],
    ['not bound', undefined],
  ])('%s, the catalogue can still be read and written', async (_, kv) => {
    const admin = await newPerson('admin');
    const options = { env: { CACHE: kv }, token: admin.token };
    const { model_id } = await newModel(admin);
    expect(await listed(model_id, LIST, { env: { CACHE: kv } })).toBeDefined();
    expect((await put(path(model_id), { height_cm: 181 }, options)).status).toBe(200);
    expect((await listed(model_id, LIST, { env: { CACHE: kv } })).height_cm).toBe(181);
    expect((await del(path(model_id), options)).status).toBe(200);
    expect(await listed(model_id, LIST, { env: { CACHE: kv } })).toBeUndefined();
  });

  /** Overwrites the values of matching keys and keeps their metadata. */
  async function spoil(keys: RegExp, text: string) {
    const names = (await cacheKeys()).filter((name) => keys.test(name));
    expect(names).not.toEqual([]);
    for (const name of names) {
      const { metadata } = await CACHE.getWithMetadata(name);
      await CACHE.put(name, text, { metadata });
    }
  }

  it.each(['', 'garbage', 'null', '<html>', '{"total":0,"items":[]}'])(
    'with %j in its pages',
    async (text) => {
      await newModel(await newPerson('admin'));
      const right = await get(LIST);
      await spoil(/:page:/, text);
      const answer = await get(LIST, { env: { CACHE: anotherIsolate(CACHE) } });
      expect(answer.headers.get('X-Cache')).toBe('MISS');
      expect(answer.text).toBe(right.text);
    },
  );

  it.each(['', 'garbage', 'null', '{"id":5}'])('with the epoch %j', async (text) => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    await spoil(/epoch/, text);
    await get(LIST);
    await put(path(model_id), { height_cm: 190 }, { token: admin.token });
    await spoil(/epoch/, text);
    expect(await listed(model_id)).toMatchObject({ height_cm: 190 });
  });
});
