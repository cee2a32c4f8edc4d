import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../src/lib/image/bytes';
import { cleanImage } from '../../src/lib/image/clean-image';
import { sizeOf } from '../../src/lib/image/size';
import { bindings, del, get, put } from '../helpers/api';
import { newPerson, stage } from '../helpers/data';
import { type Bytes, file } from '../helpers/images/files';
import { TAIL, withMetadata } from '../helpers/images/metadata';
import { download, keysOf, rowsOf, uniquePicture, upload } from '../helpers/images/pictures';
import { holdsSecret, metadataIn } from '../helpers/images/reader';

const RENDITIONS = ['320', '800', '1600'];
const clean = async (bytes: Bytes) => concatBytes((await cleanImage(bytes)).parts);

describe('an upload', () => {
  it('returns the picture with its Location and URLs', async () => {
    const { admin, model_id } = await stage();
    const { status, body, headers } = await upload(
      admin,
      model_id,
      uniquePicture(),
      `?kind=digital&is_public=true&alt=${encodeURIComponent('앞모습')}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ model_id, kind: 'digital', is_public: true, position: 1, alt: '앞모습' },
      ...{ width: 330, height: 370, bytes: 2927, content_type: 'image/jpeg' },
    });
    expect(headers.get('Location')).toBe(`/api/v1/pictures/${body.picture_id}`);
    expect(headers.get('X-Existing')).toBeNull();
    const { urls } = body;
    expect(RENDITIONS.map((size) => urls[size])).toEqual(
      RENDITIONS.map((size) => `/api/v1/pictures/${body.picture_id}/${size}`),
    );
    expect(urls.original).toMatch(/\/original\?expires=\d+&signature=[\w-]{43}$/);
    const second = await upload(admin, model_id);
    expect(second.body).toMatchObject({
      position: 2,
      is_public: false,
      kind: 'portfolio',
      alt: null,
    });
  });

  it('keeps no EXIF, GPS or XMP; the original keeps its orientation and nothing else', async () => {
    const { admin, model_id } = await stage();
    const photo = withMetadata(uniquePicture(), 6);
    expect(metadataIn(photo)).toEqual(expect.arrayContaining(['exif', 'gps', 'xmp', 'iptc']));
    const { body } = await upload(admin, model_id, photo, '?is_public=true');
    expect(body).toMatchObject({ width: 370, height: 330 });
    for (const size of RENDITIONS) {
      const { bytes, headers } = await download(body.urls[size]);
      expect(headers.get('Content-Type')).toBe('image/webp');
      expect([metadataIn(bytes), holdsSecret(bytes)]).toEqual([[], false]);
      const width = Math.min(Number(size), 370);
      expect(sizeOf(bytes.slice(0, 40))).toMatchObject({
        width,
        height: Math.round((width * 330) / 370),
      });
    }
    const original = await download(body.urls.original);
    expect(Number(original.headers.get('Content-Length'))).toBe(original.bytes.length);
    expect(metadataIn(original.bytes)).toEqual(['exif']);
    expect(holdsSecret(original.bytes)).toBe(false);
    expect(original.bytes.slice(2, 6)).toEqual(Uint8Array.of(0xff, 0xe1, 0, 34));
    // After the orientation come the pixels as they were sent.
    const pixels = concatBytes([original.bytes.slice(0, 2), original.bytes.slice(38)]);
    expect(pixels).toEqual(await clean(photo));
  });

  it('loses data after the end of the image', async () => {
    const { admin, model_id } = await stage();
    const photo = concatBytes([uniquePicture(), TAIL]);
    const { body } = await upload(admin, model_id, photo);
    const { bytes } = await download(body.urls.original);
    expect(Buffer.from(bytes).includes('<script>')).toBe(false);
    expect(bytes).toEqual(await clean(photo));
  });

  it.each(['palette.png', 'interlaced.png', 'lossy.webp', 'lossless.webp', 'cmyk.jpg'])(
    'accepts %s, whatever its declared type',
    async (name) => {
      const { admin, model_id } = await stage();
      const headers = { 'Content-Type': 'application/octet-stream' };
      const { status, body } = await upload(admin, model_id, file(name), '', { headers });
      expect(status).toBe(200);
      const type = name.endsWith('jpg') ? 'jpeg' : name.split('.')[1];
      expect(body.content_type).toBe(`image/${type}`);
      const { bytes, headers: sent } = await download(body.urls.original);
      expect(sent.get('Content-Type')).toBe(`image/${type}`);
      expect(bytes).toEqual(await clean(file(name)));
    },
  );
});

describe('the same file again', () => {
  it('returns the existing picture, whatever the repeat says about it', async () => {
    const { admin, model_id } = await stage();
    const photo = uniquePicture();
    const first = await upload(admin, model_id, photo, '?is_public=true');
    for (const headers of [{}, { 'Idempotency-Key': crypto.randomUUID() }]) {
      const again = await upload(admin, model_id, photo, '?kind=digital&alt=other', { headers });
      expect(again.headers.get('X-Existing')).toBe('true');
      expect(again.body).toEqual(first.body);
    }
    const other = await stage();
    const elsewhere = await upload(other.admin, other.model_id, photo);
    expect(elsewhere.headers.get('X-Existing')).toBeNull();
    await del(`/api/v1/pictures/${first.body.picture_id}`, { token: admin.token });
    const anew = await upload(admin, model_id, photo);
    expect(anew.headers.get('X-Existing')).toBeNull();
    expect(anew.body.picture_id).not.toBe(first.body.picture_id);
  });

  it('under the same key replays the first response; another file under it is rejected', async () => {
    const { admin, model_id } = await stage();
    const [photo, headers] = [uniquePicture(), { 'Idempotency-Key': crypto.randomUUID() }];
    const first = await upload(admin, model_id, photo, '', { headers });
    const again = await upload(admin, model_id, photo, '', { headers });
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(again.headers.get('X-Existing')).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await upload(admin, model_id, uniquePicture(), '', { headers });
    expect([other.status, other.body.error_code]).toEqual([422, 'IdempotencyConflictException']);
    const query = await upload(admin, model_id, photo, '?is_public=true', { headers });
    expect(query.status).toBe(422);
    expect(await rowsOf(model_id)).toHaveLength(1);
  });

  it('twenty times concurrently is one picture with one set of objects', async () => {
    const { admin, model_id } = await stage();
    const photo = uniquePicture();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => upload(admin, model_id, photo)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const ids = new Set(answers.map(({ body }) => body.picture_id));
    expect(ids.size).toBe(1);
    expect(answers.filter(({ headers }) => !headers.get('X-Existing'))).toHaveLength(1);
    const [id = ''] = ids;
    expect(await keysOf(id)).toEqual([`pictures/${id}/320`, `pictures/${id}/original`]);
    expect(await rowsOf(model_id)).toHaveLength(1);
  });

  it('does not count twice at the limit of 60', async () => {
    const { admin, model_id } = await stage();
    const photos = Array.from({ length: 80 }, () => uniquePicture());
    const env = { IMAGES: undefined };
    const answers = await Promise.all(
      photos.map((photo) => upload(admin, model_id, photo, '', { env })),
    );
    const full = answers.filter(({ status }) => status === 409);
    expect([answers.filter(({ status }) => status === 200).length, full.length]).toEqual([60, 20]);
    expect(full[0]?.body).toMatchObject({
      error_code: 'QuotaExceededException',
      conflict: { limit: 60 },
    });
    const rows = await rowsOf(model_id);
    expect(rows.filter(({ state }) => state === 'ready')).toHaveLength(60);
    const there = photos[answers.findIndex(({ status }) => status === 200)] as Bytes;
    const again = await upload(admin, model_id, there, '', { env });
    expect([again.status, again.headers.get('X-Existing')]).toEqual([200, 'true']);
  });
});

it('is in the audit log with its author', async () => {
  const [admin, { model_id }] = [await newPerson('admin'), await stage()];
  const { body } = await upload(admin, model_id);
  await put(`/api/v1/pictures/${body.picture_id}`, { is_public: true }, { token: admin.token });
  await del(`/api/v1/pictures/${body.picture_id}`, { token: admin.token });
  const { results } = await bindings.DB.prepare(
    'SELECT action, actor_id, changes FROM audit_log WHERE target_id = ? ORDER BY seq',
  )
    .bind(body.picture_id)
    .all();
  expect(results.map(({ action, actor_id }) => [action, actor_id])).toEqual([
    ['picture.created', admin.id],
    ['picture.updated', admin.id],
    ['picture.deleted', admin.id],
  ]);
  expect(JSON.parse(results[1]?.changes as string)).toEqual({ is_public: [0, 1] });
  const log = await get(`/api/v1/audit-log?target_id=${body.picture_id}`, { token: admin.token });
  expect(log.body.items).toHaveLength(3);
});
