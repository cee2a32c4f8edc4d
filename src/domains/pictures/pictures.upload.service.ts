import { createHash } from 'node:crypto';
import type { PictureKind } from '../../db/constants';
import { HOUR, MAX_PICTURES } from '../../db/constants';
import { raisedCode } from '../../db/errors';
import { retry } from '../../db/retry';
import { AppError, invalidField } from '../../errors';
import type { ActorContext } from '../../http/context';
import { type CleanImage, cleanImage } from '../../lib/image/clean-image';
import { ImageRefusal } from '../../lib/image/refusal';
import { catalogueChanged, notFound as modelNotFound } from '../models/models.service';
import { isFileError, renderRendition } from './pictures.renditions';
import * as repository from './pictures.repository';
import { bucketOf, notFound } from './pictures.service';
import { callR2, putOriginal, putRendition, removeObjects, streamOf } from './pictures.storage';

/** How long an unfinished attempt can be resumed as it is. The cron abandons it after twice that. */
const UNDER_WAY_MS = HOUR / 2;

/** A file that may become a picture. */
export interface InspectedImage {
  image: CleanImage;
  /** Hash of the file as it was sent. */
  sha256: string;
  /** The id for a new picture. */
  id: string;
}

const refused = (fault: Exclude<ImageRefusal['fault'], 'unsupported'>) =>
  invalidField('body', fault, `picture.${fault}`);

/** Inspects a file's content. @throws AppError 415, 422 */
export async function inspect(body: Uint8Array): Promise<InspectedImage> {
  try {
    const image = await cleanImage(body);
    const sha256 = createHash('sha256').update(body).digest('hex');
    return { image, sha256, id: crypto.randomUUID() };
  } catch (error) {
    if (!(error instanceof ImageRefusal)) throw error;
    if (error.fault !== 'unsupported') throw refused(error.fault);
    throw new AppError('UnsupportedMediaTypeException', { message: 'picture.unsupported' });
  }
}

/**
 * Renders the smallest rendition to prove that the file can be decoded, before anything is written. Returns
 * undefined if the binding is missing or down; parsing the file is then sufficient proof.
 * @throws AppError 422
 */
async function proofOf({ images }: ActorContext, image: CleanImage) {
  if (!images) return undefined;
  const made = await renderRendition(images, streamOf(image.parts), image, '320').catch(
    (error: unknown) => (isFileError(error) ? new Uint8Array() : undefined),
  );
  if (made?.length === 0) throw refused('undecodable');
  return made;
}

interface Upload {
  kind: PictureKind;
  is_public: boolean;
  alt?: string | null | undefined;
}

async function insert(ctx: ActorContext, modelId: string, judged: InspectedImage, input: Upload) {
  const { image, sha256, id } = judged;
  const { type: contentType, bytes, width, height, rotation } = image;
  try {
    return await repository.insertPending(ctx.db, {
      ...{ id, modelId, sha256, contentType, bytes, width, height, rotation },
      ...{ kind: input.kind, isPublic: input.is_public, alt: input.alt ?? null },
      ...{ createdAt: ctx.now, updatedAt: ctx.now, updatedBy: ctx.actor.userId },
    });
  } catch (error) {
    const code = raisedCode(error);
    if (code === 'MODEL_GONE') throw modelNotFound(modelId);
    if (code !== 'PICTURES_FULL') throw error;
    throw new AppError('QuotaExceededException', {
      params: { limit: MAX_PICTURES },
      conflict: { limit: MAX_PICTURES },
    });
  }
}

/**
 * Adds a picture to a model. The row is written first and the objects after it. If a step in between fails, a
 * repeat completes the upload or the cron removes it. Every step is idempotent, so each is retried on its own
 * after a transient fault. Uploading the same bytes again returns the existing picture.
 * @throws AppError 404, 409 beyond 60 pictures, 422 for a file that cannot be decoded, 503 without R2
 */
export async function upload(
  ctx: ActorContext,
  modelId: string,
  judged: InspectedImage,
  input: Upload,
): Promise<{ row: repository.PictureRow; existing: boolean }> {
  const bucket = bucketOf(ctx);
  const { image, sha256 } = judged;
  const find = () => repository.findDuplicate(ctx.db, modelId, sha256, ctx.idempotency);
  const { model, same } = await retry(find);
  if (!model) throw modelNotFound(modelId);
  if (same?.state === 'ready') {
    const row = await repository.keepExisting(ctx.db, same.id, ctx.idempotency);
    if (row) return { row, existing: true };
  }
  const smallest = await proofOf(ctx, image);
  const isUnderWay = same?.state === 'pending' && same.updatedAt > ctx.now - UNDER_WAY_MS;
  const id = isUnderWay ? same.id : await retry(() => insert(ctx, modelId, judged, input));
  await callR2(() =>
    Promise.all([
      putOriginal(bucket, id, image),
      smallest && putRendition(bucket, id, '320', smallest),
    ]),
  );
  const row = await retry(() => repository.markReady(ctx.db, id, ctx.now, ctx.idempotency));
  if (!row) {
    // It was deleted in the meantime, perhaps before these objects were stored.
    await callR2(() => removeObjects(bucket, id));
    throw notFound(id);
  }
  if (row.isPublic) await catalogueChanged(ctx);
  return { row, existing: id !== judged.id };
}
