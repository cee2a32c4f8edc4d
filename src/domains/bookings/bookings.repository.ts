import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf, ms } from '../../db/columns';
import { type BookingStatus, OPTION_LEAD_MS } from '../../db/constants';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { isLapsed, isLiveOption, overlapsOuter, type TimeParameter } from '../../db/queries/expiry';
import { type Placeholders, preparedQuery, preparedWrite } from '../../db/queries/prepared-queries';
import { bookings } from '../../db/schema';
import type { Window } from '../../lib/time';
import {
  type BookingRow,
  columns,
  isOwnerErased,
  ownedBy,
  type Scope,
} from './bookings.columns.repository';

export async function findBooking(db: Database, scope: Scope, id: string, now: number) {
  const [row] = await db
    .select(columns({ ...scope, now }))
    .from(bookings)
    .where(and(eq(bookings.id, id), ownedBy(scope)));
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
}

/** The author and time of a write, the reader's scope, and the idempotency record to store. */
interface Write {
  actorId: string;
  scope: Scope;
  now: number;
  idempotency: PendingRecord | undefined;
}

// Parameters are bound as REAL, so cast them before integer division.
const priceOf = (start: TimeParameter, end: TimeParameter, rate: SQL) =>
  sql`((CAST(${end} AS INTEGER) - CAST(${start} AS INTEGER)) * ${rate} + 3599999) / 3600000`;

type Insertion = NewBooking & Pick<Write, 'actorId' | 'now'>;

/** Inserts a request at the model's current rate. Triggers refuse it if any rule is violated. */
const insertion = preparedWrite((db, { actorId, now, ...$ }: Placeholders<Insertion>) => {
  const rate = sql`(SELECT price_per_hour FROM models WHERE id = ${$.modelId})`;
  return db.insert(bookings).values({
    ...$,
    pricePerHour: rate,
    totalPrice: priceOf($.startAt, $.endAt, rate),
    updatedBy: actorId,
    createdAt: now,
    updatedAt: now,
  });
});

const byIds = preparedQuery(
  (db, $: Placeholders<{ ids: string } & Scope & { now: number }>) =>
    db
      .select(columns($))
      .from(bookings)
      .where(sql`${bookings.id} IN (SELECT value FROM json_each(${$.ids}))`)
      .orderBy(asc(bookings.seq)),
  columns,
);

/**
 * Inserts all bookings or none. A trigger refuses a taken window and a model or user that cannot be booked.
 */
export function insertIfBookable(
  db: Database,
  all: readonly NewBooking[],
  { actorId, scope, now, idempotency }: Write,
): Promise<BookingRow[]> {
  const ids = JSON.stringify(all.map(({ id }) => id));
  const inserts = all.map((booking) => insertion(db, { ...booking, actorId, now }));
  return commit(db, idempotency, inserts, byIds(db, { ids, ...scope, now }));
}

export interface Change extends Write {
  id: string;
  from: readonly BookingStatus[];
  versions: number[] | undefined;
}

/** Matches the booking if the caller may see it and it is in one of the given states and versions. */
const matching = (change: Change) =>
  and(
    eq(bookings.id, change.id),
    ownedBy(change.scope),
    inArray(bookings.status, [...change.from]),
    sql`NOT ${isLapsed(change.now)}`,
    change.versions && isAnyOf(bookings.version, change.versions),
  );

/** Returns the columns that every change sets. */
const stampOf = ({ actorId, now }: Change, changeId: string) => ({
  changeId,
  updatedBy: actorId,
  updatedAt: now,
  version: sql`version + 1`,
});

/** Reads the booking if this change was applied to it. */
const changed = preparedQuery(
  (db, $: Placeholders<{ id: string; changeId: string } & Scope & { now: number }>) =>
    db
      .select(columns($))
      .from(bookings)
      .where(and(eq(bookings.id, $.id), eq(bookings.changeId, $.changeId))),
  columns,
);

type Columns = Partial<Record<keyof typeof bookings.$inferInsert, unknown>>;

