import { AppError } from '../../lib/errors';
import type { CleanImage } from '../../lib/image/clean-image';
import type { Size } from './pictures.rules';

/** What R2 holds of pictures, under pictures/{id}/{size}. */
const prefixOf = (id: string) => `pictures/${id}/`;
export const keyOf = (id: string, size: Size) => `${prefixOf(id)}${size}`;

/** The parts as a stream: R2 and the Images binding read them without a copy of the whole. */
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

/** A call of R2. @throws AppError 503 when it fails, whatever the failure. */
export async function callR2<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new AppError('ServiceUnavailableException', {}, { cause });
  }
}

/** Puts the cleaned file. R2 wants to know its length beforehand; one that comes short leaves nothing. */
export async function putOriginal(bucket: R2Bucket, id: string, image: CleanImage): Promise<void> {
  const { readable, writable } = new FixedLengthStream(image.bytes);
  const put = bucket.put(keyOf(id, 'original'), readable, {
    httpMetadata: { contentType: image.type },
  });
  const written = streamOf(image.parts).pipeTo(writable);
  // A put that fails lets go of its stream, which is then no news.
  written.catch(() => undefined);
  await put;
}

/** Keeps a rendition unless there is one: whoever comes first. */
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

/** Removes everything that is kept of a picture. */
export async function removeObjects(bucket: R2Bucket, id: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix: prefixOf(id) });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
}
