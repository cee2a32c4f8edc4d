import type * as z from 'zod';
import { type CachedBody, uncached } from '../../cache/read-through';
import type { Database } from '../../db/client';
import { AppError } from '../../errors';
import type { ActorContext, ServiceContext, Target } from '../../http/context';
import { versionsOf } from '../../http/etag';
import { readPublic } from '../models/models.catalogue.service';
import { catalogueChanged, notFound as modelNotFound } from '../models/models.service';
import * as repository from './pictures.repository';
import { compareOrder } from './pictures.rules';
import type { PictureListQuery, PictureUpdateBody } from './pictures.schemas';
import { pictureViewFor, toSinglePageView } from './pictures.view';

export const notFound = (id: string) =>
  new AppError('PictureNotFoundException', { params: { id } });

/** Returns the bucket that holds the objects. @throws AppError 503 if R2 is not bound. */
export function bucketOf({ pictures }: ServiceContext): R2Bucket {
  if (pictures) return pictures;
  throw new AppError('ServiceUnavailableException', { message: 'picture.not_configured' });
}

const isAdmin = (ctx: ServiceContext) => ctx.actor?.role === 'admin';

/**
 * Returns a model's pictures in order, as JSON: all of them for admins; for everyone else the public ones,
 * from the same cache as listings. @throws AppError 404
 */
export function list(
  ctx: ServiceContext,
  modelId: string,
  { kind }: z.output<typeof PictureListQuery>,
  fresh: boolean,
): Promise<CachedBody> {
  const publicOnly = !isAdmin(ctx);
  const fill = async (db: Database) => {
    const rows = await repository.listPictures(db, modelId, { publicOnly, kind });
    if (!rows) throw modelNotFound(modelId);
    return { view: toSinglePageView(rows.map(pictureViewFor(ctx))) };
  };
  if (!publicOnly) return uncached(ctx.db, fill);
  const key = `pictures:${modelId}:${kind ?? ''}`;
  return readPublic(ctx, fresh, { key, inKv: false }, fill);
}

/** Returns a picture that this caller may see. @throws AppError 404 */
export async function get(ctx: ServiceContext, id: string): Promise<repository.PictureRow> {
  const row = await repository.findPicture(ctx.db, id);
  if (!row || !(row.isPublic || isAdmin(ctx))) throw notFound(id);
  return row;
}

/**
 * Returns the public pictures of the models in order, and the pictures with these ids even if they are not
 * public.
 */
export const picturesOf = (
  ctx: ServiceContext,
  modelIds: readonly string[],
  ids: readonly string[],
) => repository.picturesOf(ctx.db, modelIds, ids);

/** Returns the ids that are not pictures of the model they are listed under. */
export async function picturesOfOtherModels<One extends { id: string; modelId: string }>(
  ctx: ServiceContext,
  chosen: readonly One[],
): Promise<One[]> {
  const rows = await repository.modelsOf(
    ctx.db,
    chosen.map(({ id }) => id),
  );
  const models = new Map(rows.map(({ id, modelId }) => [id, modelId]));
  return chosen.filter(({ id, modelId }) => models.get(id) !== modelId);
}

const writeTarget = (ctx: ActorContext, { id, ifMatch }: Target): repository.Target => ({
  id,
  versions: versionsOf(ifMatch),
  actorId: ctx.actor.userId,
  now: ctx.now,
});

/** Explains why a picture was not found in one of the versions. */
async function explainUnchanged(ctx: ActorContext, id: string): Promise<AppError> {
  const row = await repository.findPicture(ctx.db, id);
  return row ? new AppError('PreconditionFailedException') : notFound(id);
}

/** Changes the given fields. @throws AppError 404, 412 */
export async function update(
  ctx: ActorContext,
  target: Target,
  { alt, kind, is_public: isPublic }: z.output<typeof PictureUpdateBody>,
) {
  const given = Object.entries({ alt, kind, isPublic }).filter(([, value]) => value !== undefined);
  const changes = Object.fromEntries(given);
  const row = await repository.updateIfVersion(ctx.db, writeTarget(ctx, target), changes);
  if (!row) throw await explainUnchanged(ctx, target.id);
  await catalogueChanged(ctx);
  return row;
}

/**
 * Deletes a picture: hidden from every caller immediately, removed from R2 by the cron. @throws AppError 404,
 * 412
 */
export async function remove(ctx: ActorContext, target: Target): Promise<void> {
  const deleted = await repository.deleteIfVersion(ctx.db, writeTarget(ctx, target));
  if (!deleted) throw await explainUnchanged(ctx, target.id);
  await catalogueChanged(ctx);
}

/**
 * Reorders all of a model's pictures.
 * @throws AppError 404, 409 if they are not exactly its current pictures
 */
export async function reorder(ctx: ActorContext, modelId: string, ids: string[]) {
  const stamp = { actorId: ctx.actor.userId, now: ctx.now };
  const rows = await repository.reorder(ctx.db, modelId, ids, stamp);
  if (!rows) throw modelNotFound(modelId);
  const conflict = compareOrder(
    ids,
    rows.map(({ id }) => id),
  );
  if (conflict.missing.length + conflict.unknown.length > 0) {
    throw new AppError('PictureSetChangedException', { conflict });
  }
  await catalogueChanged(ctx);
  return rows;
}
