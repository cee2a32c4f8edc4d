import type * as z from 'zod';
import { invalidate } from '../../cache/read-through';
import { AppError } from '../../errors';
import type { ActorContext, ServiceContext, Target } from '../../http/context';
import { versionsOf } from '../../http/etag';
import type { Window } from '../../lib/time';
import * as repository from './models.repository';
import type { ModelBody, ModelUpdateBody } from './models.schemas';

/** The cache name of everything in the catalogue. */
export const CATALOGUE = 'models';

/** Invalidates the catalogue's cache. Call it after a commit that changes what the catalogue shows. */
export const catalogueChanged = (ctx: ServiceContext) => invalidate(ctx, CATALOGUE);

export const notFound = (id: string) => new AppError('ModelNotFoundException', { params: { id } });

/** Finds a live model. */
export const find = (ctx: ServiceContext, id: string) => repository.findModel(ctx.db, id);

/** Returns which of the models are live. */
export const findLive = (ctx: ServiceContext, ids: readonly string[]) =>
  repository.findLive(ctx.db, ids);

/** Returns a model. @throws AppError 404. */
export async function get(ctx: ServiceContext, id: string) {
  const row = await find(ctx, id);
  if (!row) throw notFound(id);
  return row;
}

/** Finds up to three other models that are free in a window. */
export const alternatives = (
  ctx: ServiceContext,
  model: Parameters<typeof repository.findAlternatives>[1],
  window: Window,
) => repository.findAlternatives(ctx.db, model, window, 3);

type Changes = z.output<typeof ModelUpdateBody>;

/** Maps the given fields to columns. Omits fields that are not given. */
function toColumns(input: Changes): Partial<repository.NewModel> {
  const columns = {
    name: input.name,
    stageName: input.stage_name,
    description: input.description,
    pricePerHour: input.price_per_hour,
    isAvailable: input.is_available,
    gender: input.gender,
    boards: input.boards === null ? [] : input.boards,
    heightCm: input.height_cm,
    bustCm: input.bust_cm,
    waistCm: input.waist_cm,
    hipsCm: input.hips_cm,
    inseamCm: input.inseam_cm,
    shoeMm: input.shoe_mm,
    hairColor: input.hair_color,
    eyeColor: input.eye_color,
    nationality: input.nationality,
    languages: input.languages === null ? [] : input.languages,
    basedIn: input.based_in,
    instagram: input.instagram,
    birthDate: input.birth_date,
    notesInternal: input.notes_internal,
    motherAgency: input.mother_agency,
    commissionPct: input.commission_pct,
  };
  const entries = Object.entries(columns).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** Adds a model to the catalogue. */
export async function create(ctx: ActorContext, input: z.output<typeof ModelBody>) {
  const model = {
    ...toColumns(input),
    id: crypto.randomUUID(),
    name: input.name,
    description: input.description,
    pricePerHour: input.price_per_hour,
    updatedBy: ctx.actor.userId,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
  const row = await repository.insertModel(ctx.db, model, ctx.idempotency);
  if (!row) throw new Error('insert returned no row');
  await catalogueChanged(ctx);
  return row;
}

/** Changes the given fields. @throws AppError 404, 412. */
export async function update(ctx: ActorContext, { id, ifMatch }: Target, input: Changes) {
  const target = { id, versions: versionsOf(ifMatch), actorId: ctx.actor.userId, now: ctx.now };
  const row = await repository.updateIfVersion(ctx.db, target, toColumns(input));
  if (!row) {
    await get(ctx, id);
    throw new AppError('PreconditionFailedException');
  }
  await catalogueChanged(ctx);
  return row;
}

/**
 * Removes a model from the catalogue and declines its open requests.
 * @throws AppError 404, 409 while an option or a confirmed booking is upcoming or in progress, 412.
 */
export async function remove(ctx: ActorContext, { id, ifMatch }: Target): Promise<void> {
  const versions = versionsOf(ifMatch);
  const deleted = await repository.deleteIfUnused(ctx.db, {
    id,
    versions,
    actorId: ctx.actor.userId,
    now: ctx.now,
  });
  if (!deleted) {
    const { version } = await get(ctx, id);
    const stale = versions && !versions.includes(version);
    throw new AppError(stale ? 'PreconditionFailedException' : 'ModelInUseException');
  }
  await catalogueChanged(ctx);
}
