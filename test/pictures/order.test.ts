import { describe, expect, it } from 'vitest';
import { bindings, get, put } from '../helpers/api';
import { findings, newPerson } from '../helpers/data';
import { listPictures, modelWithPictures, NO_CACHE } from '../helpers/images/pictures';

const idsIn = (answer: { body: { items: { picture_id: string }[] } }) =>
  answer.body.items.map(({ picture_id }) => picture_id);

describe('the order', () => {
  const order = (admin: { token: string }, modelId: string, ids: unknown[]) =>
    put(`/api/v1/models/${modelId}/pictures/order`, { picture_ids: ids }, { token: admin.token });

  it('determines the cover', async () => {
    const { admin, model_id, ids } = await modelWithPictures(3, 1);
    const [a, b, c, d] = ids;
    const { status, body } = await order(admin, model_id, [d, c, a, b]);
    expect(status).toBe(200);
    expect(body.items.map((one: { picture_id: string }) => one.picture_id)).toEqual([d, c, a, b]);
    expect(idsIn(await listPictures(model_id))).toEqual([c, a, b]);
    expect((await get(`/api/v1/models/${model_id}`, NO_CACHE)).body.cover.picture_id).toBe(c);
    expect((await order(admin, model_id, [d, c, a, b])).status).toBe(200);
    expect(await findings()).toEqual([]);
  });

  it('of another set than the current one changes nothing', async () => {
    const { admin, model_id, ids } = await modelWithPictures(2, 1);
    const foreign = (await modelWithPictures(1)).ids[0] ?? '';
    const [a = '', b = '', c = ''] = ids;
    const cases: [string[], { missing: string[]; unknown: string[] }][] = [
      [[b, a], { missing: [c], unknown: [] }],
      [[c, b, a, foreign], { missing: [], unknown: [foreign] }],
      [[c, b, b], { missing: [a], unknown: [b] }],
      [[c, b, a, a], { missing: [], unknown: [a] }],
      [[foreign, b, a], { missing: [c], unknown: [foreign] }],
      [[], { missing: ids, unknown: [] }],
    ];
    for (const [asked, conflict] of cases) {
      const answer = await order(admin, model_id, asked);
      expect([answer.status, answer.body.error_code]).toEqual([409, 'PictureSetChangedException']);
      expect(answer.body.conflict).toEqual(conflict);
    }
    expect(idsIn(await listPictures(model_id, '', { token: admin.token }))).toEqual(ids);
    expect((await order(admin, 'nobody', [a])).status).toBe(404);
    expect((await order(admin, model_id, [1])).status).toBe(422);
    const client = await newPerson();
    expect((await order(client, model_id, ids)).status).toBe(403);
  });

  it('is one of two when two are set concurrently', async () => {
    const { admin, model_id, ids } = await modelWithPictures(4);
    const orders = [ids.toReversed(), [ids[2], ids[0], ids[3], ids[1]]];
    const answers = await Promise.all(orders.map((one) => order(admin, model_id, one)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const end = idsIn(await listPictures(model_id));
    expect(orders).toContainEqual(end);
    expect(await findings()).toEqual([]);
  });

  it('cannot violate the database’s rules by raw SQL', async () => {
    const { ids } = await modelWithPictures(1);
    const raw = (sql: string) => bindings.DB.prepare(sql).bind(ids[0]).run();
    await expect(raw("UPDATE pictures SET state = 'pending' WHERE id = ?")).rejects.toThrow(
      'PICTURE_STATE',
    );
    await expect(raw("UPDATE pictures SET sha256 = 'x' WHERE id = ?")).rejects.toThrow();
    await raw("UPDATE pictures SET state = 'deleted', deleted_at = 1 WHERE id = ?");
    await expect(
      raw("UPDATE pictures SET state = 'ready', deleted_at = NULL WHERE id = ?"),
    ).rejects.toThrow('PICTURE_STATE');
  });
});
