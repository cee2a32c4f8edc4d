import { describe, expect, it } from 'vitest';
import { del, get, put } from '../helpers/api';
import { findings, stage } from '../helpers/data';
import { download, listPictures, modelWithPictures, NO_CACHE } from '../helpers/images/pictures';

const idsIn = (answer: { body: { items: { picture_id: string }[] } }) =>
  answer.body.items.map(({ picture_id }) => picture_id);

describe('the list', () => {
  it('is short and in order: public pictures for everyone, all for admins', async () => {
    const { admin, client, model_id, ids } = await modelWithPictures(2, 1);
    const open = await listPictures(model_id);
    expect(open.body).toMatchObject({
      total: 2,
      skip: 0,
      limit: 2,
      has_next: false,
      has_prev: false,
    });
    expect(idsIn(open)).toEqual(ids.slice(0, 2));
    expect(open.body.items[0].urls).not.toHaveProperty('original');
    expect(idsIn(await listPictures(model_id, '', { token: client.token }))).toEqual(
      ids.slice(0, 2),
    );
    const all = await listPictures(model_id, '', { token: admin.token });
    expect(idsIn(all)).toEqual(ids);
    expect(all.body.items.map(({ position }: { position: number }) => position)).toEqual([1, 2, 3]);
    expect((await listPictures('nobody')).status).toBe(404);
    expect((await listPictures(model_id, '?limit=5')).status).toBe(422);
    const { model_id: empty } = await stage();
    expect((await listPictures(empty)).body).toMatchObject({ total: 0, limit: 0, items: [] });
  });

  it('can be filtered by kind', async () => {
    const { admin, model_id, ids } = await modelWithPictures(2);
    await put(`/api/v1/pictures/${ids[1]}`, { kind: 'digital' }, { token: admin.token });
    expect(idsIn(await listPictures(model_id, '?kind=digital'))).toEqual([ids[1]]);
    expect(idsIn(await listPictures(model_id, '?kind=comp_card'))).toEqual([]);
    expect((await listPictures(model_id, '?kind=selfie')).status).toBe(422);
  });
});

describe('a change', () => {
  it('to private hides the picture immediately, and the cover moves on', async () => {
    const { admin, model_id, ids, pictures } = await modelWithPictures(2);
    const before = await get(`/api/v1/models/${model_id}`, NO_CACHE);
    expect(before.body.cover).toMatchObject({
      picture_id: ids[0],
      alt: 'no0',
      width: 330,
      height: 370,
    });
    const list = await listPictures(model_id);
    await put(`/api/v1/pictures/${ids[0]}`, { is_public: false }, { token: admin.token });
    expect((await get(`/api/v1/pictures/${ids[0]}`)).status).toBe(404);
    expect((await download(pictures[0].urls['320'])).status).toBe(404);
    const after = await get(`/api/v1/models/${model_id}`, NO_CACHE);
    expect(after.body.cover.picture_id).toBe(ids[1]);
    expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'));
    expect(after.body.updated_at).toBe(before.body.updated_at);
    expect((await listPictures(model_id)).headers.get('ETag')).not.toBe(list.headers.get('ETag'));
    // The model's ETag stays valid, so an open form does not become stale.
    const tag = { 'If-Match': before.headers.get('ETag') ?? '' };
    const saved = await put(
      `/api/v1/models/${model_id}`,
      { price_per_hour: 160_000 },
      { token: admin.token, headers: tag },
    );
    expect(saved.status).toBe(200);
    await put(`/api/v1/pictures/${ids[1]}`, { is_public: false }, { token: admin.token });
    expect((await get(`/api/v1/models/${model_id}`, NO_CACHE)).body.cover).toBeNull();
    expect(await findings()).toEqual([]);
  });

  it('of a cover’s text appears in the cached listing', async () => {
    const { admin, model_id, ids } = await modelWithPictures(1);
    const path = `/api/v1/models?limit=100`;
    const cover = async () => {
      const { items } = (await get(path)).body;
      return items.find((one: { model_id: string }) => one.model_id === model_id)?.cover;
    };
    expect((await cover()).alt).toBe('no0');
    await put(`/api/v1/pictures/${ids[0]}`, { alt: '새 설명' }, { token: admin.token });
    expect((await cover()).alt).toBe('새 설명');
    await put(`/api/v1/pictures/${ids[0]}`, { alt: null }, { token: admin.token });
    expect((await cover()).alt).toBeNull();
  });

  it('honours If-Match and rejects unknown fields; a picture accepts itself as read', async () => {
    const { admin, client, ids } = await modelWithPictures(1);
    const path = `/api/v1/pictures/${ids[0]}`;
    const auth = { token: admin.token };
    const { body, headers } = await get(path, auth);
    expect((await put(path, { ...body, alt: 'b' }, auth)).status).toBe(200);
    const stale = { ...auth, headers: { 'If-Match': headers.get('ETag') ?? '' } };
    expect((await put(path, { alt: 'c' }, stale)).status).toBe(412);
    expect((await del(path, stale)).status).toBe(412);
    expect((await put(path, { cover: true }, auth)).status).toBe(422);
    expect((await put(path, { alt: 'x'.repeat(301) }, auth)).status).toBe(422);
    expect((await put(path, { alt: 'c' }, { token: client.token })).status).toBe(403);
    expect((await put('/api/v1/pictures/nobody', { alt: 'c' }, auth)).status).toBe(404);
  });
});

describe('deleting', () => {
  it('takes effect immediately', async () => {
    const { admin, model_id, ids, pictures } = await modelWithPictures(2);
    const path = `/api/v1/pictures/${ids[0]}`;
    const gone = await del(path, { token: admin.token });
    expect([gone.status, gone.body.message]).toEqual([200, '사진이 삭제되었습니다']);
    expect((await del(path, { token: admin.token })).status).toBe(404);
    expect((await download(pictures[0].urls['320'])).status).toBe(404);
    expect((await download(pictures[0].urls.original)).status).toBe(404);
    expect(idsIn(await listPictures(model_id))).toEqual([ids[1]]);
    expect((await get(`/api/v1/models/${model_id}`, NO_CACHE)).body.cover.picture_id).toBe(ids[1]);
  });

  it('a model also deletes its pictures', async () => {
    const { admin, model_id, pictures } = await modelWithPictures(1, 1);
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    for (const { urls } of pictures) expect((await download(urls.original)).status).toBe(404);
    expect((await listPictures(model_id)).status).toBe(404);
    expect(await findings()).toEqual([]);
  });
});
