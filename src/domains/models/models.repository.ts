import { and, asc, desc, eq, gte, inArray, isNull, lte, ne, type SQL, sql } from 'drizzle-orm';
import type { Counted } from '../../cache/counts';
import type { Database } from '../../db/client';
import { HEIGHT_OR_ZERO, isAnyOf } from '../../db/columns';
import type { BOARDS, GENDERS } from '../../db/constants';
import { type Claim, commit } from '../../db/idempotency-records';
import { isBeyond } from '../../db/keyset';
import type { Page, PageRequest } from '../../db/pagination';
import { total } from '../../db/pagination';
import { type Placeholders, planned } from '../../db/prepared-queries';
import { bookings, catalogueState, modelBoards, models } from '../../db/schema';
import { matchesText } from '../../db/search';
import type { Window } from '../../lib/time';
import { busyModels, isBusy } from './availability.repository';

const live = isNull(models.deletedAt);

export type NewModel = typeof models.$inferInsert;
type ModelRow = typeof models.$inferSelect;

const byId = planned((db, $: Placeholders<{ id: string }>) =>
  db
    .select()
    .from(models)
    .where(and(eq(models.id, $.id), live)),
);

export async function findModel(db: Database, id: string) {
  const [row] = await byId(db, { id });
  return row;
}

export async function insertModel(
  db: Database,
  model: NewModel & { id: string },
  claim: Claim | undefined,
) {
  const made = byId(db, { id: model.id });
  const [row] = await commit(db, claim, [db.insert(models).values(model)], made);
  return row;
}

/** A model to change, in which versions (undefined allows all), by whom and when. */
interface Target {
  id: string;
  versions: number[] | undefined;
  actorId: string;
  now: number;
}

const stampOf = ({ actorId, now }: Target) => ({
  version: sql`version + 1`,
  updatedBy: actorId,
  updatedAt: now,
});

/** Changes a live model, if it still has one of the versions. */
export async function updateIfVersion(db: Database, target: Target, changes: Partial<NewModel>) {
  const [row] = await db
    .update(models)
    .set({ ...changes, ...stampOf(target) })
    .where(
      and(
        eq(models.id, target.id),
        live,
        target.versions && isAnyOf(models.version, target.versions),
      ),
    )
    .returning();
  return row;
}

/** Deletes logically, unless live bookings lie ahead. */
export async function deleteIfUnused(db: Database, target: Target) {
  const inUse = sql`EXISTS (SELECT 1 FROM ${bookings} WHERE ${and(
    eq(bookings.modelId, target.id),
    inArray(bookings.status, ['requested', 'option', 'confirmed']),
    sql`NOT (${bookings.status} = 'option' AND ${bookings.optionExpiresAt} <= ${target.now})`,
    sql`${bookings.startAt} > ${target.now} - 1209600000`,
    sql`${bookings.endAt} > ${target.now}`,
  )})`;
  const [row] = await db
    .update(models)
    .set({ deletedAt: target.now, boards: [], ...stampOf(target) })
    .where(
      and(
        eq(models.id, target.id),
        live,
        target.versions && isAnyOf(models.version, target.versions),
        sql`NOT ${inUse}`,
      ),
    )
    .returning({ id: models.id });
  return row;
}

export interface ModelFilters {
  q?: string | undefined;
  board?: (typeof BOARDS)[number] | undefined;
  gender?: (typeof GENDERS)[number] | undefined;
  min_price?: number | undefined;
  max_price?: number | undefined;
  min_height?: number | undefined;
  max_height?: number | undefined;
  is_available?: boolean | undefined;
  free?: Window | undefined;
}

const SORT_KEYS = {
  created_at: { key: models.createdAt, value: (row: ModelRow) => row.createdAt },
  price_per_hour: { key: models.pricePerHour, value: (row: ModelRow) => row.pricePerHour },
  name: { key: models.name, value: (row: ModelRow) => row.name },
  height_cm: { key: HEIGHT_OR_ZERO, value: (row: ModelRow) => row.heightCm ?? 0 },
} as const;

export type ModelSort = keyof typeof SORT_KEYS;

/** Where a model stands in the order of a list. */
export const positionIn = (sort: ModelSort) => (row: ModelRow) => ({
  value: SORT_KEYS[sort].value(row),
  seq: row.seq,
});

const given = <T>(value: T | undefined, condition: (value: T) => SQL) =>
  value === undefined ? undefined : condition(value);

/** From so many on, walking the list in its order finds a page sooner than sorting all that match. */
const MANY = { board: 500, q: 1500 };

function onBoard(board: string, isLarge: boolean): SQL {
  const own = eq(modelBoards.board, sql`${board}`);
  return isLarge
    ? sql`EXISTS (SELECT 1 FROM ${modelBoards} WHERE ${own} AND ${modelBoards.modelSeq} = +${models.seq})`
    : sql`${models.seq} IN (SELECT ${modelBoards.modelSeq} FROM ${modelBoards} WHERE ${own})`;
}

