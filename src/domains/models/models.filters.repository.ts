import { and, eq, gte, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { SORTABLE_HEIGHT } from '../../db/columns';
import type { Board, GENDERS } from '../../db/constants';
import { matchesText } from '../../db/queries/search';
import { modelBoards, models } from '../../db/schema';
import type { Window } from '../../lib/time';
import { busyModels } from './availability.repository';

export interface ModelFilters {
  q?: string | undefined;
  ids?: string[] | undefined;
  board?: Board | undefined;
  gender?: (typeof GENDERS)[number] | undefined;
  min_price?: number | undefined;
  max_price?: number | undefined;
  min_height?: number | undefined;
  max_height?: number | undefined;
  is_available?: boolean | undefined;
  free?: Window | undefined;
}

const given = <T>(value: T | undefined, condition: (value: T) => SQL) =>
  value === undefined ? undefined : condition(value);

const isWithinPrices = ({ min_price: min, max_price: max }: ModelFilters) =>
  and(
    given(min, (price) => gte(models.pricePerHour, price)),
    given(max, (price) => lte(models.pricePerHour, price)),
  );

/** Filters by height. A model of unknown height never matches. */
const isWithinHeights = ({ min_height: min, max_height: max }: ModelFilters) =>
  and(
    min === undefined && max === undefined
      ? undefined
      : sql`${SORTABLE_HEIGHT} >= ${Math.max(min ?? 1, 1)}`,
    given(max, (cm) => sql`${SORTABLE_HEIGHT} <= ${cm}`),
  );

/**
 * Selects a board's members. With `walking`, tests each model instead, for a list that is scanned in order.
 */
function isOnBoard(board: Board, walking: boolean): SQL {
  const own = eq(modelBoards.board, sql`${board}`);
  return walking
    ? sql`EXISTS (SELECT 1 FROM ${modelBoards} WHERE ${own} AND ${modelBoards.modelSeq} = +${models.seq})`
    : sql`${models.seq} IN (SELECT ${modelBoards.modelSeq} FROM ${modelBoards} WHERE ${own})`;
}

/**
 * Tests whether a model is in the catalogue and matches the filters. Busy models are found once, by time, not
 * once per model. Text is matched last because it is the most expensive.
 */
export const matches = (filters: ModelFilters, { walking = false } = {}): SQL | undefined =>
  and(
    isNull(models.deletedAt),
    given(
      filters.ids,
      (ids) => sql`${models.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    ),
    given(filters.board, (board) => isOnBoard(board, walking)),
    given(filters.gender, (gender) => eq(models.gender, gender)),
    isWithinPrices(filters),
    isWithinHeights(filters),
    given(filters.is_available, (flag) => eq(models.isAvailable, flag)),
    given(
      filters.free,
      (window) => sql`${models.isAvailable} = 1 AND ${models.id} NOT IN ${busyModels(window)}`,
    ),
    given(filters.q, (q) => matchesText('models_search', models.seq, q)),
  );

/** Returns, as a column, whether the price is within the bounds. */
export const priceMatches = (filters: ModelFilters) =>
  sql<number>`${isWithinPrices(filters) ?? sql`1`}`;
