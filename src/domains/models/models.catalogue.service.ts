import type * as z from 'zod';
import {
  type CachedBody,
  type Fill,
  nearestSession,
  readThrough,
  uncached,
} from '../../cache/read-through';
import type { Database } from '../../db/client';
import { secretsOf } from '../../env';
import type { ServiceContext } from '../../http/context';
import { etagOf } from '../../http/etag';
import { pageRequest, toCursorPageView } from '../../http/pagination';
import { cacheKeyOf, limitOf, orderOf } from './models.catalogue.rules';
import { groupModels } from './models.facets.repository';
import { facetsOf } from './models.facets.rules';
import * as lists from './models.lists.repository';
import type { ModelFacetsQuery, ModelListQuery } from './models.query.schemas';
import * as repository from './models.repository';
import { CATALOGUE, notFound } from './models.service';
import { modelViewFor } from './models.view';

export type ListQuery = z.output<typeof ModelListQuery>;
export type FacetsQuery = z.output<typeof ModelFacetsQuery>;

/** A read of the catalogue. `fresh` bypasses the cache. */
interface Asked<Query> {
  query: Query;
  fresh: boolean;
}

/** Reads for everyone but admins, who see more and never read the cache. Uses the cache if there is a key. */
export async function readPublic(
  ctx: ServiceContext,
  fresh: boolean,
  cached: { key: string; inKv: boolean } | undefined,
  fill: Fill,
): Promise<CachedBody> {
  if (ctx.bookmark) return uncached(ctx.replica(ctx.bookmark), fill);
  if (fresh) return uncached(ctx.db, fill);
  if (cached) return readThrough(ctx, { name: CATALOGUE, ...cached }, fill);
  return uncached(await nearestSession(ctx, CATALOGUE), fill);
}

const windowOf = ({ free_from: start, free_to: end }: FacetsQuery) =>
  start !== undefined && end !== undefined ? { start, end } : undefined;

function filtersOf(query: FacetsQuery) {
  const { q, ids, board, gender, min_price, max_price, min_height, max_height } = query;
  const { is_available } = query;
  const bounds = { min_price, max_price, min_height, max_height };
  return { q, ids, board, gender, ...bounds, is_available, free: windowOf(query) };
}

/** Reads a page from a database. @throws AppError 422 for a foreign cursor. */
const listFill =
  (
    ctx: ServiceContext,
    query: ListQuery & { limit: number },
    toView: ReturnType<typeof modelViewFor>,
  ): Fill =>
  async (db) => {
    const filters = filtersOf(query);
    const request = pageRequest(CATALOGUE, query, secretsOf(ctx.settings));
    const order = orderOf(query.sort);
    // Free models do not depend on the catalogue's generation, and the same ids are rarely requested twice.
    const countKey = filters.free || filters.ids ? undefined : JSON.stringify(filters);
    const known = countKey === undefined ? undefined : ctx.totals.get(countKey);
    const page = await lists.listModels(db, { filters, order, request }, known);
    if (page.counted && countKey !== undefined) ctx.totals.set(countKey, page.counted);
    const positionOf = lists.positionIn(order.sort);
    return { view: toCursorPageView({ ...page, request, positionOf }, toView) };
  };

/**
 * Returns a page of the catalogue as JSON. Anonymous callers and clients read the cache or a nearby replica.
 * Admins, and callers that send no-cache or a bookmark, read the database, so a writer sees its own write.
 * @throws AppError 422 for a foreign cursor.
 */
export function list(ctx: ServiceContext, { query, fresh }: Asked<ListQuery>): Promise<CachedBody> {
  const sized = { ...query, limit: limitOf(query) };
  if (ctx.actor?.role === 'admin') {
    return uncached(ctx.db, listFill(ctx, sized, modelViewFor(ctx.actor)));
  }
  // From here on only the public view is used, so nothing private can reach the cache.
  const fill = listFill(ctx, sized, modelViewFor(undefined));
  return readPublic(ctx, fresh, cacheKeyOf(sized), fill);
}

/** Counts models by value and returns JSON. Cached like the list. */
export function facets(
  ctx: ServiceContext,
  { query, fresh }: Asked<FacetsQuery>,
): Promise<CachedBody> {
  const fill = async (db: Database) => ({
    view: facetsOf(await groupModels(db, filtersOf(query)), query),
  });
  if (ctx.actor?.role === 'admin') return uncached(ctx.db, fill);
  return readPublic(ctx, fresh, cacheKeyOf(query), fill);
}

/**
 * Returns the public view of a model. Cached like the list, but in memory only, not in KV. @throws AppError
 * 404.
 */
export function getPublic(ctx: ServiceContext, id: string, fresh: boolean): Promise<CachedBody> {
  const fill = async (db: Database) => {
    const row = await repository.findModel(db, id);
    if (!row) throw notFound(id);
    return {
      view: modelViewFor(undefined)(row),
      etag: etagOf(row.version, row.coverVersion || null),
    };
  };
  return readPublic(ctx, fresh, { key: `one:${id}`, inKv: false }, fill);
}
