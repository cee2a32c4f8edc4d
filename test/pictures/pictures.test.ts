import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/db/constants';
import { bindings, del, get, put } from '../helpers/api';
import { atTime } from '../helpers/clock';
import { findings, newPerson, stage } from '../helpers/data';
import { download, upload } from '../helpers/images/pictures';

const NO_CACHE = { headers: { 'Cache-Control': 'no-cache' } };
const listOf = (modelId: string, query = '', options = {}) =>
  get(`/api/v1/models/${modelId}/pictures${query}`, { ...NO_CACHE, ...options });

/** A model with pictures, the first ones public. */
async function withPictures(publicOnes: number, privateOnes = 0) {
  const all = await stage();
  const pictures = [];
  const env = { IMAGES: undefined };
  for (let i = 0; i < publicOnes + privateOnes; i++) {
    const query = `?is_public=${i < publicOnes}&alt=no${i}`;
    pictures.push((await upload(all.admin, all.model_id, undefined, query, { env })).body);
  }
  return { ...all, pictures, ids: pictures.map(({ picture_id }) => picture_id as string) };
}

const idsIn = (answer: { body: { items: { picture_id: string }[] } }) =>
  answer.body.items.map(({ picture_id }) => picture_id);

describe('the list', () => {
  it('is short and in order: public ones to everybody, all to admins', async () => {
    const { admin, client, model_id, ids } = await withPictures(2, 1);
    const open = await listOf(model_id);
    expect(open.body).toMatchObject({
      total: 2,
      skip: 0,
      limit: 2,
      has_next: false,
      has_prev: false,
    });
    expect(idsIn(open)).toEqual(ids.slice(0, 2));
    expect(open.body.items[0].urls).not.toHaveProperty('original');
    expect(idsIn(await listOf(model_id, '', { token: client.token }))).toEqual(ids.slice(0, 2));
    const all = await listOf(model_id, '', { token: admin.token });
    expect(idsIn(all)).toEqual(ids);
    expect(all.body.items.map(({ position }: { position: number }) => position)).toEqual([1, 2, 3]);
    expect((await listOf('nobody')).status).toBe(404);
    expect((await listOf(model_id, '?limit=5')).status).toBe(422);
    const { model_id: empty } = await stage();
    expect((await listOf(empty)).body).toMatchObject({ total: 0, limit: 0, items: [] });
  });

  it('can be of one kind', async () => {
    const { admin, model_id, ids } = await withPictures(2);
    await put(`/api/v1/pictures/${ids[1]}`, { kind: 'digital' }, { token: admin.token });
    expect(idsIn(await listOf(model_id, '?kind=digital'))).toEqual([ids[1]]);
    expect(idsIn(await listOf(model_id, '?kind=comp_card'))).toEqual([]);
    expect((await listOf(model_id, '?kind=selfie')).status).toBe(422);
  });
});

