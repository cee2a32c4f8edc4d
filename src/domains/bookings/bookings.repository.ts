import {
  and,
  asc,
  eq,
  getTableColumns,
  inArray,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import type { BookingStatus } from '../../db/constants';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import {
  isLapsed,
  optionExpiry,
  optionPosition,
  statusNow,
  type TimeParameter,
  updatedAtNow,
} from '../../db/queries/expiry';
import { type Placeholders, preparedQuery, preparedWrite } from '../../db/queries/prepared-queries';
import { visibleAccountId } from '../../db/queries/visible-account';
import { bookings } from '../../db/schema';
import type { Actor } from '../../db/session-guard';
import type { Window } from '../../lib/time';

/** The bookings that a caller may see: its own, or all of them. */
export interface Scope {
  ownerId: string | undefined;
}

/** Returns the caller's scope: all bookings for admins. */
export const scopeOf = ({ role, userId }: Actor): Scope => ({
  ownerId: role === 'admin' ? undefined : userId,
});

/** The reader, as in `Scope`, and the time of reading. */
interface Viewer {
  ownerId: string | Placeholder | undefined;
  now: TimeParameter;
}
type Reading = Scope & { now: number };

// Columns that are never shown, or that only a single booking's ETag uses.
const { challengedAt, changeId, lapsesAt, moveReason, optionedAt, updatedBy, version, ...shown } =
  getTableColumns(bookings);

/** The booking's client, for admins. The name is null once the account is erased. */
const clientName = sql<
  string | null
>`(SELECT iif(u.deleted_at IS NULL, u.full_name, NULL) FROM users u WHERE u.id = bookings.user_id)`;

/**
 * Selects a booking for a list, in its effective state: with its model's name, a live option's place in the
 * queue and, for admins, its client's name. A lapsed booking is shown as the sweep will leave it.
 */
export const listedColumns = (viewer: Viewer) => {
  const { now } = viewer;
  return {
    ...shown,
    status: statusNow(now).as('status'),
    optionExpiresAt: sql<number | null>`iif(${isLapsed(now)}, NULL, bookings.option_expires_at)`.as(
      'option_expires_at',
    ),
    updatedAt: updatedAtNow(now).as('updated_at'),
    cancelledBy: visibleAccountId(sql`bookings.cancelled_by`, viewer.ownerId).as('cancelled_by'),
    modelName: sql<string>`(SELECT m.name FROM models m WHERE m.id = bookings.model_id)`.as(
      'model_name',
    ),
    optionPosition: optionPosition(now).as('option_position'),
    ...(viewer.ownerId === undefined && { clientName: clientName.as('client_name') }),
  };
};

/** Returns whether the booking's account is erased, so that no notes may stay on it. */
const isOwnerErased = sql<number>`EXISTS (SELECT 1 FROM users u WHERE u.id = bookings.user_id AND u.deleted_at IS NOT NULL)`;

/** Selects a single booking. */
const columns = (viewer: Viewer) => ({
  ...listedColumns(viewer),
  version: sql<number>`bookings.version + ${isLapsed(viewer.now)}`.as('version'),
  ownerErased: isOwnerErased.as('owner_erased'),
});

type Row = typeof bookings.$inferSelect;

export type ListedBooking = Pick<Row, keyof typeof shown> & {
  modelName: string;
  optionPosition: number | null;
  /** For admins only. */
  clientName?: string | null;
};

export type BookingRow = ListedBooking & { version: number; ownerErased: number };

export const ownedBy = ({ ownerId }: Pick<Viewer, 'ownerId'>) =>
  ownerId === undefined ? undefined : eq(bookings.userId, ownerId);

/** Finds a booking that the caller may see. */
export async function findBooking(db: Database, actor: Actor, id: string, now: number) {
  const scope = scopeOf(actor);
  const [row] = await db
    .select(columns({ ...scope, now }))
    .from(bookings)
    .where(and(eq(bookings.id, id), ownedBy(scope)));
  return row;
}

export type NewBooking = Pick<
  Row,
  'id' | 'modelId' | 'userId' | 'startAt' | 'endAt' | 'timezone' | 'notes' | 'location'
>;

/** The author and time of a write, and the idempotency record to store, as in a service context. */
interface Write {
  actor: Actor;
  now: number;
  idempotency?: PendingRecord | undefined;
}

// Parameters are bound as REAL, so cast them before integer division.
const priceOf = (start: TimeParameter, end: TimeParameter, rate: SQL) =>
  sql`((CAST(${end} AS INTEGER) - CAST(${start} AS INTEGER)) * ${rate} + 3599999) / 3600000`;

type Insertion = NewBooking & { actorId: string; now: number };

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
  (db, $: Placeholders<{ ids: string } & Reading>) =>
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
  { actor, now, idempotency }: Write,
): Promise<BookingRow[]> {
  const ids = JSON.stringify(all.map(({ id }) => id));
  const inserts = all.map((booking) => insertion(db, { ...booking, actorId: actor.userId, now }));
  return commit(db, idempotency, inserts, byIds(db, { ids, ...scopeOf(actor), now }));
}

