import { describe, expect, it } from 'vitest';
import { stage } from '../helpers/data';
import { type Bytes, file } from '../helpers/images/files';
import { withMetadata } from '../helpers/images/metadata';
import { download, keysOf, rowsOf, uniquePicture, upload } from '../helpers/images/pictures';
import { holdsSecret, metadataIn } from '../helpers/images/reader';

const none = { IMAGES: undefined };

/** A binding that fails as in production when the month's transformations are used up. */
const failing = {
  IMAGES: {
    input: () => {
      throw Object.assign(new Error('IMAGES_TRANSFORM_ERROR 9422'), { code: 9422 });
    },
  },
};

describe.each([
  ['without the Images binding', none],
  ['while the Images binding fails', failing],
])('%s', (_, env) => {
  it('pictures are served as uploaded, in every size', async () => {
    const { admin, model_id } = await stage();
    const photo = withMetadata(uniquePicture(), 6);
    const { status, body } = await upload(admin, model_id, photo, '?is_public=true', { env });
    expect(status).toBe(200);
    const original = await download(body.urls.original, { env });
    for (const size of ['320', '800', '1600']) {
      const { headers, bytes } = await download(body.urls[size], { env });
      expect(headers.get('X-Rendition')).toBe('original');
      expect(headers.get('Cache-Control')).toBe('public, max-age=60');
      expect(headers.get('Content-Type')).toBe('image/jpeg');
      expect(bytes).toEqual(original.bytes);
      expect([metadataIn(bytes), holdsSecret(bytes)]).toEqual([['exif'], false]);
      const again = await download(body.urls[size], {
        env,
        headers: { 'If-None-Match': headers.get('ETag') ?? '' },
      });
      expect([again.status, again.headers.get('Cache-Control')]).toEqual([
        304,
        'public, max-age=60',
      ]);
      const head = await download(body.urls[size], { env, method: 'HEAD' });
      expect(head.headers.get('Content-Length')).toBe(String(bytes.length));
    }
    expect(await keysOf(body.picture_id)).toEqual([`pictures/${body.picture_id}/original`]);
    // Once it works, sizes are rendered correctly, even for callers that have the original.
    const tag = (await download(body.urls['800'], { env })).headers.get('ETag') ?? '';
    const now = await download(body.urls['800'], { headers: { 'If-None-Match': tag } });
    expect([now.status, now.headers.get('Content-Type')]).toEqual([200, 'image/webp']);
  });

  it('invalid files are rejected all the same', async () => {
    const { admin, model_id } = await stage();
    const whole = uniquePicture('progressive.jpg');
    const cut = whole.slice(0, whole.length - 200);
    const closed = Uint8Array.from([...cut, 0xff, 0xd9]) as Bytes;
    for (const bytes of [cut, closed, file('palette.png').slice(0, 900)]) {
      const { status, body } = await upload(admin, model_id, bytes, '', { env });
      expect([status, body.errors[0].code]).toEqual([422, 'truncated']);
    }
    expect(await rowsOf(model_id)).toEqual([]);
  });
});
