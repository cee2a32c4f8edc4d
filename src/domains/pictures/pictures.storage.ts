import { AppError } from '../../errors';
import type { CleanImage } from '../../lib/image/clean-image';
import type { Size } from './pictures.rules';

/** Returns the R2 key prefix of a picture: pictures/{id}/{size}. */
const prefixOf = (id: string) => `pictures/${id}/`;
export const keyOf = (id: string, size: Size) => `${prefixOf(id)}${size}`;

/** Streams the parts, so R2 and the Images binding read them without a copy of the whole. */
export function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const queue = parts.filter((part) => part.length > 0).values();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = queue.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** Calls R2. @throws AppError 503 for any failure. */
export async function callR2<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new AppError('ServiceUnavailableException', {}, { cause });
  }
}

/** Stores the cleaned file. R2 needs its length in advance. An upload that falls short stores nothing. */
export async function putOriginal(bucket: R2Bucket, id: string, image: CleanImage): Promise<void> {
  const { readable, writable } = new FixedLengthStream(image.bytes);
  const put = bucket.put(keyOf(id, 'original'), readable, {
    httpMetadata: { contentType: image.type },
  });
  const written = streamOf(image.parts).pipeTo(writable);
  // A failed put abandons its stream, so the write error is expected.
  written.catch(() => undefined);
  await put;
}

/** Stores a rendition unless one exists. The first writer wins. */
export async function putRendition(
  bucket: R2Bucket,
  id: string,
  size: Size,
  bytes: Uint8Array,
): Promise<void> {
  await bucket.put(keyOf(id, size), bytes, {
    httpMetadata: { contentType: 'image/webp' },
    onlyIf: { etagDoesNotMatch: '*' },
  });
}

/** Removes all objects of a picture. */
export async function removeObjects(bucket: R2Bucket, id: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix: prefixOf(id) });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
}
