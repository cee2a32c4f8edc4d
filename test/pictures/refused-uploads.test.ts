import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../src/lib/image/bytes';
import { del } from '../helpers/api';
import { stage } from '../helpers/data';
import { type Bytes, file } from '../helpers/images/files';
import { withMetadata } from '../helpers/images/metadata';
import { keysOf, rowsOf, uniquePicture, upload } from '../helpers/images/pictures';
import { pngChunk } from '../helpers/images/pieces';

/** Returns a PNG of 30,000 × 30,000 identical pixels in 109 KB. */
async function bomb(): Promise<Bytes> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, 30_000);
  view.setUint32(4, 30_000);
  header.set([1, 0, 0, 0, 0], 8);
  const row = new Uint8Array(1 + 30_000 / 8);
  const { readable, writable } = new CompressionStream('deflate');
  const writer = writable.getWriter();
  const written = (async () => {
    for (let i = 0; i < 30_000; i++) await writer.write(row);
    await writer.close();
  })();
  const data = new Uint8Array(await new Response(readable).arrayBuffer());
  await written;
  return concatBytes([
    file('palette.png').slice(0, 8),
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', new Uint8Array()),
  ]);
}

describe('invalid input', () => {
  const text = (value: string) => new TextEncoder().encode(value) as Bytes;
  const whole = uniquePicture();
  const half = whole.slice(0, whole.length >> 1);

  it('is rejected with its reason, and leaves neither row nor object', async () => {
    const { admin, model_id } = await stage();
    const before = await keysOf();
    const cases: [Bytes, number, string | undefined][] = [
      [half, 422, 'truncated'],
      [concatBytes([half, Uint8Array.of(0xff, 0xd9)]), 422, 'truncated'],
      [whole.slice(0, 300), 422, 'truncated'],
      [text('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>'), 415, undefined],
      [text('GIF89a'), 415, undefined],
      [new Uint8Array(), 415, undefined],
      [await bomb(), 422, 'dimensions'],
      [withMetadata(whole, 2), 422, 'orientation'],
    ];
    for (const [bytes, expected, code] of cases) {
      const began = performance.now();
      const { status, body } = await upload(admin, model_id, bytes);
      expect(performance.now() - began).toBeLessThan(1000);
      expect([status, body.errors?.[0]?.code]).toEqual([expected, code]);
      if (code) expect(body.errors).toMatchObject([{ field: 'body', code }]);
    }
    expect(await keysOf()).toEqual(before);
    expect(await rowsOf(model_id)).toEqual([]);
  });

  it('in the form of a WebP that cannot be decoded is detected by decoding', async () => {
    const { admin, model_id } = await stage();
    const broken = file('lossy.webp').slice();
    broken.fill(0, 100);
    const { status, body } = await upload(admin, model_id, broken);
    expect([status, body.errors?.[0]?.code]).toEqual([422, 'undecodable']);
    expect(await rowsOf(model_id)).toEqual([]);
  });

  it('of more than 10 MiB is rejected while being read, declared or not', async () => {
    const { admin, model_id } = await stage();
    const large = new Uint8Array(10 * 1024 * 1024 + 1);
    large.set(whole);
    const declared = { headers: { 'Content-Length': String(large.length) } };
    for (const options of [declared, {}]) {
      const { status, body } = await upload(admin, model_id, large, '', options);
      expect([status, body.error_code]).toEqual([413, 'PayloadTooLargeException']);
      expect(body.error_message).toContain('10 MiB');
    }
    // Exact to the byte.
    const most = await upload(admin, model_id, large.slice(0, -1));
    expect(most.status).toBe(200);
  });

  it('is judged by its content, but a form or text is not a file', async () => {
    const { admin, model_id } = await stage();
    for (const type of ['multipart/form-data; boundary=x', 'text/plain', 'application/json']) {
      const headers = { 'Content-Type': type };
      expect((await upload(admin, model_id, whole, '', { headers })).status).toBe(415);
    }
    for (const query of ['?kind=x', '?is_public=1', `?alt=${'x'.repeat(301)}`, '?cover=true']) {
      expect((await upload(admin, model_id, whole, query)).status).toBe(422);
    }
  });

  it('is reported before an unknown model; a deleted model accepts no pictures', async () => {
    const { admin, model_id } = await stage();
    expect((await upload(admin, 'nobody', half)).status).toBe(422);
    const unknown = await upload(admin, 'nobody');
    expect([unknown.status, unknown.body.error_code]).toEqual([404, 'ModelNotFoundException']);
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    expect((await upload(admin, model_id)).status).toBe(404);
    expect(await rowsOf(model_id)).toEqual([]);
  });

  it('from clients and strangers is refused', async () => {
    const { client, model_id } = await stage();
    expect((await upload(client, model_id)).status).toBe(403);
    expect((await upload({ ...client, token: '' }, model_id)).status).toBe(401);
  });
});
