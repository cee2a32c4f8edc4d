import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNull,
  lt,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isBeyond } from '../../db/keyset';
import { bookings, models, users } from '../../db/schema';
import { type BookingStatus, MAX_BOOKING_MS } from '../../db/vocabulary';
import type { PageRequest } from '../../lib/pagination';

/** A booking with its model's name and, for a live option, its place in the queue. */
const columns = (now: number) => ({
  ...getTableColumns(bookings),
  modelName: sql<string>`(SELECT m.name FROM models m WHERE m.id = ${bookings.modelId})`,
  optionPosition: sql<number | null>`iif(${bookings.status} = 'option', (
    SELECT count(*) FROM bookings o WHERE o.model_id = ${bookings.modelId} AND o.status = 'option'
      AND o.option_expires_at > ${now} AND o.start_at < ${bookings.endAt}
      AND o.start_at > ${bookings.startAt} - ${MAX_BOOKING_MS} AND o.end_at > ${bookings.startAt}
      AND (o.optioned_at, o.seq) <= (${bookings.optionedAt}, ${bookings.seq})
  ), NULL)`,
});

export type BookingRow = typeof bookings.$inferSelect & {
  modelName: string;
  optionPosition: number | null;
};

/** Whose bookings the caller may know of: its own, or everybody's. */
export interface Scope {
  ownerId: string | undefined;
}

const within = ({ ownerId }: Scope) =>
  ownerId === undefined ? undefined : eq(bookings.userId, ownerId);

export async function findBooking(db: Database, scope: Scope, id: string, now: number) {
  const [row] = await db
    .select(columns(now))
    .from(bookings)
    .where(and(eq(bookings.id, id), within(scope)));
  return row;
}

export interface NewBooking {
  id: string;
  modelId: string;
  userId: string;
  startAt: number;
  endAt: number;
  timezone: string;
  notes: string | null;
  location: string | null;
  actorId: string;
  now: number;
}

// Parameters are bound as REAL, so they are cast before whole-number division.
const priceOf = (start: number, end: number, rate: SQL) =>
  sql`((CAST(${end} AS INTEGER) - CAST(${start} AS INTEGER)) * ${rate} + 3599999) / 3600000`;

/**
 * Inserts a request at the model's rate of this moment, if model and user are live and the model takes
 * bookings; triggers refuse a window that is taken.
 */
export async function insertIfBookable(db: Database, booking: NewBooking) {
  const rate = sql`${models.pricePerHour}`;
  const [row] = await db
    .insert(bookings)
    .select(
      sql`SELECT NULL, ${booking.id}, ${models.id}, ${users.id}, ${booking.startAt}, ${booking.endAt}, ${booking.timezone},
        'requested', NULL, NULL, ${rate}, ${priceOf(booking.startAt, booking.endAt, rate)}, ${booking.notes}, ${booking.location},
        NULL, NULL, ${booking.actorId}, 1, ${booking.now}, ${booking.now}
        FROM ${models}, ${users}
        WHERE ${and(
          eq(models.id, booking.modelId),
          eq(models.isAvailable, true),
          isNull(models.deletedAt),
          eq(users.id, booking.userId),
          isNull(users.deletedAt),
        )}`,
    )
    .returning(columns(booking.now));
  return row;
}

export interface Change {
  id: string;
  scope: Scope;
  from: readonly BookingStatus[];
  versions: number[] | undefined;
  actorId: string;
  now: number;
}

type Columns = Partial<typeof bookings.$inferInsert>;

/** Changes a booking that the caller may know of, if it is in one of the states and versions named. */
async function changeIf(db: Database, change: Change, set: Columns | Record<string, unknown>) {
  const [row] = await db
    .update(bookings)
    .set({ ...set, updatedBy: change.actorId, updatedAt: change.now, version: sql`version + 1` })
    .where(
      and(
        eq(bookings.id, change.id),
        within(change.scope),
        inArray(bookings.status, [...change.from]),
        change.versions && inArray(bookings.version, change.versions),
      ),
    )
    .returning(columns(change.now));
  return row;
}

/** Moves a booking to another state; triggers refuse an illegal move and a taken window. */
export function moveIf(
  db: Database,
  change: Change,
  to: BookingStatus,
  end: { cancelReason?: string | null; cancelledBy?: string } = {},
) {
  return changeIf(db, change, { status: to, ...end });
}

/** Changes details; new times are priced at the stored rate. */
export function editIf(
  db: Database,
  change: Change,
  details: { startAt: number; endAt: number; notes: string | null; location: string | null },
) {
  const totalPrice = priceOf(details.startAt, details.endAt, sql`price_per_hour`);
  return changeIf(db, change, { ...details, totalPrice });
}

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
    status && inArray(bookings.status, status),
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
  if (after) return { rows: await page, total: null };
  const count = db.select({ total: sql<number>`count(*)` }).from(bookings).where(where);
  const [rows, [counted]] = await db.batch([page, count]);
  return { rows, total: counted?.total ?? 0 };
}
