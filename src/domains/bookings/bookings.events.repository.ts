import { and, asc, eq, getTableColumns, gt } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { PageRequest } from '../../db/pagination';
import { readPage, total } from '../../db/pagination';
import { bookingEvents, bookings } from '../../db/schema';
import { listedColumns } from './bookings.columns.repository';

/** Every booking of a user's and its history, by start, in one round trip. */
export async function findAllOf(db: Database, userId: string, now: number) {
  const own = eq(bookings.userId, userId);
  const [rows, events] = await db.batch([
    db.select(listedColumns(now)).from(bookings).where(own).orderBy(asc(bookings.startAt)),
    db
      .select(getTableColumns(bookingEvents))
      .from(bookingEvents)
      .innerJoin(bookings, eq(bookings.id, bookingEvents.bookingId))
      .where(own)
      .orderBy(asc(bookingEvents.seq)),
  ]);
  return { rows, events };
}

export type EventRow = typeof bookingEvents.$inferSelect;

/** Where an event stands in a booking's history. */
export const eventPosition = (row: EventRow) => ({ value: row.seq, seq: row.seq });

/** A booking's history, oldest first; one row more than the limit. */
export async function listEvents(
  db: Database,
  bookingId: string,
  { skip, limit, after }: PageRequest,
) {
  const where = eq(bookingEvents.bookingId, bookingId);
  const page = db
    .select()
    .from(bookingEvents)
    .where(and(where, after && gt(bookingEvents.seq, after.seq)))
    .orderBy(asc(bookingEvents.seq))
    .limit(limit + 1)
    .offset(skip);
  const count = db.select(total).from(bookingEvents).where(where);
  return readPage(db, { after }, page, count);
}
