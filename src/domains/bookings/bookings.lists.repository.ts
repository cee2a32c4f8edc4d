import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  lt,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Database } from '../../db/client';
import { type BookingStatus, EVERYBODY, MAX_BOOKING_MS } from '../../db/constants';
import { isLapsed, lapsedBy, statusNow, type TimeParameter } from '../../db/queries/expiry';
import { isAfterCursor } from '../../db/queries/keyset';
import type { PageRequest, Position } from '../../db/queries/pagination';
import { readPage, total, totalWithin } from '../../db/queries/pagination';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { bookingCounts, bookings } from '../../db/schema';
import { type ListedBooking, listedColumns, ownedBy, type Scope } from './bookings.repository';

export interface BookingFilters {
  status?: BookingStatus[] | undefined;
  model_id?: string | undefined;
  user_id?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

const SORT_KEYS = { start_time: bookings.startAt, created_at: bookings.createdAt } as const;
export type BookingSort = keyof typeof SORT_KEYS;

/** Returns a booking's cursor position in a list. */
export const positionIn = (sort: BookingSort) => (row: ListedBooking) => ({
  value: sort === 'start_time' ? row.startAt : row.createdAt,
  seq: row.seq,
});

interface Order {
  sort: BookingSort;
  direction: 'asc' | 'desc';
}
type Sought = Scope &
  Omit<BookingFilters, 'status'> & { now: number; earliestStart: number | undefined };
/** `scanned` is the number of rows that each branch reads: the skipped ones and the page. */
type Slice = { limit: number; skip: number; scanned: number } & {
  [Name in keyof Position]: Position[Name] | undefined;
};
type States = Pick<BookingFilters, 'status'>;

/** Applies all filters except the states. */
const where = ($: Placeholders<Sought>) =>
  and(
    ownedBy($),
    $.model_id && eq(bookings.modelId, $.model_id),
    $.user_id && eq(bookings.userId, $.user_id),
    $.earliestStart && gt(bookings.startAt, $.earliestStart),
    $.from && gt(bookings.endAt, $.from),
    $.to && lt(bookings.startAt, $.to),
  );

/** Returns whether the list covers one person or one model, whose own index is short enough to scan. */
const isNarrow = ($: Placeholders<Sought>) => Boolean($.ownerId ?? $.user_id ?? $.model_id);

/** States that can lapse. */
const LAPSING: readonly BookingStatus[] = ['requested', 'option'];

/** Translates effective states to stored ones: a lapsed booking is expired. */
function storedAs(states: BookingStatus[], now: TimeParameter): (SQL | undefined)[] {
  return states.flatMap((state) => {
    const stored = eq(bookings.status, state);
    if (LAPSING.includes(state)) return [and(stored, sql`NOT ${isLapsed(now)}`)];
    if (state !== 'expired') return [stored];
    return [stored, sql`bookings.seq IN (SELECT seq FROM ${lapsedBy(now)})`];
  });
}

const inStates = ($: Placeholders<Sought>, states: BookingStatus[]) =>
  isNarrow($) ? inArray(statusNow($.now), states) : or(...storedAs(states, $.now));

/** The most terms in a compound SELECT on D1. */
const MOST_TERMS = 5;

/** Combines selects of `seq` with UNION ALL. */
function unionOf(selects: SQL[]): SQL {
  const [first, rest] = [selects.slice(0, MOST_TERMS), selects.slice(MOST_TERMS)];
  const union = sql.join(first, sql` UNION ALL `);
  return rest.length > 0 ? unionOf([sql`SELECT seq FROM (${union})`, ...rest]) : union;
}

const pageOf = preparedQuery((db, $: Placeholders<Sought & Slice>, variant: States & Order) => {
  const { value, seq, limit, skip } = $;
  const key = SORT_KEYS[variant.sort];
  const by = variant.direction === 'asc' ? asc : desc;
  const order = [by(key), by(bookings.seq)];
  const beyond =
    value && seq && isAfterCursor(key, bookings.seq, { value, seq }, variant.direction);
  const sought = and(where($), beyond);
  // A state's index holds its bookings in order. For several states, each branch returns as many rows as the
  // page may need.
  const firstOf = (state: SQL | undefined) =>
    sql`SELECT seq FROM (SELECT bookings.seq FROM bookings WHERE ${and(state, sought)}
      ORDER BY ${sql.join(order, sql`, `)} LIMIT ${$.scanned})`;
  const wanted = variant.status;
  const found =
    wanted && !isNarrow($)
      ? sql`bookings.seq IN (${unionOf(storedAs(wanted, $.now).map(firstOf))})`
      : and(sought, wanted && inStates($, wanted));
  return db
    .select(listedColumns($))
    .from(bookings)
    .where(found)
    .orderBy(...order)
    .limit(limit)
    .offset(skip);
}, listedColumns);

type Owner = string | Placeholder;

/** Returns whether the stored counts, which are by owner and state, can answer the total. */
const hasStoredCount = ($: Placeholders<Sought>) =>
  !($.model_id || $.from || $.to || ($.ownerId && $.user_id));

/** Corrects the stored counts: a lapsed booking counts under its old state until the cron has run. */
function storedTotal(status: States['status'], owner: Owner, now: TimeParameter): SQL<number> {
  const stored = sql<number>`coalesce(sum(${bookingCounts.count}), 0)`;
  if (!status) return stored;
  const moved = (state: BookingStatus) =>
    sql.raw(`${Number(status.includes('expired')) - Number(status.includes(state))}`);
  const own = owner === EVERYBODY ? undefined : sql`WHERE user_id = ${owner}`;
  return sql`${stored} + (SELECT coalesce(sum(iif(status = 'option', ${moved('option')}, ${moved('requested')})), 0)
    FROM ${lapsedBy(now)} ${own})`;
}

const countOf = preparedQuery((db, $: Placeholders<Sought>, { status }: States) => {
  if (!hasStoredCount($)) {
    return totalWithin(db, bookings, where($), status && inStates($, status));
  }
  const owner = $.ownerId ?? $.user_id ?? EVERYBODY;
  return db
    .select({ total: storedTotal(status, owner, $.now) })
    .from(bookingCounts)
    .where(and(eq(bookingCounts.ownerId, owner), status && inArray(bookingCounts.status, status)));
}, total);

/** Lists the bookings that the caller may see, in order, with one row more than the limit. */
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
  const slice = { limit: limit + 1, skip, scanned: limit + 1 + skip, value, seq };
  const states = status && { status: [...new Set(status)].sort() };
  const page = pageOf(db, { ...sought, ...slice }, { ...states, ...order });
  return readPage(db, { after }, page, countOf(db, sought, { ...states }));
}
