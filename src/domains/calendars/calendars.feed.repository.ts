import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { BookingStatus } from '../../db/constants';
import { isLapsed, optionPosition, statusNow, updatedAtNow } from '../../db/queries/expiry';
import type { CalendarRow } from './calendars.repository';
import { DAY_MS, DAYS_AHEAD, DAYS_BACK, DAYS_CANCELLED, MAX_EVENTS } from './calendars.rules';

const field = <T>(name: string) => sql<T>`${sql.identifier(name)}`.as(name);

const OCCURRENCE = {
  id: field<string>('id'),
  start: field<number>('start'),
  end: field<number>('end'),
  /** When it changed or lapsed, in epoch milliseconds. */
  changedAt: field<number>('changed_at'),
  modelId: field<string>('model_id'),
};
const BOOKING = {
  ...OCCURRENCE,
  status: field<BookingStatus>('status'),
  version: field<number>('version'),
  optionPosition: field<number | null>('option_position'),
  location: field<string | null>('location'),
  // Null if the scope does not show it.
  notes: field<string | null>('notes'),
  price: field<number | null>('price'),
  clientId: field<string | null>('client_id'),
};
const BOOK_OUT = { ...OCCURRENCE, isDeleted: field<0 | 1>('is_deleted') };

type Calendar = Pick<CalendarRow, 'scope' | 'userId' | 'modelId'>;

const ownOf = ({ scope, userId, modelId }: Calendar, alias: string): SQL => {
  const column = (name: string) => sql.raw(`${alias}.${name}`);
  if (scope === 'mine') return sql`${column('user_id')} = ${userId} AND`;
  return scope === 'model' ? sql`${column('model_id')} = ${modelId} AND` : sql``;
};

/** A model must not see whose booking it is, nor what a client wrote. */
const FIELDS: Record<Calendar['scope'], SQL> = {
  mine: sql`bookings.notes, bookings.total_price AS price, NULL AS client_id`,
  model: sql`NULL AS notes, NULL AS price, NULL AS client_id`,
  agency: sql`bookings.notes, NULL AS price, bookings.user_id AS client_id`,
};

const LIVE = sql.raw("('option', 'confirmed', 'completed')");

/** Requests are visible to their owner only, even after they have ended. */
function isShown({ scope }: Calendar, now: number): SQL {
  const isRecent = sql`${updatedAtNow(now)} > ${now - DAYS_CANCELLED * DAY_MS}`;
  if (scope === 'mine') {
    return sql`(${statusNow(now)} IN ('requested', 'option', 'confirmed', 'completed') OR ${isRecent})`;
  }
  const wasMore = sql`EXISTS (SELECT 1 FROM booking_events e WHERE e.booking_id = bookings.id AND e.to_status IN ('option', 'confirmed'))`;
  return sql`bookings.status <> 'requested' AND (${statusNow(now)} IN ${LIVE} OR (${isRecent} AND ${wasMore}))`;
}

const isWithin = (table: string, now: number) => {
  const start = sql.raw(`${table}.start_at`);
  return sql`${start} >= ${now - DAYS_BACK * DAY_MS} AND ${start} < ${now + DAYS_AHEAD * DAY_MS}`;
};

/** Selects the newest bookings that a calendar shows, unordered. Reads only the rows shown, by index. */
function bookingsOf(db: Database, calendar: Calendar, now: number) {
  return db.select(BOOKING).from(sql`(
      SELECT bookings.id, bookings.model_id, bookings.start_at AS start, bookings.end_at AS "end",
        ${statusNow(now)} AS status, bookings.version + ${isLapsed(now)} AS version,
        ${updatedAtNow(now)} AS changed_at,
        ${optionPosition(now)} AS option_position, bookings.location, ${FIELDS[calendar.scope]}
      FROM bookings WHERE ${ownOf(calendar, 'bookings')} ${isWithin('bookings', now)} AND ${isShown(calendar, now)}
      ORDER BY bookings.start_at DESC, bookings.seq DESC LIMIT ${MAX_EVENTS})`);
}

function bookOutsOf(db: Database, calendar: Calendar, now: number) {
  const live = sql`SELECT b.id, b.model_id, b.start_at AS start, b.end_at AS "end", b.created_at AS changed_at, 0 AS is_deleted
    FROM book_outs b WHERE ${ownOf(calendar, 'b')} ${isWithin('b', now)} ORDER BY b.start_at DESC LIMIT ${MAX_EVENTS}`;
  const deleted = sql`SELECT d.id, d.model_id, d.start_at AS start, d.end_at AS "end", d.deleted_at AS changed_at, 1 AS is_deleted
    FROM deleted_book_outs d WHERE ${ownOf(calendar, 'd')} d.deleted_at > ${now - DAYS_CANCELLED * DAY_MS} AND ${isWithin('d', now)} LIMIT ${MAX_EVENTS}`;
  return db
    .select(BOOK_OUT)
    .from(sql`(SELECT * FROM (${live}) UNION ALL SELECT * FROM (${deleted}))`);
}

/** Returns what a calendar shows: at most the thousand newest bookings and the thousand newest book-outs. */
export async function listEntries(db: Database, calendar: Calendar, now: number) {
  if (calendar.scope === 'mine') {
    return { bookings: await bookingsOf(db, calendar, now), bookOuts: [] };
  }
  const [bookings, bookOuts] = await db.batch([
    bookingsOf(db, calendar, now),
    bookOutsOf(db, calendar, now),
  ]);
  return { bookings, bookOuts };
}

export type BookingEntry = Awaited<ReturnType<typeof bookingsOf>>[number];
export type BookOutEntry = Awaited<ReturnType<typeof bookOutsOf>>[number];

const namesIn = (table: 'models' | 'users', name: SQL, ids: readonly (string | null)[]) => {
  const listed = sql`(SELECT value FROM json_each(${JSON.stringify([...new Set(ids)])}))`;
  return sql`(SELECT id, ${name} AS name FROM ${sql.raw(table)} WHERE id IN ${listed})`;
};
const NAME = { id: field<string>('id'), name: field<string | null>('name') };

/**
 * Returns names of models and clients by id, each read once instead of once per booking. A separate query,
 * because a join would double the rows read.
 */
export async function namesOf(db: Database, modelIds: string[], clientIds: (string | null)[]) {
  if (modelIds.length === 0) return new Map<string, string | null>();
  const client = sql`iif(deleted_at IS NULL, full_name, NULL)`;
  const [models, clients] = await db.batch([
    db.select(NAME).from(namesIn('models', sql`name`, modelIds)),
    db.select(NAME).from(namesIn('users', client, clientIds)),
  ]);
  return new Map([...models, ...clients].map(({ id, name }) => [id, name]));
}
