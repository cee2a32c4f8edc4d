import { expect, it } from 'vitest';
import { get } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newModel, stage } from '../helpers/data';
import { bucketWith } from '../helpers/images/bucket';
import { download, uniquePicture, upload } from '../helpers/images/pictures';

/** Counts R2 calls by kind. */
function countingBucket() {
  const calls: string[] = [];
  const bucket = bucketWith((method, run) => {
    calls.push(method);
    return run();
  });
  return { calls, bucket };
}

it('an existing file costs one read of D1 and one of R2; 304 none of R2; HEAD no body', async () => {
  const { admin, model_id } = await stage();
  const { body } = await upload(admin, model_id, undefined, '?is_public=true');
  const { env, of } = counting();
  const { calls, bucket } = countingBucket();
  for (const size of ['320', 'original']) {
    calls.length = 0;
    let etag = '';
    const read = await of(async () => {
      const { headers } = await download(body.urls[size], { env: { ...env, PICTURES: bucket } });
      etag = headers.get('ETag') ?? '';
    });
    expect([read.d1, read.kvReads, calls]).toEqual([1, 0, ['get']]);
    expect(read.rowsRead).toBeLessThanOrEqual(2);
    calls.length = 0;
    const headers = { 'If-None-Match': etag };
    const same = await of(() =>
      download(body.urls[size], { headers, env: { ...env, PICTURES: bucket } }),
    );
    expect([same.d1, calls]).toEqual([1, []]);
    await download(body.urls[size], { method: 'HEAD', env: { ...env, PICTURES: bucket } });
    expect(calls).toEqual(['head']);
  }
});

it('a URL with a forged signature costs one read of D1 and none of R2', async () => {
  const { admin, model_id } = await stage();
  const { body } = await upload(admin, model_id);
  const { env, of } = counting();
  const { calls, bucket } = countingBucket();
  const url = body.urls['320'].replace(/signature=.*/, `signature=${'A'.repeat(43)}`);
  const cost = await of(() => download(url, { env: { ...env, PICTURES: bucket } }));
  expect([cost.d1, calls]).toEqual([1, []]);
});

it('an upload costs three round trips to D1 and two puts; a repeat one round trip and none', async () => {
  const { admin, model_id } = await stage();
  const { env, of } = counting();
  const { calls, bucket } = countingBucket();
  const bytes = uniquePicture();
  const send = () => upload(admin, model_id, bytes, '', { env: { ...env, PICTURES: bucket } });
  const first = await of(send);
  expect([first.d1Rounds, calls.sort()]).toEqual([3, ['put', 'put']]);
  calls.length = 0;
  const again = await of(send);
  expect([again.d1Rounds <= 2, calls]).toEqual([true, []]);
});

it('a listing of twenty with covers takes as many statements as one without', async () => {
  const { admin } = await stage();
  const board = 'board=foreign&sort=name&limit=20';
  const models: string[] = [];
  for (let i = 0; i < 20; i++) {
    models.push((await newModel(admin, { boards: ['foreign'], name: `가가 ${i}` })).model_id);
  }
  const list = async () => {
    const { env, of } = counting();
    let covers = 0;
    const cost = await of(async () => {
      const { body } = await get(`/api/v1/models?${board}`, { env });
      covers = body.items.filter(({ cover }: { cover: unknown }) => cover !== null).length;
    });
    return { covers, d1: cost.d1, rounds: cost.d1Rounds, rows: cost.rowsRead };
  };
  const before = await list();
  for (const id of models) {
    await upload(admin, id, undefined, '?is_public=true', { env: { IMAGES: undefined } });
  }
  const after = await list();
  expect(after.covers).toBe(20);
  expect([after.d1, after.rounds, after.rows]).toEqual([before.d1, before.rounds, before.rows]);
});
