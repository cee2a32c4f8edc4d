import { singleFlight } from '../../cache/single-flight';
import { secretsOf } from '../../env';
import { AppError } from '../../errors';
import type { ServiceContext } from '../../http/context';
import { orientationSegment } from '../../lib/image/orientation';
import { renderRendition } from './pictures.renditions';
import { findPicture, findThroughPackage, type PictureRow } from './pictures.repository';
import { isRendition, type Rendition, type Size } from './pictures.rules';
import { bucketOf, notFound } from './pictures.service';
import { callR2, keyOf, putRendition } from './pictures.storage';
import { isSigned, parsePackageLink, type Signature } from './pictures.urls';

/**
 * Finds the picture behind a URL. Everyone may see the renditions of a public picture; everything else needs
 * a signature. @throws AppError 404
 */
export async function findVisible(
  ctx: ServiceContext,
  id: string,
  size: Size,
  signature: Signature,
): Promise<PictureRow> {
  const signed = isSigned(id, size, signature, secretsOf(ctx.settings), ctx.now);
  const { package: through } = signature;
  if (signed && through) {
    const shown = await findThroughPackage(ctx.db, id, parsePackageLink(through), ctx.now);
    if (!shown) throw notFound(id);
    return shown;
  }
  const row = await findPicture(ctx.db, id);
  if (!row) throw notFound(id);
  // Without the Images binding, every size of a public picture is its original.
  if (!signed && !(row.isPublic && isRendition(size))) throw notFound(id);
  return row;
}

/** A picture's bytes, stored or just rendered. */
export interface PictureFile {
  body: ReadableStream | Uint8Array<ArrayBuffer> | null;
  length: number;
  type: string;
  /** Whether this is the original, because the rendition is unavailable. */
  instead: boolean;
}

const WEBP = 'image/webp';

/** Reads an original for sending. A JPEG that was rotated gets its orientation back and no other metadata. */
async function readOriginal(bucket: R2Bucket, row: PictureRow, instead: boolean, bare: boolean) {
  const { id, rotation, contentType: type } = row;
  const segment = rotation === 0 ? new Uint8Array() : orientationSegment(rotation);
  const head = segment.length > 0 ? 2 : 0;
  const key = keyOf(id, 'original');
  const stored = await callR2<R2Object | R2ObjectBody | null>(() =>
    bare ? bucket.head(key) : bucket.get(key, { range: { offset: head } }),
  );
  // The row exists, so the object should too: R2 lags behind or has lost it.
  if (!stored) throw new AppError('ServiceUnavailableException');
  const length = stored.size + segment.length;
  if (!('body' in stored)) return { body: null, length, type, instead };
  if (head === 0) return { body: stored.body, length, type, instead };
  const { readable, writable } = new FixedLengthStream(length);
  const write = async () => {
    const writer = writable.getWriter();
    await writer.write(Uint8Array.of(0xff, 0xd8, ...segment));
    writer.releaseLock();
    await stored.body.pipeTo(writable);
  };
  write().catch(() => undefined);
  return { body: readable, length, type, instead };
}

const flights = new Map<string, Promise<unknown>>();

/** Renders and stores a rendition. Returns undefined if the Images binding is missing or fails. */
async function makeRendition(
  ctx: ServiceContext,
  bucket: R2Bucket,
  row: PictureRow,
  size: Rendition,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const { images, background } = ctx;
  if (!images) return undefined;
  return singleFlight(flights, keyOf(row.id, size), background, async () => {
    const original = await callR2(() => bucket.get(keyOf(row.id, 'original')));
    if (!original) throw new AppError('ServiceUnavailableException');
    const made = await renderRendition(images, original.body, row, size).catch(() => undefined);
    if (!made || made.length === 0) return undefined;
    background(putRendition(bucket, row.id, size, made).catch(() => undefined));
    return made;
  });
}

/**
 * Reads a picture's file in a size. Renditions are created on first request. @param bare omits the bytes
 * @throws AppError 503 if R2 fails
 */
export async function readFile(
  ctx: ServiceContext,
  row: PictureRow,
  size: Size,
  bare: boolean,
): Promise<PictureFile> {
  const bucket = bucketOf(ctx);
  if (!isRendition(size)) return readOriginal(bucket, row, false, bare);
  const key = keyOf(row.id, size);
  const stored = await callR2<R2Object | R2ObjectBody | null>(() =>
    bare ? bucket.head(key) : bucket.get(key),
  );
  if (stored) {
    const body = 'body' in stored ? stored.body : null;
    return { body, length: stored.size, type: WEBP, instead: false };
  }
  const made = await makeRendition(ctx, bucket, row, size);
  if (!made) return readOriginal(bucket, row, true, bare);
  return { body: bare ? null : made, length: made.length, type: WEBP, instead: false };
}
