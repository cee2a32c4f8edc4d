import type * as z from 'zod';
import { rememberCount } from '../../cache/counts';
import {
  type CachedBody,
  invalidate,
  nearestSession,
  readThrough,
  uncached,
} from '../../cache/read-through';
import type { Database } from '../../db/client';
import { secretsOf } from '../../env';
import type { ActorContext, ServiceContext } from '../../http/context';
import { etagOf, versionsOf } from '../../http/etag';
import { pageRequest, toCursorPageView } from '../../http/pagination';
import { AppError } from '../../lib/errors';
import type { Window } from '../../lib/time';
import * as repository from './models.repository';
import type { ModelBody, ModelListQuery, ModelUpdateBody } from './models.schemas';
import { modelViewFor } from './models.view';

const CATALOGUE = 'models';

export const notFound = (id: string) => new AppError('ModelNotFoundException', { params: { id } });

type ListQuery = z.output<typeof ModelListQuery>;

function orderOf(sort: ListQuery['sort']) {
  const direction = sort.startsWith('-') ? ('desc' as const) : ('asc' as const);
  return { sort: sort.replace(/^-/, '') as repository.ModelSort, direction };
}

/** The key of a page that is worth keeping, if it is one: first pages by filters with few values. */
function cacheKey(query: ListQuery): string | undefined {
  const { limit, sort, board, gender, is_available, ...others } = query;
  const { skip, ...rest } = others;
  const wide = skip > 0 || Object.values(rest).some((value) => value !== undefined);
  return wide ? undefined : JSON.stringify([limit, sort, board, gender, is_available]);
}

/**
 * A page of the catalogue as JSON. Anonymous callers and clients are served through the cache, or from a
 * replica near them; admins, and callers who say no-cache or bring a bookmark, read the database, so that
 * a writer sees its write.
 * @throws AppError 422 for a foreign cursor.
 */
export async function list(
  ctx: ServiceContext,
  query: ListQuery,
  fresh: boolean,
): Promise<CachedBody> {
  const { free_from: from, free_to: to, sort } = query;
  const filters = { ...query, free: from && to ? { start: from, end: to } : undefined };
  const request = pageRequest(CATALOGUE, query, secretsOf(ctx.settings));
  const order = orderOf(sort);
  const { counts } = ctx;
  // All that a total depends on: of a window only that there is one, see `listModels`.
  const { skip: _skip, limit: _limit, cursor: _cursor, sort: _sort, ...counted } = query;
  const countKey = JSON.stringify({ ...counted, free_from: from && 0, free_to: to && 0 });
  const fill = (toView: ReturnType<typeof modelViewFor>) => async (db: Database) => {
    const page = await repository.listModels(db, filters, order, request, counts.get(countKey));
    if (page.counted) rememberCount(counts, countKey, page.counted);
    const positionOf = repository.positionIn(order.sort);
    return { view: toCursorPageView({ ...page, request, positionOf }, toView) };
  };
  if (ctx.actor?.role === 'admin') return uncached(ctx.db, fill(modelViewFor(ctx.actor)));
  // Behind this line only the public view is at hand: nothing private can reach the cache.
  const publicFill = fill(modelViewFor(undefined));
  if (ctx.bookmark) return uncached(ctx.replica(ctx.bookmark), publicFill);
  if (fresh) return uncached(ctx.db, publicFill);
  const key = cacheKey(query);
  if (key) return readThrough(ctx, CATALOGUE, key, publicFill);
  return uncached(await nearestSession(ctx, CATALOGUE), publicFill);
}

/** A live model, if there is one. */
export const find = (ctx: ServiceContext, id: string) => repository.findModel(ctx.db, id);

/** A model as everybody sees it, served as the list is. @throws AppError 404. */
export function getPublic(ctx: ServiceContext, id: string, fresh: boolean): Promise<CachedBody> {
  const fill = async (db: Database) => {
    const row = await repository.findModel(db, id);
    if (!row) throw notFound(id);
    return { view: modelViewFor(undefined)(row), etag: etagOf(row.version) };
  };
  if (ctx.bookmark) return uncached(ctx.replica(ctx.bookmark), fill);
  return fresh ? uncached(ctx.db, fill) : readThrough(ctx, CATALOGUE, `one:${id}`, fill);
}

/** A model. @throws AppError 404. */
export async function get(ctx: ServiceContext, id: string) {
  const row = await find(ctx, id);
  if (!row) throw notFound(id);
  return row;
}

/** Up to three other models that could take a window instead. */
export const alternatives = (
  ctx: ServiceContext,
  model: Parameters<typeof repository.findAlternatives>[1],
  window: Window,
) => repository.findAlternatives(ctx.db, model, window, 3);

type Changes = z.output<typeof ModelUpdateBody>;

/** Columns of the given fields; what is not given is not there. */
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
  const row = await repository.insertModel(ctx.db, model, ctx.claim);
  if (!row) throw new Error('insert returned no row');
  await invalidate(ctx, CATALOGUE);
  return row;
}

interface Target {
  id: string;
  ifMatch: string | undefined;
}

/** Changes the given fields. @throws AppError 404, 412. */
export async function update(ctx: ActorContext, { id, ifMatch }: Target, input: Changes) {
  const target = { id, versions: versionsOf(ifMatch), actorId: ctx.actor.userId, now: ctx.now };
  const row = await repository.updateIfVersion(ctx.db, target, toColumns(input));
  if (!row) {
    await get(ctx, id);
    throw new AppError('PreconditionFailedException');
  }
  await invalidate(ctx, CATALOGUE);
  return row;
}

/** Takes a model out of the catalogue. @throws AppError 404, 409 while live bookings lie ahead, 412. */
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
  await invalidate(ctx, CATALOGUE);
}
