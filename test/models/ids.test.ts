import { describe, expect, it } from 'vitest';
import { bindings, del, get } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newModel, newPerson } from '../helpers/data';

async function newModels(count: number) {
  const admin = await newPerson('admin');
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await newModel(admin)).model_id);
  return { admin, ids };
}

const list = (ids: string[], more = '') => get(`/api/v1/models?ids=${ids.join(',')}${more}`);
const idsOf = (body: { items: { model_id: string }[] }) => body.items.map((item) => item.model_id);

describe('ids', () => {
  it('select these models, on one page, in list order', async () => {
    const { ids } = await newModels(12);
    const { status, body } = await list(ids);
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 12, skip: 0, limit: 12, has_next: false });
    expect(idsOf(body)).toEqual(ids.toReversed());
    expect(idsOf((await list(ids, '&sort=created_at')).body)).toEqual(ids);
  });

  it('omit unknown and deleted models, and count each once', async () => {
    const { admin, ids } = await newModels(3);
    await del(`/api/v1/models/${ids[0]}`, { token: admin.token });
    const { body } = await list([...ids, ...ids, 'unknown', '', "'; DROP TABLE models"]);
    expect(body).toMatchObject({ total: 2, limit: 5 });
    expect(idsOf(body)).toEqual([ids[2], ids[1]]);
  });

  it('combine with filters, limit and cursor', async () => {
    const { ids } = await newModels(4);
    const first = (await list(ids, '&limit=3&min_price=10000')).body;
    expect(first).toMatchObject({ total: 4, limit: 3, has_next: true });
    const { body } = await list(ids, `&limit=3&min_price=10000&cursor=${first.next_cursor}`);
    expect(idsOf(body)).toEqual([ids[0]]);
    expect((await list(ids, '&min_price=90000000')).body).toMatchObject({ total: 0, items: [] });
  });

  it('are never cached, and read only their own rows', async () => {
    const { ids } = await newModels(2);
    const { of } = counting();
    for (let round = 0; round < 2; round++) {
      const cost = await of(async (env) => {
        const { headers } = await get(`/api/v1/models?ids=${ids.join(',')}`, { env });
        expect(headers.get('X-Cache')).toBe('BYPASS');
        expect(headers.get('Cache-Control')).toBe('private, no-store');
      });
      expect(cost.kvWrites).toBeLessThanOrEqual(1);
      expect(cost.rowsRead).toBeLessThan(40);
    }
    await bindings.DB.prepare('UPDATE models SET height_cm = 199 WHERE id = ?').bind(ids[0]).run();
    const { items } = (await list(ids)).body;
    expect(items.map((item: { height_cm: number }) => item.height_cm)).toContain(199);
  });

  it.each([
    ['none', 'ids='],
    ['nothing but commas', 'ids=,,'],
    ['101', `ids=${Array.from({ length: 101 }, (_, n) => n).join(',')}`],
    ['one of 101 characters', `ids=${'x'.repeat(101)}`],
  ])('%s returns 422', async (_, query) => {
    const { status, body } = await get(`/api/v1/models?${query}`);
    expect(status).toBe(422);
    expect(body.errors[0].field).toMatch(/^ids/);
  });

  it('allow up to a hundred', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `unknown-${n}`);
    expect((await list(ids)).body).toMatchObject({ total: 0, limit: 100, items: [] });
  });
});
