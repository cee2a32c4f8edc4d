import { and, asc, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import { type BookingStatus, MAX_BOOKING_MS } from '../../db/constants';
import { type Claim, commit } from '../../db/idempotency-records';
import { type Placeholders, planned } from '../../db/prepared-queries';
import { bookings } from '../../db/schema';
import type { Window } from '../../lib/time';
import {
  type BookingRow,
  columns,
  isAlive,
  isDead,
  isOwnerErased,
  type Moment,
  overlapsOuter,
  type Scope,
  within,
} from './bookings.columns.repository';

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
}

/** By whom and when something is done, and what the answer is to be kept under. */
interface Deed {
  actorId: string;
  now: number;
  claim: Claim | undefined;
}

// Parameters are bound as REAL, so they are cast before whole-number division.
const priceOf = (start: Moment, end: Moment, rate: SQL) =>
  sql`((CAST(${end} AS INTEGER) - CAST(${start} AS INTEGER)) * ${rate} + 3599999) / 3600000`;

type Insertion = NewBooking & Omit<Deed, 'claim'>;

/** A request at the model's rate of this moment; triggers refuse it unless everything is as it must be. */
const insertion = planned((db, { actorId, now, ...$ }: Placeholders<Insertion>) => {
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

const byIds = planned((db, $: Placeholders<{ ids: string; now: number }>) =>
  db
    .select(columns($.now))
    .from(bookings)
    .where(sql`${bookings.id} IN (SELECT value FROM json_each(${$.ids}))`)
    .orderBy(asc(bookings.seq)),
);

/** Inserts all or none; a trigger refuses a window that is taken, and a model or user not to be booked. */
export function insertIfBookable(
  db: Database,
  all: readonly NewBooking[],
  { claim, ...deed }: Deed,
): Promise<BookingRow[]> {
  const ids = JSON.stringify(all.map(({ id }) => id));
  const inserts = all.map((booking) => insertion(db, { ...booking, ...deed }));
  return commit(db, claim, inserts, byIds(db, { ids, now: deed.now }));
}

export interface Change extends Deed {
  id: string;
  scope: Scope;
  from: readonly BookingStatus[];
  versions: number[] | undefined;
}

type Columns = Partial<typeof bookings.$inferInsert>;

/** The booking, if the caller may know of it and it is in one of the states and versions named. */
const matching = (change: Change) =>
  and(
    eq(bookings.id, change.id),
    within(change.scope),
    inArray(bookings.status, [...change.from]),
    sql`NOT ${isDead(change.now)}`,
    change.versions && isAnyOf(bookings.version, change.versions),
  );

/** What every change of a booking leaves on it. */
const stampOf = ({ actorId, now }: Change, changeId: string) => ({
  changeId,
  updatedBy: actorId,
  updatedAt: now,
  version: sql`version + 1`,
});

/** The booking as this very change left it. */
const changed = planned((db, $: Placeholders<{ id: string; changeId: string; now: number }>) =>
  db
    .select(columns($.now))
    .from(bookings)
    .where(and(eq(bookings.id, $.id), eq(bookings.changeId, $.changeId))),
);

/** What is said in words, and goes with the account it belongs to. */
const WORDS = ['notes', 'location', 'moveReason', 'cancelReason'] as const;

async function changeIf(db: Database, change: Change, set: Columns | Record<string, unknown>) {
  const { id, now } = change;
  const changeId = crypto.randomUUID();
  const hasWords = WORDS.some((name) => set[name] != null);
  const update = db
    .update(bookings)
    .set({ ...set, ...stampOf(change, changeId) })
    .where(and(matching(change), hasWords ? sql`NOT ${isOwnerErased}` : undefined));
  const [row] = await commit(db, change.claim, [update], changed(db, { id, now, changeId }));
  return row;
}

/**
 * Moves a booking to another state, with words only while its owner's account is there; triggers refuse
 * an illegal move and a taken window.
 */
export function moveIf(
  db: Database,
  change: Change,
  to: BookingStatus,
  details: Pick<
    Columns,
    'moveReason' | 'cancelReason' | 'cancelledBy' | 'optionedAt' | 'optionExpiresAt'
  > = {},
) {
  return changeIf(db, change, { status: to, moveReason: null, ...details });
}

/** Changes details; new times are priced at the stored rate. */
export function editIf(
  db: Database,
  change: Change,
  details: Pick<Columns, 'notes' | 'location' | 'optionedAt' | 'optionExpiresAt'> & {
    startAt: number;
    endAt: number;
  },
) {
  const totalPrice = priceOf(details.startAt, details.endAt, sql`price_per_hour`);
  return changeIf(db, change, { ...details, totalPrice });
}

/**
 * Puts those ahead of an option on a deadline (never later than their own), in one transaction with
 * the challenge itself. Answers with the challenger, or nothing when it is no live option or the first.
 */
export async function challengeIf(db: Database, change: Change, deadline: number) {
  const { id, now } = change;
  const changeId = crypto.randomUUID();
  const isFirst = sql`NOT EXISTS (SELECT 1 FROM bookings o WHERE ${overlapsOuter} AND o.status = 'option'
    AND o.option_expires_at > ${now} AND (o.optioned_at, o.seq) < (bookings.optioned_at, bookings.seq))`;
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
      .where(and(model, isAlive(now), gt(bookings.optionExpiresAt, deadline), ahead)),
  ];
  const [row] = await commit(db, change.claim, effects, changed(db, { id, now, changeId }));
  return row;
}

/** Live options of a model that meet a window. */
export function findLiveOptions(
  db: Database,
  modelId: string,
  { start, end }: Window,
  now: number,
) {
  return db
    .select({ start: bookings.startAt, end: bookings.endAt })
    .from(bookings)
    .where(
      and(
        eq(bookings.modelId, modelId),
        isAlive(now),
        lt(bookings.startAt, end),
        gt(bookings.startAt, start - MAX_BOOKING_MS),
        gt(bookings.endAt, start),
      ),
    );
}

/** Expires up to `limit` options whose time is up. */
export async function expireOptions(db: Database, now: number, limit: number) {
  const due = sql`SELECT seq FROM bookings WHERE status = 'option' AND option_expires_at <= ${now} LIMIT ${limit}`;
  return sweep(db, due, 'option', 'expired', now);
}

/** Completes up to `limit` confirmed bookings that ended before `before`. */
export async function completePast(db: Database, now: number, before: number, limit: number) {
  const due = sql`SELECT seq FROM bookings WHERE status = 'confirmed' AND start_at < ${before} AND end_at <= ${before} LIMIT ${limit}`;
  return sweep(db, due, 'confirmed', 'completed', now);
}

async function sweep(db: Database, due: SQL, from: BookingStatus, to: BookingStatus, now: number) {
  const rows = await db
    .update(bookings)
    .set({
      status: to,
      moveReason: null,
      updatedBy: null,
      updatedAt: now,
      version: sql`version + 1`,
    })
    .where(and(sql`${bookings.seq} IN (${due})`, eq(bookings.status, from)))
    .returning({ id: bookings.id });
  return rows.length;
}
