import { and, lte, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { MAX_COUNTED } from '../../db/queries/pagination';
import { catalogueState, models } from '../../db/schema';
import type { FacetGroup } from './models.facets.rules';
import { type ModelFilters, matches, priceMatches } from './models.filters.repository';

/**
 * Groups models by the values that facets count, in one scan, under all filters except those on these values.
 * Returns undefined if that would scan more than 10,000 models.
 */
export async function groupModels(
  db: Database,
  filters: ModelFilters,
): Promise<FacetGroup[] | undefined> {
  const {
    board: _b,
    gender: _g,
    is_available: _a,
    min_price: _l,
    max_price: _h,
    ...rest
  } = filters;
  const state = db.select({ live: catalogueState.live }).from(catalogueState);
  const inPrice = sql<boolean>`${priceMatches(filters)}`.mapWith(Boolean).as('in_price');
  const { boards, gender, isAvailable, pricePerHour } = models;
  const groups = db
    .select({
      boards,
      gender,
      isAvailable,
      inPrice,
      count: sql<number>`count(*)`,
      min: sql<number>`min(${pricePerHour})`,
      max: sql<number>`max(${pricePerHour})`,
    })
    // In this order, a catalogue that is too large is not scanned at all.
    .from(catalogueState)
    .crossJoin(models)
    .where(and(lte(catalogueState.live, MAX_COUNTED), matches(rest)))
    .groupBy(boards, gender, isAvailable, sql`in_price`);
  const [[catalogue], found] = await db.batch([state, groups]);
  return (catalogue?.live ?? 0) > MAX_COUNTED ? undefined : found;
}