function matches(filters: ModelFilters, known?: Counted): SQL | undefined {
  const { min_height: min, max_height: max } = filters;
  const total = known?.total ?? 0;
  return and(
    live,
    given(filters.q, (q) => matchesText('models_search', models.seq, q, total > MANY.q)),
    given(filters.board, (board) => onBoard(board, total > MANY.board)),
    given(filters.gender, (gender) => eq(models.gender, gender)),
    given(filters.min_price, (price) => gte(models.pricePerHour, price)),
    given(filters.max_price, (price) => lte(models.pricePerHour, price)),
    // A model whose height is not known is within no bound.
    min === undefined && max === undefined
      ? undefined
      : sql`${HEIGHT_OR_ZERO} >= ${Math.max(min ?? 1, 1)}`,
    given(max, (cm) => sql`${HEIGHT_OR_ZERO} <= ${cm}`),
    given(filters.is_available, (flag) => eq(models.isAvailable, flag)),
    given(
      filters.free,
      (window) => sql`${models.isAvailable} = 1 AND NOT ${isBusy(models.id, window)}`,
    ),
  );
}

/**
 * Live models that match, in order; one row more than the limit. How many match, leaving out who is free,
 * is counted unless `known` still holds, which the same transaction tells by the catalogue's generation.
 * Behind a cursor there is no total.
 */
export async function listModels(
  db: Database,
  filters: ModelFilters,
  order: { sort: ModelSort; direction: 'asc' | 'desc' },
  { skip, limit, after }: PageRequest,
  known: Counted | undefined,
): Promise<Page<ModelRow> & { counted?: Counted }> {
  const { key } = SORT_KEYS[order.sort];
  const by = order.direction === 'asc' ? asc : desc;
  const where = matches(filters, known);
  const page = db
    .select()
    .from(models)
    .where(and(where, after && isBeyond(key, models.seq, after, order.direction)))
    .orderBy(by(key), by(models.seq))
    .limit(limit + 1)
    .offset(skip);
  if (after) return { rows: await page, total: null };
  const state = db
    .select({ generation: catalogueState.generation })
    .from(catalogueState)
    .where(eq(catalogueState.id, 1));
  // Who is free are all that match but those who are busy then: the first is counted once, the second are few.
  const { free, ...others } = filters;
  const all = and(matches(others), free && eq(models.isAvailable, true));
  // CROSS JOIN keeps the order: from the few who are busy to their rows.
  const busy = db
    .select(total)
    .from(free ? sql`${busyModels(free)} AS busy CROSS JOIN ${models}` : models)
    .where(free ? and(sql`${models.id} = busy.model_id`, all) : sql`0`);
  if (known) {
    const [rows, [now], [less]] = await db.batch([page, state, busy]);
    if (now?.generation === known.generation) {
      return { rows, total: known.total - (less?.total ?? 0) };
    }
  }
  const count = db.select(total).from(models).where(all);
  const [rows, [now], [less], [counts]] = await db.batch([page, state, busy, count]);
  const counted = { total: counts?.total ?? 0, generation: now?.generation ?? 0 };
  return { rows, total: counted.total - (less?.total ?? 0), counted };
}

/** How many models of a near price are looked at, to either side. */
const NEIGHBOURS = 50;

/**
 * Available models on one of the same boards that are free in the window, nearest in price first.
 * Looks at no more than 50 neighbours in price to either side, within 30 %.
 */
export async function findAlternatives(
  db: Database,
  model: Pick<ModelRow, 'id' | 'boards' | 'pricePerHour'>,
  window: Window,
  count: number,
) {
  const price = model.pricePerHour;
  const neighbours = (bound: SQL, direction: SQL) =>
    sql`SELECT seq FROM (SELECT seq FROM models WHERE deleted_at IS NULL AND ${bound} ORDER BY price_per_hour ${direction} LIMIT ${NEIGHBOURS})`;
  const near = sql`${neighbours(sql`price_per_hour BETWEEN ${price} AND ${price * 1.3}`, sql`ASC`)}
    UNION ${neighbours(sql`price_per_hour < ${price} AND price_per_hour >= ${price * 0.7}`, sql`DESC`)}`;
  return db
    .select()
    .from(models)
    .where(
      and(
        sql`${models.seq} IN (${near})`,
        ne(models.id, model.id),
        eq(models.isAvailable, true),
        sql`EXISTS (SELECT 1 FROM ${modelBoards} WHERE ${modelBoards.modelSeq} = ${models.seq}
          AND ${modelBoards.board} IN (SELECT value FROM json_each(${JSON.stringify(model.boards)})))`,
        sql`NOT ${isBusy(models.id, window)}`,
      ),
    )
    .orderBy(sql`abs(${models.pricePerHour} - ${price})`, asc(models.seq))
    .limit(count);
}
