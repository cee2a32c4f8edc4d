import { describe, expect, it } from 'vitest';
import { BOARDS, GENDERS } from '../../src/db/constants';
import { MODEL_SORTS } from '../../src/domains/models/models.query.schemas';
import { bindings, get } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newModel, newPerson } from '../helpers/data';
import { anotherIsolate, intercepted } from '../helpers/faults/statements';

/** Yields different requests without a token: every cacheable page, and more. */
function* requests() {
  for (const limit of [10, 20, 100, 50, 7, 33])
    for (const sort of MODEL_SORTS)
      for (const board of ['', ...BOARDS])
        for (const gender of ['', ...GENDERS]) {
          const filters = `${board && `&board=${board}`}${gender && `&gender=${gender}`}`;
          yield `/api/v1/models?limit=${limit}&sort=${sort}${filters}`;
        }
}

describe('cache writes by anonymous callers', () => {
  it('are at most 100 in KV for 2,000 different requests', async () => {
    const { model_id } = await newModel(await newPerson('admin'));
    const { of } = counting();
    const different = [
      `/api/v1/models/${model_id}`,
      ...['', ...BOARDS].map((board) => `/api/v1/models/facets${board && `?board=${board}`}`),
      ...[...requests()].slice(0, 1_987),
    ];
    expect(new Set(different).size).toBe(2_000);
    const { kvWrites } = await of(async (env) => {
      for (const path of different) await get(path, { env });
    });
    expect(kvWrites).toBeGreaterThan(20);
    expect(kvWrites).toBeLessThanOrEqual(100);
  }, 120_000);

  it('are in memory only for a single model', async () => {
    const { model_id } = await newModel(await newPerson('admin'));
    await get('/api/v1/models');
    const { of } = counting();
    const cost = await of(async (env) => {
      await get('/api/v1/models', { env });
      for (const cache of ['MISS', 'HIT']) {
        const { headers } = await get(`/api/v1/models/${model_id}`, { env });
        expect(headers.get('X-Cache')).toBe(cache);
      }
    });
    const { keys } = await bindings.CACHE.list({ prefix: 'models:page:' });
    expect(cost.kvWrites).toBeLessThanOrEqual(1);
    expect(JSON.stringify(keys)).not.toContain(model_id);
  });
});

describe('40 concurrent callers with the same request', () => {
  const all = (path: string, env: Record<string, unknown>) =>
    Promise.all(Array.from({ length: 40 }, () => get(path, { env })));

  it('share the response for a missing model', async () => {
    const { of } = counting();
    const cost = await of(async (env) => {
      const answers = await all('/api/v1/models/unknown', env);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
      expect(new Set(answers.map(({ body }) => body.request_id)).size).toBe(40);
    });
    expect(cost.d1).toBe(1);
  });

  it('share a database failure and its duration', async () => {
    let asked = 0;
    const DB = intercepted(bindings.DB, async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw new Error('D1_ERROR: D1 DB is overloaded.');
    });
    const started = Date.now();
    const answers = await all('/api/v1/models/away', { DB, CACHE: anotherIsolate(bindings.CACHE) });
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(asked).toBe(1);
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});
