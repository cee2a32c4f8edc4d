import { type AnyColumn, and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf, ms } from '../../db/columns';
import { MAX_BOOK_OUT_MS, MAX_BOOKING_MS } from '../../db/constants';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { valuesFrom } from '../../db/queries/insert-select';
import { readPage, total } from '../../db/queries/pagination';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { bookings, bookOuts, models } from '../../db/schema';
import type { Window } from '../../lib/time';

// The longest possible window bounds the search from below. Without it, every past row would be read.
const confirmedIn = (modelId: SQL | AnyColumn | string, { start, end }: Range) =>
  and(
    sql`${bookings.modelId} = ${modelId}`,
    eq(bookings.status, sql`'confirmed'`),
    sql`${bookings.startAt} < ${end}`,
    sql`${bookings.startAt} > ${start} - ${ms(MAX_BOOKING_MS)}`,
    sql`${bookings.endAt} > ${start}`,
  );

const bookedOutIn = (modelId: SQL | AnyColumn | string, { start, end }: Range) =>
  and(
    sql`${bookOuts.modelId} = ${modelId}`,
    sql`${bookOuts.startAt} < ${end}`,
    sql`${bookOuts.startAt} > ${start} - ${ms(MAX_BOOK_OUT_MS)}`,
    sql`${bookOuts.endAt} > ${start}`,
  );

/** Tests whether a model has a confirmed booking or a book-out that overlaps the window. */
export function isBusy(modelId: AnyColumn, window: Window): SQL {
  return sql`(EXISTS (SELECT 1 FROM ${bookings} WHERE ${confirmedIn(modelId, window)}) OR EXISTS (SELECT 1 FROM ${bookOuts} WHERE ${bookedOutIn(modelId, window)}))`;
}

/** Selects the models that are busy in the window. Searches by time and reads only overlapping rows. */
export function busyModels({ start, end }: Window): SQL {
  return sql`(SELECT ${bookings.modelId} FROM ${bookings} WHERE ${bookings.status} = 'confirmed' AND ${bookings.startAt} < ${end} AND ${bookings.startAt} > ${start - MAX_BOOKING_MS} AND ${bookings.endAt} > ${start}
    UNION ALL SELECT ${bookOuts.modelId} FROM ${bookOuts} WHERE ${bookOuts.startAt} < ${end} AND ${bookOuts.startAt} > ${start - MAX_BOOK_OUT_MS} AND ${bookOuts.endAt} > ${start})`;
}

/** Returns which of the models are busy in the window. */
export const busyAmong = (db: Database, ids: readonly string[], window: Window) =>
  db
    .select({ id: models.id })
    .from(models)
    .where(and(isAnyOf(models.id, ids), isBusy(models.id, window)));

/** A range of times, as numbers or SQL. */
interface Range {
  start: number | SQL;
  end: number | SQL;
}

function busyQueries(db: Database, modelId: SQL | string, range: Range) {
  return [
    db
      .select({ id: bookings.id, start: bookings.startAt, end: bookings.endAt })
      .from(bookings)
      .where(confirmedIn(modelId, range))
      .orderBy(asc(bookings.startAt)),
    db
      .select({ start: bookOuts.startAt, end: bookOuts.endAt })
      .from(bookOuts)
      .where(bookedOutIn(modelId, range))
      .orderBy(asc(bookOuts.startAt)),
  ] as const;
}

/** Returns a live model's availability flag and its busy times within the range. */
export async function readBusy(db: Database, modelId: string, range: Window) {
  const [[model], booked, out] = await db.batch([
    db
      .select({ isAvailable: models.isAvailable })
      .from(models)
      .where(and(eq(models.id, modelId), isNull(models.deletedAt))),
    ...busyQueries(db, modelId, range),
  ]);
  return { model, booked, out };
}

/** Returns the busy times of a booking's model, this far to either side of the booking. */
export async function readBusyAround(db: Database, bookingId: string, spread: number) {
  const own = (column: string) =>
    sql`(SELECT ${sql.raw(`own.${column}`)} FROM bookings own WHERE own.id = ${bookingId})`;
  const range = {
    start: sql`${own('start_at')} - ${spread}`,
    end: sql`${own('end_at')} + ${spread}`,
  };
  const [booked, out] = await db.batch(busyQueries(db, own('model_id'), range));
  return { booked, out };
}

const byId = preparedQuery(
  (db, $: Placeholders<{ id: string }>) => db.select().from(bookOuts).where(eq(bookOuts.id, $.id)),
  bookOuts,
);

/** Inserts a book-out for a live model. A trigger refuses one that overlaps a confirmed booking. */
export async function insertBookOut(
  db: Database,
  bookOut: typeof bookOuts.$inferInsert,
  idempotency: PendingRecord | undefined,
) {
  const insert = db
    .insert(bookOuts)
    .select(
      valuesFrom(
        bookOuts,
        bookOut,
        sql`FROM ${models} WHERE ${and(eq(models.id, bookOut.modelId), isNull(models.deletedAt))}`,
      ),
    );
  const [row] = await commit(db, idempotency, [insert], byId(db, { id: bookOut.id }));
  return row;
}

/** Deletes a book-out. The row first records who deletes it, for the audit log. */
export async function deleteBookOut(db: Database, modelId: string, id: string, actorId: string) {
  const own = and(eq(bookOuts.id, id), eq(bookOuts.modelId, modelId));
  const [, [row]] = await db.batch([
    db.update(bookOuts).set({ deletedBy: actorId }).where(own),
    db.delete(bookOuts).where(own).returning({ id: bookOuts.id }),
  ]);
  return row;
}

/** Lists a model's book-outs by start, with one row more than the limit and the total. */
export async function listBookOuts(
  db: Database,
  modelId: string,
  { skip, limit }: { skip: number; limit: number },
) {
  const where = eq(bookOuts.modelId, modelId);
  const page = db
    .select()
    .from(bookOuts)
    .where(where)
    .orderBy(asc(bookOuts.startAt), asc(bookOuts.seq))
    .limit(limit + 1)
    .offset(skip);
  return readPage(db, {}, page, db.select(total).from(bookOuts).where(where));
}
