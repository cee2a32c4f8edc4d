import { describe, expect, it } from 'vitest';
import { bindings, del, get, post, put } from '../helpers/api';
import { counting } from '../helpers/counting';
import { at, newModel, newPerson, window } from '../helpers/data';

const FACETS = '/api/v1/models/facets';

/** Creates models with a common marker and returns their facets. */
async function newShelf(models: Record<string, unknown>[]) {
  const admin = await newPerson('admin');
  const marker = crypto.randomUUID();
  const ids: string[] = [];
  for (const fields of models) {
    ids.push((await newModel(admin, { description: `표시 ${marker}`, ...fields })).model_id);
  }
  const facets = async (query = '') => {
    const { status, body } = await get(`${FACETS}?q=${marker}&${query}`);
    expect(status).toBe(200);
    return body;
  };
  return { admin, ids, marker, facets };
}

const SHELF = [
  { boards: ['women', 'curve'], gender: 'female', price_per_hour: 20_000, height_cm: 180 },
  { boards: ['women'], gender: 'female', price_per_hour: 30_000, is_available: false },
  { boards: ['men'], gender: 'male', price_per_hour: 40_000, height_cm: 190 },
  { price_per_hour: 50_000 },
];

describe('facets', () => {
  it('count every value, including those with no models', async () => {
    const { facets } = await newShelf(SHELF);
    const body = await facets();
    expect(body).toMatchObject({
      total: 4,
      boards: { women: 2, curve: 1, men: 1, hands: 0 },
      genders: { female: 2, male: 1, non_binary: 0 },
      is_available: { true: 3, false: 1 },
      price: { min: 20_000, max: 50_000 },
    });
    expect(Object.keys(body.boards)).toHaveLength(11);
  });

  it('apply all filters except their own', async () => {
    const { facets } = await newShelf(SHELF);
    expect(await facets('board=women')).toMatchObject({
      total: 2,
      boards: { women: 2, curve: 1, men: 1 },
      genders: { female: 2, male: 0 },
      is_available: { true: 1, false: 1 },
      price: { min: 20_000, max: 30_000 },
    });
    expect(await facets('gender=female&is_available=true')).toMatchObject({
      total: 1,
      boards: { women: 1, curve: 1, men: 0 },
      genders: { female: 1, male: 1, non_binary: 0 },
      is_available: { true: 1, false: 1 },
      price: { min: 20_000, max: 20_000 },
    });
    expect(await facets('min_price=30000&max_price=40000')).toMatchObject({
      total: 2,
      boards: { women: 1, curve: 0, men: 1 },
      is_available: { true: 1, false: 1 },
      price: { min: 20_000, max: 50_000 },
    });
    expect(await facets('min_height=185')).toMatchObject({
      total: 1,
      boards: { men: 1, women: 0 },
      price: { min: 40_000, max: 40_000 },
    });
    expect(await facets('min_height=250')).toMatchObject({
      total: 0,
      price: { min: null, max: null },
    });
  });

  it('respect free windows and ids', async () => {
    const { admin, ids, facets } = await newShelf(SHELF);
    await post(`/api/v1/models/${ids[2]}/book-outs`, window(0, 5), { token: admin.token });
    expect(await facets(`free_from=${at(4)}&free_to=${at(6)}`)).toMatchObject({
      total: 2,
      boards: { women: 1, men: 0 },
    });
    expect(await facets(`ids=${ids[0]},${ids[3]},unknown`)).toMatchObject({
      total: 2,
      genders: { female: 1, male: 0 },
    });
  });

  it('are cached like lists, until a write', async () => {
    const { admin, ids } = await newShelf(SHELF);
    const ask = async (query = '') => {
      const { headers, body } = await get(`${FACETS}?${query}`);
      return [headers.get('X-Cache'), body.total];
    };
    const [, total] = await ask();
    expect(await ask()).toEqual(['HIT', total]);
    await del(`/api/v1/models/${ids[0]}`, { token: admin.token });
    expect(await ask()).toEqual(['MISS', total - 1]);
    for (const query of ['q=x', 'ids=x', 'min_price=1']) {
      expect([(await ask(query))[0], (await ask(query))[0]]).not.toContain('HIT');
    }
  });

  it.each(['q=가', 'ids=x', 'free_from=2026-12-01&free_to=2026-12-02'])(
    'of %s are not cached',
    async (query) => {
      const { headers } = await get(`${FACETS}?${query}`);
      expect(headers.get('Cache-Control')).toBe('private, no-store');
      expect(headers.get('X-Cache')).toBe('BYPASS');
    },
  );

  it('read at most three rows per live model', async () => {
    const { marker } = await newShelf(SHELF);
    const live = await bindings.DB.prepare('SELECT live FROM catalogue_state').first<number>(
      'live',
    );
    const { of } = counting();
    for (const query of ['', `q=${marker}`, 'board=women&min_price=20000']) {
      const headers = { 'Cache-Control': 'no-cache' };
      const cost = await of((env) => get(`${FACETS}?${query}`, { env, headers }));
      expect(cost.d1).toBe(1);
      expect(cost.rowsRead).toBeLessThanOrEqual(3 * (live ?? 0) + 10);
    }
  });

  it.each([
    ['limit=5', 'limit'],
    ['sort=name', 'sort'],
    ['board=x', 'board'],
    ['min_price=2&max_price=1', 'max_price'],
    ['free_from=2026-12-01', 'free_to'],
  ])('%s returns 422 for %s', async (query, field) => {
    const { status, body } = await get(`${FACETS}?${query}`);
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ field }]);
  });

  it('are the same for clients and admins', async () => {
    const { admin, ids } = await newShelf(SHELF);
    await put(`/api/v1/models/${ids[0]}`, { gender: 'non_binary' }, { token: admin.token });
    const anonymous = await get(FACETS);
    const client = await newPerson();
    for (const token of [client.token, admin.token]) {
      expect((await get(FACETS, { token })).body).toEqual(anonymous.body);
    }
  });
});
