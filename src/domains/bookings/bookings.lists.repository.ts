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
import { type Placeholders, planned } from '../../db/plan';
import { bookingEvents, bookings } from '../../db/schema';
import { type BookingStatus, MAX_BOOKING_MS } from '../../db/vocabulary';
import type { PageRequest, Position } from '../../lib/pagination';
import {
  isDead,
  type ListedBooking,
  listedColumns,
  type Moment,
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
export const positionIn = (sort: BookingSort) => (row: ListedBooking) => ({
  value: sort === 'start_time' ? row.startAt : row.createdAt,
  seq: row.seq,
});

/** The states asked for, as they stand now: an option whose time is up is expired. */
function inStates(states: readonly BookingStatus[], now: Moment): SQL | undefined {
  const stored = inArray(bookings.status, [...states]);
  const asked = [states.includes('option'), states.includes('expired')];
  if (asked[0] === asked[1]) return stored;
  return asked[0] ? and(stored, sql`NOT ${isDead(now)}`) : or(stored, isDead(now));
}

interface Order {
  sort: BookingSort;
  direction: 'asc' | 'desc';
}
type Sought = Scope &
  Omit<BookingFilters, 'status'> & { now: number; earliestStart: number | undefined };
type Slice = { limit: number; skip: number } & {
  [Name in keyof Position]: Position[Name] | undefined;
};
type States = Pick<BookingFilters, 'status'>;

const where = ($: Placeholders<Sought>, { status }: States) =>
  and(
    within($),
    status && inStates(status, $.now),
    $.model_id && eq(bookings.modelId, $.model_id),
    $.user_id && eq(bookings.userId, $.user_id),
    $.earliestStart && gt(bookings.startAt, $.earliestStart),
    $.from && gt(bookings.endAt, $.from),
    $.to && lt(bookings.startAt, $.to),
  );

const pageOf = planned((db, $: Placeholders<Sought & Slice>, variant: States & Order) => {
  const { value, seq, limit, skip } = $;
  const key = SORT_KEYS[variant.sort];
  const by = variant.direction === 'asc' ? asc : desc;
  const beyond = value && seq && isBeyond(key, bookings.seq, { value, seq }, variant.direction);
  return db
    .select(listedColumns($.now))
    .from(bookings)
    .where(and(where($, variant), beyond))
    .orderBy(by(key), by(bookings.seq))
    .limit(limit)
    .offset(skip);
});

const countOf = planned((db, $: Placeholders<Sought>, variant: States) =>
  db.select(total).from(bookings).where(where($, variant)),
);

/** Bookings the caller may know of, in order; one row more than the limit. */
export function listBookings(
  db: Database,
  scope: Scope,
  { status, ...filters }: BookingFilters,
  { now, ...order }: Order & { now: number },
  { skip, limit, after }: PageRequest,
) {
  const { from } = filters;
  const earliestStart = from === undefined ? undefined : from - MAX_BOOKING_MS;
  const sought = { ...scope, ...filters, earliestStart, now };
  const { value, seq } = after ?? {};
  const slice = { limit: limit + 1, skip, value, seq };
  const page = pageOf(db, { ...sought, ...slice }, { status, ...order });
  return readPage(db, { after }, page, countOf(db, sought, { status }));
}

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