describe('a private picture', () => {
  it('is nowhere for clients and strangers', async () => {
    const { client, model_id, ids } = await withPictures(0, 1);
    const [id] = ids;
    for (const token of [undefined, client.token]) {
      expect((await listOf(model_id, '', { token })).body.items).toEqual([]);
      expect((await get(`/api/v1/pictures/${id}`, { token })).status).toBe(404);
      expect(
        (await get(`/api/v1/models/${model_id}`, { token, ...NO_CACHE })).body.cover,
      ).toBeNull();
    }
    for (const size of ['320', '800', '1600', 'original']) {
      expect((await download(`/api/v1/pictures/${id}/${size}`)).status).toBe(404);
    }
  });

  it('is shown by a signed address until its hour, and by no other', async () => {
    const { pictures, ids } = await withPictures(0, 2);
    const url: string = pictures[0].urls['320'];
    const shown = await download(url);
    expect(shown.status).toBe(200);
    expect(shown.headers.get('Cache-Control')).toMatch(/^private, max-age=/);
    const expires = Number(new URL(url, 'http://x').searchParams.get('expires')) * 1000;
    expect([expires % HOUR, expires - Date.now() > HOUR, expires - Date.now() <= 2 * HOUR]).toEqual(
      [...[0, true, true]],
    );
    const spoilt = [
      url.replace(ids[0] ?? '', ids[1] ?? ''),
      url.replace('/320?', '/800?'),
      url.replace('/320?', '/original?'),
      url.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 3600}`),
      url.replace(/signature=./, (all) => `signature=${all.at(-1) === 'A' ? 'B' : 'A'}`),
      url.replace(/signature=[\w-]+/, 'signature='),
      url.replace(/&signature.*/, ''),
      url.replace(/expires=\d+/, 'expires=1e99'),
      url.replace(/expires=\d+/, 'expires='),
    ];
    for (const address of spoilt) {
      expect([address, (await download(address)).status]).toEqual([address, 404]);
    }
  });
});

it('a signed address is over at the millisecond of its hour', async () => {
  const { pictures } = await withPictures(0, 1);
  const url: string = pictures[0].urls['320'];
  const expires = Number(new URL(url, 'http://x').searchParams.get('expires')) * 1000;
  const statusAt = (instant: number) => atTime(instant, async () => (await download(url)).status);
  expect([await statusAt(expires - 1), await statusAt(expires)]).toEqual([200, 404]);
});

describe('an original', () => {
  it('needs a signature, also of a public picture', async () => {
    const { pictures } = await withPictures(1);
    const { urls, picture_id } = pictures[0];
    expect((await download(`/api/v1/pictures/${picture_id}/original`)).status).toBe(404);
    const { status, headers } = await download(urls.original);
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'private, max-age=3600']);
    expect((await download(`/api/v1/pictures/${picture_id}/640`)).status).toBe(404);
  });
});

describe('a change', () => {
  it('to private hides the picture at once, and the cover moves on', async () => {
    const { admin, model_id, ids, pictures } = await withPictures(2);
    const before = await get(`/api/v1/models/${model_id}`, NO_CACHE);
    expect(before.body.cover).toMatchObject({
      picture_id: ids[0],
      alt: 'no0',
      width: 330,
      height: 370,
    });
    const list = await listOf(model_id);
    await put(`/api/v1/pictures/${ids[0]}`, { is_public: false }, { token: admin.token });
    expect((await get(`/api/v1/pictures/${ids[0]}`)).status).toBe(404);
    expect((await download(pictures[0].urls['320'])).status).toBe(404);
    const after = await get(`/api/v1/models/${model_id}`, NO_CACHE);
    expect(after.body.cover.picture_id).toBe(ids[1]);
    expect(after.headers.get('ETag')).not.toBe(before.headers.get('ETag'));
    expect(after.body.updated_at).toBe(before.body.updated_at);
    expect((await listOf(model_id)).headers.get('ETag')).not.toBe(list.headers.get('ETag'));
    // Nobody's open form of the model goes stale.
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

  it('of the words of a cover is in the listing that is cached', async () => {
    const { admin, model_id, ids } = await withPictures(1);
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

  it('honours If-Match and refuses what it does not know; a picture comes back as it was read', async () => {
    const { admin, client, ids } = await withPictures(1);
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
  it('is at once', async () => {
    const { admin, model_id, ids, pictures } = await withPictures(2);
    const path = `/api/v1/pictures/${ids[0]}`;
    const gone = await del(path, { token: admin.token });
    expect([gone.status, gone.body.message]).toEqual([200, '사진이 삭제되었습니다']);
    expect((await del(path, { token: admin.token })).status).toBe(404);
    expect((await download(pictures[0].urls['320'])).status).toBe(404);
    expect((await download(pictures[0].urls.original)).status).toBe(404);
    expect(idsIn(await listOf(model_id))).toEqual([ids[1]]);
    expect((await get(`/api/v1/models/${model_id}`, NO_CACHE)).body.cover.picture_id).toBe(ids[1]);
  });

  it('of a model takes its pictures along', async () => {
    const { admin, model_id, pictures } = await withPictures(1, 1);
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    for (const { urls } of pictures) expect((await download(urls.original)).status).toBe(404);
    expect((await listOf(model_id)).status).toBe(404);
    expect(await findings()).toEqual([]);
  });
});

describe('the order', () => {
  const order = (admin: { token: string }, modelId: string, ids: unknown[]) =>
    put(`/api/v1/models/${modelId}/pictures/order`, { picture_ids: ids }, { token: admin.token });

  it('decides on the cover', async () => {
    const { admin, model_id, ids } = await withPictures(3, 1);
    const [a, b, c, d] = ids;
    const { status, body } = await order(admin, model_id, [d, c, a, b]);
    expect(status).toBe(200);
    expect(body.items.map((one: { picture_id: string }) => one.picture_id)).toEqual([d, c, a, b]);
    expect(idsIn(await listOf(model_id))).toEqual([c, a, b]);
    expect((await get(`/api/v1/models/${model_id}`, NO_CACHE)).body.cover.picture_id).toBe(c);
    expect((await order(admin, model_id, [d, c, a, b])).status).toBe(200);
    expect(await findings()).toEqual([]);
  });

  it('of another set than the present one changes nothing', async () => {
    const { admin, model_id, ids } = await withPictures(2, 1);
    const foreign = (await withPictures(1)).ids[0] ?? '';
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
    expect(idsIn(await listOf(model_id, '', { token: admin.token }))).toEqual(ids);
    expect((await order(admin, 'nobody', [a])).status).toBe(404);
    expect((await order(admin, model_id, [1])).status).toBe(422);
    const client = await newPerson();
    expect((await order(client, model_id, ids)).status).toBe(403);
  });

  it('that two ask for at once ends as one of them', async () => {
    const { admin, model_id, ids } = await withPictures(4);
    const orders = [ids.toReversed(), [ids[2], ids[0], ids[3], ids[1]]];
    const answers = await Promise.all(orders.map((one) => order(admin, model_id, one)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const end = idsIn(await listOf(model_id));
    expect(orders).toContainEqual(end);
    expect(await findings()).toEqual([]);
  });

  it('cannot be held by raw SQL against the rules of the database', async () => {
    const { ids } = await withPictures(1);
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

describe('a file', () => {
  it('may be shown but not run, in no language, and not in part', async () => {
    const { pictures } = await withPictures(1);
    const { headers } = await download(pictures[0].urls['320'], {
      headers: { Range: 'bytes=0-9', 'Accept-Language': 'en' },
    });
    const expected = {
      'cache-control': 'public, max-age=3600',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'none',
      'content-type': 'image/webp',
      'content-language': null,
      vary: 'Origin',
    };
    expect(
      Object.fromEntries(Object.keys(expected).map((name) => [name, headers.get(name)])),
    ).toEqual(expected);
  });

  it('is answered by 304 while the caller has it; HEAD tells its length', async () => {
    const { pictures } = await withPictures(1);
    for (const url of [pictures[0].urls['320'], pictures[0].urls.original]) {
      const { headers, bytes } = await download(url);
      const etag = headers.get('ETag') ?? '';
      for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
        const again = await download(url, { headers: { 'If-None-Match': tag } });
        expect([again.status, again.bytes.length]).toEqual([304, 0]);
        expect(again.headers.get('ETag')).toBe(etag);
      }
      expect((await download(url, { headers: { 'If-None-Match': '"x"' } })).status).toBe(200);
      const head = await download(url, { method: 'HEAD' });
      expect([head.status, head.bytes.length]).toEqual([200, 0]);
      expect(head.headers.get('Content-Length')).toBe(String(bytes.length));
      expect(head.headers.get('ETag')).toBe(etag);
    }
  });
});