/** The booking to change, and its accepted versions. Undefined accepts all. */
export interface Change extends Write {
  id: string;
  versions: number[] | undefined;
}

/** Matches the booking if the caller may see it and it is in one of the given states and versions. */
export const matching = (change: Change, states: BookingStatus[]) =>
  and(
    eq(bookings.id, change.id),
    ownedBy(scopeOf(change.actor)),
    inArray(bookings.status, states),
    sql`NOT ${isLapsed(change.now)}`,
    change.versions && isAnyOf(bookings.version, change.versions),
  );

/** Returns the columns that every change sets. */
export const changeStamp = ({ actor, now }: Change, changeId: string) => ({
  changeId,
  updatedBy: actor.userId,
  updatedAt: now,
  version: sql`version + 1`,
});

const byChange = preparedQuery(
  (db, $: Placeholders<{ id: string; changeId: string } & Reading>) =>
    db
      .select(columns($))
      .from(bookings)
      .where(and(eq(bookings.id, $.id), eq(bookings.changeId, $.changeId))),
  columns,
);

/** Reads the booking if this change was applied to it. */
export const findChanged = (db: Database, { id, actor, now }: Change, changeId: string) =>
  byChange(db, { id, ...scopeOf(actor), now, changeId });

type Columns = Partial<Record<keyof typeof bookings.$inferInsert, unknown>>;

/** Changes a booking that is in one of these states. Returns undefined if it did not match. */
export async function changeIf(
  db: Database,
  change: Change,
  states: BookingStatus[],
  set: Columns,
  condition?: SQL,
) {
  const changeId = crypto.randomUUID();
  const update = db
    .update(bookings)
    .set({ ...(set as Partial<typeof bookings.$inferInsert>), ...changeStamp(change, changeId) })
    .where(and(matching(change, states), condition));
  const [row] = await commit(db, change.idempotency, [update], findChanged(db, change, changeId));
  return row;
}

interface Edit extends Pick<NewBooking, 'notes' | 'location'> {
  /** The state that the edit is made for. */
  status: BookingStatus;
  window: Window;
  losesPlace: boolean;
}

/**
 * Changes a booking's details. Notes and location change only while the owner's account exists. New times are
 * priced at the stored rate. Moving an option never extends its life.
 */
export function editIf(db: Database, change: Change, edit: Edit) {
  const { status, window, notes, location, losesPlace } = edit;
  const set = {
    startAt: window.start,
    endAt: window.end,
    totalPrice: priceOf(window.start, window.end, sql`price_per_hour`),
    notes,
    location,
    optionExpiresAt: optionExpiry(sql`option_expires_at`, window.start),
    ...(losesPlace && { optionedAt: change.now }),
  };
  const hasText = notes !== null || location !== null;
  return changeIf(db, change, [status], set, hasText ? sql`NOT ${isOwnerErased}` : undefined);
}
