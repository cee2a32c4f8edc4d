import { beforeAll, describe, expect, it } from 'vitest';
import { bindings, get } from '../helpers/api';
import { counting } from '../helpers/counting';

// More than are sorted: from 1,500 known matches on a list is walked in its order.
const COUNT = 1700;
const PRICE = 98_765_000;
const TERMS = ['한', '한결', '한결같', 'z', 'Zé', 'zÉbra', 'ß', '늘 한결같은 자세로', '"', '%_'];

beforeAll(async () => {
  await bindings.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     INSERT INTO models (id, name, description, price_per_hour, boards, created_at, updated_at)
     SELECT 'walked-' || i, iif(i % 17, 'Zébra ', 'zéBRA ') || i, '늘 한결같은 자세로 "일" %_ Straße', ${PRICE} + i % 7,
       '["women"]', 1700000000000 + i % 5, 1700000000000 FROM n`,
  )
    .bind(COUNT)
    .run();
});

describe('a search with many matches', () => {
  const query = (q: string, more = '') =>
    `/api/v1/models?q=${encodeURIComponent(q)}&min_price=${PRICE}&max_price=${PRICE + 9}&sort=price_per_hour&limit=30${more}`;
  const headers = { 'Cache-Control': 'no-cache' };

  it.each(TERMS)('finds the same whether it is sorted or walked: %s', async (q) => {
    const { of } = counting();
    const pages: unknown[] = [];
    const ask = (more: string) => (env: Record<string, unknown>) =>
      get(query(q, more), { headers, env }).then(({ status, body }) => {
        expect(status).toBe(200);
        pages.push(body);
      });
    const counted = await of(ask(''));
    const walked = await of(ask(''));
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[0]).toMatchObject({ total: COUNT });
    expect(counted.rowsRead).toBeGreaterThan(COUNT);
    if (!/[éÉß]/.test(q) || q.length > 2) expect(walked.rowsRead).toBeLessThan(200);
    await of(ask('&skip=1690'));
    expect((pages[2] as { items: unknown[] }).items).toHaveLength(10);
  });
});
