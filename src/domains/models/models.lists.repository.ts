import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { CachedTotal } from '../../cache/totals';
import type { Database } from '../../db/client';
import { SORTABLE_HEIGHT } from '../../db/columns';
import { isAfterCursor } from '../../db/queries/keyset';
import { MAX_COUNTED, type Page, type PageRequest } from '../../db/queries/pagination';
import { catalogueState, models } from '../../db/schema';
import { type ModelFilters, matches } from './models.filters.repository';
import type { ModelRow } from './models.repository';

const SORT_KEYS = {
  created_at: { key: models.createdAt, value: (row: ModelRow) => row.createdAt },
  price_per_hour: { key: models.pricePerHour, value: (row: ModelRow) => row.pricePerHour },
  name: { key: models.name, value: (row: ModelRow) => row.name },
  height_cm: { key: SORTABLE_HEIGHT, value: (row: ModelRow) => row.heightCm ?? 0 },
} as const;

export type ModelSort = keyof typeof SORT_KEYS;

interface Order {
  sort: ModelSort;
  direction: 'asc' | 'desc';
}

/** Returns a model's cursor position in a list. */
export const positionIn = (sort: ModelSort) => (row: ModelRow) => ({
  value: SORT_KEYS[sort].value(row),
  seq: row.seq,
});

/** From this many members on, scanning the list in order finds a page faster than sorting all members. */
const LARGE_BOARD = 500;

type Query = { filters: ModelFilters; order: Order; request: PageRequest };

/** Reads one page with the catalogue's state. `count` also counts all matches, up to 10,001. */
async function readPage(
  db: Database,
  { filters, order, request }: Query,
  { count = false, walking = false },
) {
  const { key } = SORT_KEYS[order.sort];
  const { skip, limit, after } = request;
  const by = order.direction === 'asc' ? asc : desc;
  const where = and(
    matches(filters, { walking }),
    after && isAfterCursor(key, models.seq, after, order.direction),
  );
  const matching = (most: number, offset: number) =>
    db
      .select({ seq: models.seq, key: sql`${key}`.as('key') })
      .from(models)
      .where(where)
      .orderBy(by(key), by(models.seq))
      .limit(most)
      .offset(offset);
  const found = db.$with('found').as(matching(Math.max(MAX_COUNTED, skip + limit) + 1, 0));
  const { seq, key: position } = found;
  const ordered = db.select({ seq, key: position }).from(found).orderBy(by(position), by(seq));
  const page = count
    ? ordered
        .limit(limit + 1)
        .offset(skip)
        .as('page')
    : matching(limit + 1, skip).as('page');
  const total: SQL<number | null> = count ? sql`(SELECT count(*) FROM ${found})` : sql`NULL`;
  const rows = await db
    .with(...(count ? [found] : []))
    .select({
      generation: catalogueState.generation,
      live: catalogueState.live,
      total,
      model: models,
    })
    .from(catalogueState)
    .leftJoin(page, sql`1`)
    .leftJoin(models, eq(models.seq, page.seq))
    .orderBy(by(page.key), by(page.seq));
  const [state] = rows;
  if (!state) throw new Error('catalogue_state is empty');
  return { ...state, rows: rows.flatMap(({ model }) => (model ? [model] : [])) };
}

/**
 * Lists live models that match, in order, with one row more than the limit. Any query scans the catalogue at
 * most once. The same scan counts the matches, unless `known` is still valid for the catalogue's generation.
 * Triggers maintain the total of an unfiltered list. There is no total after a cursor, and none above 10,000.
 */
export async function listModels(
  db: Database,
  query: Query,
  known: CachedTotal | undefined,
): Promise<Page<ModelRow> & { counted?: CachedTotal }> {
  const isFiltered = Object.values(query.filters).some((value) => value !== undefined);
  const walking = known !== undefined && (known.total ?? MAX_COUNTED) > LARGE_BOARD;
  if (known || query.request.after || !isFiltered) {
    const { rows, generation, live } = await readPage(db, query, { walking });
    if (query.request.after) return { rows, total: null };
    if (!isFiltered) return { rows, total: live };
    if (known && known.generation === generation) return { rows, total: known.total };
  }
  const { rows, generation, total } = await readPage(db, query, { count: true });
  const counted = { total: total !== null && total > MAX_COUNTED ? null : total, generation };
  return { rows, total: counted.total, counted };
}
