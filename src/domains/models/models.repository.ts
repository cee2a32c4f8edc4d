import { and, asc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf, ms } from '../../db/columns';
import { MAX_BOOKING_MS } from '../../db/constants';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { isLapsed } from '../../db/queries/expiry';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { bookings, modelBoards, models } from '../../db/schema';
import type { Window } from '../../lib/time';
import { isBusy } from './availability.repository';

const live = isNull(models.deletedAt);

export type NewModel = typeof models.$inferInsert;
export type ModelRow = typeof models.$inferSelect;

const byId = preparedQuery(
  (db, $: Placeholders<{ id: string }>) =>
    db
      .select()
      .from(models)
      .where(and(eq(models.id, $.id), live)),
  models,
);

export async function findModel(db: Database, id: string) {
  const [row] = await byId(db, { id });
  return row;
}

/** Returns which of the models are live. */
export const findLive = (db: Database, ids: readonly string[]) =>
  db
    .select()
    .from(models)
    .where(and(isAnyOf(models.id, ids), live));

export async function insertModel(
  db: Database,
  model: NewModel & { id: string },
  idempotency: PendingRecord | undefined,
) {
  const result = byId(db, { id: model.id });
  const [row] = await commit(db, idempotency, [db.insert(models).values(model)], result);
  return row;
}

/** A model to change, the accepted versions (undefined accepts all), the author and the time. */
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

/** Changes a live model if it still has one of the versions. */
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

/**
 * Soft-deletes a model unless an option or a confirmed booking is upcoming or in progress. A trigger declines
 * its upcoming requests.
 */
export async function deleteIfUnused(db: Database, target: Target) {
  const inUse = sql`EXISTS (SELECT 1 FROM ${bookings} WHERE ${and(
    eq(bookings.modelId, target.id),
    inArray(bookings.status, ['option', 'confirmed']),
    sql`NOT ${isLapsed(target.now)}`,
    sql`${bookings.startAt} > ${target.now} - ${ms(MAX_BOOKING_MS)}`,
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

/** How many models with a similar price are considered, to either side. */
const NEIGHBOURS = 50;

/**
 * Finds available models on one of the same boards that are free in the window, nearest in price first.
 * Considers at most 50 models to either side, within 30 % of the price.
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
