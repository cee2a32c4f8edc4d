import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/client';
import { sweepPictures } from '../../src/domains/pictures/pictures.sweeps.service';
import { bindings, del } from '../helpers/api';
import { findings, stage } from '../helpers/data';
import { intercepted } from '../helpers/faults/statements';
import { bucketWith, failingBucket } from '../helpers/images/bucket';
import {
  download,
  keysOf,
  PICTURES,
  rowsOf,
  uniquePicture,
  upload,
} from '../helpers/images/pictures';

const HOUR = 3_600_000;
const sweep = (now: number, bucket = PICTURES) =>
  sweepPictures({ db: openDatabase(bindings.DB, 'first-primary'), bucket, now });

/** A D1 that fails once at the first matching statement; with `after`, once it has run. */
function failingOnce(pattern: RegExp, after = false) {
  let left = 1;
  return intercepted(bindings.DB, async (statements, run) => {
    if (left === 0 || !statements.some(({ sql }) => pattern.test(sql))) return run();
    left--;
    if (after) await run();
    throw new Error('D1_ERROR: D1 DB is overloaded.');
  });
}

/** Checks that R2 and D1 agree: no object without a row, no visible picture without its original. */
async function agreement() {
  const keys = (await PICTURES.list({ prefix: 'pictures/' })).objects.map(({ key }) => key);
  const { results } = await bindings.DB.prepare('SELECT id, state FROM pictures').all<{
    id: string;
    state: string;
  }>();
  const known = new Set(results.map(({ id }) => id));
  const orphans = keys.filter((key) => !known.has(key.split('/')[1] ?? ''));
  const lacking = results.filter(
    ({ id, state }) => state === 'ready' && !keys.includes(`pictures/${id}/original`),
  );
  return { orphans, lacking };
}

const READY = /update "pictures" set "state"/i;
const INSERT = /insert into "pictures"/i;

describe('an upload that fails', () => {
  it.each([
    ['while R2 is down', () => ({ PICTURES: failingBucket('put') })],
    ['when the answer of R2 is lost', () => ({ PICTURES: failingBucket('put', { after: true }) })],
    ['before its row', () => ({ DB: failingOnce(INSERT) })],
    ['when the answer about its row is lost', () => ({ DB: failingOnce(INSERT, true) })],
    ['before it is ready', () => ({ DB: failingOnce(READY) })],
    ['when the answer that it is ready is lost', () => ({ DB: failingOnce(READY, true) })],
  ])('%s returns 503, and its repeat succeeds', async (_, fault) => {
    for (const headers of [{}, { 'Idempotency-Key': crypto.randomUUID() }]) {
      const { admin, model_id } = await stage();
      const photo = uniquePicture();
      const options = { headers, env: fault() };
      const failed = await upload(admin, model_id, photo, '', options);
      // A transient fault is invisible for requests with a key.
      expect([200, 503]).toContain(failed.status);
      if (failed.status === 503) expect(failed.headers.get('Retry-After')).toBeTruthy();
      const again = await upload(admin, model_id, photo, '', { headers });
      expect(again.status).toBe(200);
      const rows = await rowsOf(model_id);
      expect(rows).toMatchObject([{ id: again.body.picture_id, state: 'ready' }]);
      expect((await download(again.body.urls['320'])).status).toBe(200);
      expect(await keysOf(rows[0]?.id)).toHaveLength(2);
    }
  });

  it('and is not repeated is removed after an hour: R2 and D1 agree', async () => {
    const { admin, model_id } = await stage();
    await upload(admin, model_id, undefined, '', { env: { PICTURES: failingBucket('put') } });
    await upload(admin, model_id, undefined, '', { env: { DB: failingOnce(READY) } });
    const rows = await rowsOf(model_id);
    expect(rows.map(({ state }) => state)).toEqual(['pending', 'pending']);
    const at = Date.now();
    await sweep(at + HOUR - 60_000);
    expect((await rowsOf(model_id)).map(({ state }) => state)).toEqual(['pending', 'pending']);
    await sweep(at + HOUR + 60_000);
    expect((await rowsOf(model_id)).map(({ state }) => state)).toEqual(['deleted', 'deleted']);
    for (const { id } of rows) expect(await keysOf(id)).toEqual([]);
    await sweep(at + 26 * HOUR);
    expect(await rowsOf(model_id)).toEqual([]);
    expect(await agreement()).toEqual({ orphans: [], lacking: [] });
    expect(await findings()).toEqual([]);
  });

  it('because the picture was deleted in the meantime leaves no object', async () => {
    const { admin, model_id } = await stage();
    const photo = uniquePicture();
    const bucket = bucketWith(async (method, run) => {
      const done = await run();
      if (method === 'put') {
        await bindings.DB.prepare(
          "UPDATE pictures SET state = 'deleted', deleted_at = 1 WHERE model_id = ? AND state = 'pending'",
        )
          .bind(model_id)
          .run();
      }
      return done;
    });
    const { status, body } = await upload(admin, model_id, photo, '', {
      env: { PICTURES: bucket },
    });
    expect([status, body.error_code]).toEqual([404, 'PictureNotFoundException']);
    const [row] = await rowsOf(model_id);
    expect(await keysOf(row?.id)).toEqual([]);
  });

  it('without R2 reports that', async () => {
    const { admin, model_id } = await stage();
    const { status, body } = await upload(admin, model_id, undefined, '', {
      env: { PICTURES: undefined },
    });
    expect([status, body.error_code]).toEqual([503, 'ServiceUnavailableException']);
    expect(await rowsOf(model_id)).toEqual([]);
  });
});