async function changeIf(db: Database, change: Change, set: Columns, condition?: SQL) {
  const { id, now, scope } = change;
  const changeId = crypto.randomUUID();
  const update = db
    .update(bookings)
    .set({ ...(set as Partial<typeof bookings.$inferInsert>), ...stampOf(change, changeId) })
    .where(and(matching(change), condition));
  const result = changed(db, { id, ...scope, now, changeId });
  const [row] = await commit(db, change.idempotency, [update], result);
  return row;
}

/** Clears the option columns when a booking leaves that state. */
export const NO_OPTION = { optionedAt: null, optionExpiresAt: null, challengedAt: null };

/** Returns an option's deadline: the given time, or a day before the start if that is earlier. */
const optionExpiry = (until: number | SQL, start: number | SQL) =>
  sql`min(${until}, ${start} - ${ms(OPTION_LEAD_MS)})`;

/**
 * Moves a booking to another state; for an option, with its latest expiry. Triggers refuse illegal
 * transitions, transitions that are not allowed at this time, and a taken window.
 */
export function transitionIf(
  db: Database,
  change: Change,
  to: BookingStatus,
  {
    optionUntil,
    ...reasons
  }: {
    moveReason: string | null;
    cancelReason?: string | null;
    cancelledBy?: string;
    optionUntil?: number;
  },
) {
  const place =
    optionUntil === undefined
      ? NO_OPTION
      : { optionedAt: change.now, optionExpiresAt: optionExpiry(optionUntil, sql`start_at`) };
  return changeIf(db, change, { status: to, ...place, ...reasons });
}

/**
 * Changes a booking. Details, notes and location change only while the owner's account exists. New times are
 * priced at the stored rate. Moving an option never extends its life.
 */
export function editIf(
  db: Database,
  change: Change,
  edit: { window: Window; notes: string | null; location: string | null; losesPlace: boolean },
) {
  const { window, notes, location, losesPlace } = edit;
  const expiry = optionExpiry(sql`option_expires_at`, window.start);
  const set = {
    startAt: window.start,
    endAt: window.end,
    totalPrice: priceOf(window.start, window.end, sql`price_per_hour`),
    notes,
    location,
    optionExpiresAt: expiry,
    ...(losesPlace && { optionedAt: change.now }),
  };
  const hasText = notes !== null || location !== null;
  return changeIf(db, change, set, hasText ? sql`NOT ${isOwnerErased}` : undefined);
}

/**
 * Puts the options ahead of this one on a deadline (never later than their own), in one transaction with the
 * challenge itself. Returns the challenger, or undefined if it is not a live option or is the first.
 */
export async function challengeIf(db: Database, change: Change, deadline: number) {
  const { id, now, scope } = change;
  const changeId = crypto.randomUUID();
  const isFirst = sql`NOT EXISTS (SELECT 1 FROM bookings o WHERE ${overlapsOuter} AND o.status = 'option'
    AND o.lapses_at > ${now} AND (o.optioned_at, o.seq) < (bookings.optioned_at, bookings.seq))`;
  const ahead = sql`EXISTS (SELECT 1 FROM bookings o WHERE o.id = ${id} AND o.change_id = ${changeId}
    AND ${overlapsOuter} AND (bookings.optioned_at, bookings.seq) < (o.optioned_at, o.seq))`;
  const model = sql`bookings.model_id = (SELECT model_id FROM bookings WHERE id = ${id})`;
  const effects = [
    db
      .update(bookings)
      .set({ challengedAt: now, ...stampOf(change, changeId) })
      .where(and(matching(change), sql`NOT ${isFirst}`)),
    db
      .update(bookings)
      .set({ optionExpiresAt: deadline, ...stampOf(change, changeId) })
      .where(and(model, isLiveOption(now), gt(bookings.optionExpiresAt, deadline), ahead)),
  ];
  const result = changed(db, { id, ...scope, now, changeId });
  const [row] = await commit(db, change.idempotency, effects, result);
  return row;
}
