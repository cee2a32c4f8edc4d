import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/db/constants';
import { get } from '../helpers/api';
import { atTime } from '../helpers/clock';
import { download, listPictures, modelWithPictures, NO_CACHE } from '../helpers/images/pictures';

describe('a file', () => {
  it('can be displayed but not executed, in no language and not in part', async () => {
    const { pictures } = await modelWithPictures(1);
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

  it('returns 304 while the caller has it; HEAD returns its length', async () => {
    const { pictures } = await modelWithPictures(1);
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

describe('an original', () => {
  it('needs a signature, even for a public picture', async () => {
    const { pictures } = await modelWithPictures(1);
    const { urls, picture_id } = pictures[0];
    expect((await download(`/api/v1/pictures/${picture_id}/original`)).status).toBe(404);
    const { status, headers } = await download(urls.original);
    expect([status, headers.get('Cache-Control')]).toEqual([200, 'private, max-age=3600']);
    expect((await download(`/api/v1/pictures/${picture_id}/640`)).status).toBe(404);
  });
});

describe('a private picture', () => {
  it('is invisible to clients and strangers', async () => {
    const { client, model_id, ids } = await modelWithPictures(0, 1);
    const [id] = ids;
    for (const token of [undefined, client.token]) {
      expect((await listPictures(model_id, '', { token })).body.items).toEqual([]);
      expect((await get(`/api/v1/pictures/${id}`, { token })).status).toBe(404);
      expect(
        (await get(`/api/v1/models/${model_id}`, { token, ...NO_CACHE })).body.cover,
      ).toBeNull();
    }
    for (const size of ['320', '800', '1600', 'original']) {
      expect((await download(`/api/v1/pictures/${id}/${size}`)).status).toBe(404);
    }
  });

  it('is shown by a signed URL until its hour, and by no other', async () => {
    const { pictures, ids } = await modelWithPictures(0, 2);
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

it('is hidden once the signed URL expires, to the millisecond', async () => {
  const { pictures } = await modelWithPictures(0, 1);
  const url: string = pictures[0].urls['320'];
  const expires = Number(new URL(url, 'http://x').searchParams.get('expires')) * 1000;
  const statusAt = (instant: number) => atTime(instant, async () => (await download(url)).status);
  expect([await statusAt(expires - 1), await statusAt(expires)]).toEqual([200, 404]);
});
