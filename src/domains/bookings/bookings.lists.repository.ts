import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isBeyond } from '../../db/keyset';
import { readPage, total } from '../../db/pages';
import { bookingEvents, bookings } from '../../db/schema';
import { type BookingStatus, MAX_BOOKING_MS } from '../../db/vocabulary';
import type { PageRequest } from '../../lib/pagination';
import {
  type BookingRow,
  columns,
  isDead,
  type Scope,
  within,
} from './bookings.columns.repository';

export interface BookingFilters {
  status?: BookingStatus[] | undefined;
  model_id?: string | undefined;
  user_id?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

const SORT_KEYS = { start_time: bookings.startAt, created_at: bookings.createdAt } as const;
export type BookingSort = keyof typeof SORT_KEYS;

/** Where a booking stands in the order of a list. */
export const positionIn = (sort: BookingSort) => (row: BookingRow) => ({
  value: sort === 'start_time' ? row.startAt : row.createdAt,
  seq: row.seq,
});

/** The states asked for, as they stand now: an option whose time is up is expired. */
function inStates(states: readonly BookingStatus[], now: number): SQL | undefined {
  const stored = inArray(bookings.status, [...states]);
  const asked = [states.includes('option'), states.includes('expired')];
  if (asked[0] === asked[1]) return stored;
  return asked[0] ? and(stored, sql`NOT ${isDead(now)}`) : or(stored, isDead(now));
}

/** Bookings the caller may know of, in order; one row more than the limit. */
export async function listBookings(
  db: Database,
  scope: Scope,
  filters: BookingFilters,
  order: { sort: BookingSort; direction: 'asc' | 'desc'; now: number },
  { skip, limit, after }: PageRequest,
) {
  const key = SORT_KEYS[order.sort];
  const by = order.direction === 'asc' ? asc : desc;
  const { status, model_id, user_id, from, to } = filters;
  const where = and(
    within(scope),
    status && inStates(status, order.now),
    model_id === undefined ? undefined : eq(bookings.modelId, model_id),
    user_id === undefined ? undefined : eq(bookings.userId, user_id),
    from === undefined
      ? undefined
      : and(gt(bookings.startAt, from - MAX_BOOKING_MS), gt(bookings.endAt, from)),
    to === undefined ? undefined : lt(bookings.startAt, to),
  );
  const page = db
    .select(columns(order.now))
    .from(bookings)
    .where(and(where, after && isBeyond(key, bookings.seq, after, order.direction)))
    .orderBy(by(key), by(bookings.seq))
    .limit(limit + 1)
    .offset(skip);
  const count = db.select(total).from(bookings).where(where);
  return readPage(db, { after }, page, count);
}

/** Every booking of a user's and its history, by start, in one round trip. */
export async function findAllOf(db: Database, userId: string, now: number) {
  const own = eq(bookings.userId, userId);
  const [rows, events] = await db.batch([
    db.select(columns(now)).from(bookings).where(own).orderBy(asc(bookings.startAt)),
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