describe('a file', () => {
  it('while R2 is down returns an uncacheable 503', async () => {
    const { admin, model_id } = await stage();
    const { body } = await upload(admin, model_id, undefined, '?is_public=true');
    for (const size of ['320', '800', 'original']) {
      const { status, headers } = await download(body.urls[size], {
        env: { PICTURES: failingBucket('get') },
      });
      expect(status).toBe(503);
      expect(headers.get('Cache-Control')).toBe('private, no-store');
    }
  });

  it('that cannot be stored is shown all the same', async () => {
    const { admin, model_id } = await stage();
    const { body } = await upload(admin, model_id, undefined, '?is_public=true');
    const env = { PICTURES: failingBucket('put') };
    const { status, headers } = await download(body.urls['800'], { env });
    expect([status, headers.get('X-Rendition')]).toEqual([200, null]);
    expect(await keysOf(body.picture_id)).toHaveLength(2);
  });
});

describe('a deleted picture', () => {
  it('leaves no object after 25 hours, whatever was in progress', async () => {
    const { admin, model_id } = await stage();
    const { body } = await upload(admin, model_id, undefined, '?is_public=true');
    const id = body.picture_id as string;
    const at = Date.now();
    // Its rendition is stored after everything else has been removed.
    const slow = bucketWith(async (method, run) => {
      if (method === 'put') {
        await del(`/api/v1/pictures/${id}`, { token: admin.token });
        await sweep(at);
        expect(await keysOf(id)).toEqual([]);
      }
      return run();
    });
    expect((await download(body.urls['800'], { env: { PICTURES: slow } })).status).toBe(200);
    expect(await keysOf(id)).toEqual([`pictures/${id}/800`]);
    await sweep(at + 23 * HOUR);
    expect(await rowsOf(model_id)).toHaveLength(1);
    await sweep(at + 25 * HOUR);
    expect([await keysOf(id), await rowsOf(model_id)]).toEqual([[], []]);
    expect(await agreement()).toEqual({ orphans: [], lacking: [] });
  });

  it('is retried after R2 was down', async () => {
    const { admin, model_id } = await stage();
    const { body } = await upload(admin, model_id);
    await del(`/api/v1/pictures/${body.picture_id}`, { token: admin.token });
    await expect(sweep(Date.now(), failingBucket('list'))).rejects.toThrow();
    expect(await keysOf(body.picture_id)).toHaveLength(2);
    await sweep(Date.now());
    expect(await keysOf(body.picture_id)).toEqual([]);
  });
});

describe('five concurrent first requests for a rendition', () => {
  it('all succeed', async () => {
    const { admin, model_id } = await stage();
    const { body } = await upload(admin, model_id, undefined, '?is_public=true');
    const all = await Promise.all(Array.from({ length: 5 }, () => download(body.urls['1600'])));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(all.map(({ bytes }) => bytes.length)).size).toBe(1);
    expect(await keysOf(body.picture_id)).toContain(`pictures/${body.picture_id}/1600`);
  });
});
