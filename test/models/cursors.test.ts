import { beforeAll, describe, expect, it } from 'vitest';
import { bindings, get } from '../helpers/api';
import { counting } from '../helpers/counting';

// More than are sorted: from 500 known matches on, a board's list is scanned in order.
const COUNT = 1700;
const PRICE = 98_765_000;

beforeAll(async () => {
  await bindings.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     INSERT INTO models (id, name, description, price_per_hour, boards, created_at, updated_at)
     SELECT 'walked-' || i, iif(i % 17, 'Zébra ', 'zéBRA ') || CAST(i AS INTEGER), '늘 한결같은 자세로 "일" %_ Straße', ${PRICE} + i % 7,
       '["women"]', 1700000000000 + i % 5, 1700000000000 FROM n`,
  )
    .bind(COUNT)
    .run();
});

const headers = { 'Cache-Control': 'no-cache' };
// Shared, because an isolate's memory of totals belongs to its binding.
const { of } = counting();

/** Returns a list's body and the rows it read. */
async function ask(query: string) {
  let body: Record<string, unknown> = {};
  const { rowsRead, d1 } = await of(async (env) => {
    const answer = await get(`/api/v1/models?${query}`, { headers, env });
    expect(answer.status).toBe(200);
    body = answer.body;
  });
  return { body, rowsRead, d1 };
}

describe('a list scanned once for page and total', () => {
  const own = `min_price=${PRICE}&max_price=${PRICE + 9}&sort=price_per_hour&limit=30`;

  it.each([
    ['all match', 'q=z', COUNT],
    ['in several words', `q=${encodeURIComponent('zebra 한결 strasse')}`, COUNT],
    ['on a board', 'board=women', COUNT],
    ['without a filter of few', '', COUNT],
    ['none match', 'q=nothing-like-it', 0],
    ['few match, deep in the list', 'q=zebra+1699', 1],
  ])('%s', async (_, query, total) => {
    const counted = await ask(`${own}&${query}`);
    expect(counted.body).toMatchObject({ total, has_next: total > 30 });
    // A model, its board or text, and each match once more.
    expect(counted.rowsRead).toBeLessThan(6 * COUNT);
    const again = await ask(`${own}&${query}`);
    expect(again.body).toEqual(counted.body);
    expect(again.d1).toBe(1);
    if (total > 30) expect(again.rowsRead).toBeLessThan(300);
    const deep = await ask(`${own}&${query}&skip=1690`);
    expect(deep.body).toMatchObject({ total, has_next: false, has_prev: true });
    expect(deep.body.items).toHaveLength(Math.max(0, total - 1690));
  });

  it('past its end still has its total', async () => {
    const { body } = await ask(`${own}&q=strasse+zebra&skip=5000`);
    expect(body).toMatchObject({ total: COUNT, items: [], has_next: false });
  });
});

describe('above 10,000 matches', () => {
  const many = 10_050;
  const price = 91_234_000;
  const own = `min_price=${price}&max_price=${price}`;

  beforeAll(async () => {
    await bindings.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${many})
       INSERT INTO models (id, name, description, price_per_hour, created_at, updated_at)
       SELECT 'many-' || i, 'Many ' || i, '늘 한결같은 자세로 일합니다', ${price}, 1600000000000, 1600000000000 FROM n`,
    ).run();
    return () =>
      bindings.DB.prepare("UPDATE models SET deleted_at = 1 WHERE id GLOB 'many-*'").run();
  });

  it.each(['', '&q=many', `&free_from=${encodeURIComponent('2031-01-01')}&free_to=2031-01-02`])(
    'a list has a next page but no total: %s',
    async (query) => {
      const first = await ask(`${own}${query}`);
      expect(first.body).toMatchObject({ total: null, has_next: true, has_prev: false });
      expect(first.body.items).toHaveLength(10);
      const again = await ask(`${own}${query}`);
      expect(again.body).toEqual(first.body);
      const deep = await ask(`${own}${query}&skip=10045`);
      expect(deep.body).toMatchObject({ total: null, has_next: false, has_prev: true });
      expect(deep.body.items).toHaveLength(5);
    },
  );

  it('an unfiltered list still has its total', async () => {
    const live = await bindings.DB.prepare(
      'SELECT count(*) AS n FROM models WHERE deleted_at IS NULL',
    ).first<number>('n');
    const { body, rowsRead } = await ask('sort=name');
    expect(body).toMatchObject({ total: live, has_next: true });
    expect(rowsRead).toBeLessThan(100);
  });

  it('facets are null and scan nothing', async () => {
    const { rowsRead } = await of(async (env) => {
      const { status, body } = await get('/api/v1/models/facets?q=many', { headers, env });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        total: null,
        boards: { women: null },
        genders: { female: null },
        is_available: { true: null, false: null },
        price: { min: null, max: null },
      });
    });
    expect(rowsRead).toBeLessThan(10);
  });
});
