import { and, lte, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { MAX_COUNTED } from '../../db/queries/pagination';
import { catalogueState, models } from '../../db/schema';
import type { FacetGroup } from './models.facets.rules';
import { type ModelFilters, matches, priceMatches } from './models.filters.repository';

/**
 * Models by the values that facets count, in one walk, under all filters but those on these values.
 * Undefined where more than 10,000 models would have to be walked.
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
    // In this order, so that a catalogue that is too large is not walked at all.
    .from(catalogueState)
    .crossJoin(models)
    .where(and(lte(catalogueState.live, MAX_COUNTED), matches(rest)))
    .groupBy(boards, gender, isAvailable, sql`in_price`);
  const [[catalogue], found] = await db.batch([state, groups]);
  return (catalogue?.live ?? 0) > MAX_COUNTED ? undefined : found;
}
