import { and, asc, eq, getTableColumns, gt, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import type { PageRequest } from '../../../db/queries/pagination';
import { readPage, total } from '../../../db/queries/pagination';
import { visibleAccountId } from '../../../db/queries/visible-account';
import { bookingEvents } from '../../../db/schema';
import type { Scope } from '../bookings.repository';

/** Selects an event, as the caller may see it. */
const eventColumns = (scope: Scope) => ({
  ...getTableColumns(bookingEvents),
  actorId: visibleAccountId(sql`booking_events.actor_id`, scope.ownerId).as('actor_id'),
});

/** Returns these bookings' history, oldest first, as the caller may see it. */
export const findHistories = (db: Database, scope: Scope, bookingIds: readonly string[]) =>
  db
    .select(eventColumns(scope))
    .from(bookingEvents)
    .where(
      sql`${bookingEvents.bookingId} IN (SELECT value FROM json_each(${JSON.stringify(bookingIds)}))`,
    )
    .orderBy(asc(bookingEvents.seq));

export type EventRow = typeof bookingEvents.$inferSelect;

/** Returns an event's cursor position in its booking's history. */
export const eventPosition = (row: EventRow) => ({ value: row.seq, seq: row.seq });

/** Lists a booking's history, oldest first, with one row more than the limit. */
export async function listEvents(
  db: Database,
  scope: Scope,
  bookingId: string,
  { skip, limit, after }: PageRequest,
) {
  const where = eq(bookingEvents.bookingId, bookingId);
  const page = db
    .select(eventColumns(scope))
    .from(bookingEvents)
    .where(and(where, after && gt(bookingEvents.seq, after.seq)))
    .orderBy(asc(bookingEvents.seq))
    .limit(limit + 1)
    .offset(skip);
  const count = db.select(total).from(bookingEvents).where(where);
  return readPage(db, { after }, page, count);
}
