import { eq, getTableColumns, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { isLapsed, optionPosition, statusNow, type TimeParameter } from '../../db/queries/expiry';
import { bookings } from '../../db/schema';

/** The bookings that a caller may see: its own, or all of them. */
export interface Scope {
  ownerId: string | undefined;
}

/** The reader and the time of reading: a client's id, or undefined for an admin. */
interface Viewer {
  ownerId: string | Placeholder | undefined;
  now: TimeParameter;
}

/** Masks an account's id for the caller. A client sees itself and the agency, never a rival. */
export const visibleAccountId = (id: SQL, { ownerId }: Pick<Viewer, 'ownerId'>) =>
  ownerId === undefined
    ? sql<string | null>`${id}`
    : sql<
        string | null
      >`iif(${id} = ${ownerId} OR EXISTS (SELECT 1 FROM users u WHERE u.id = ${id} AND u.role = 'admin'), ${id}, NULL)`;

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
    updatedAt: sql<number>`iif(${isLapsed(now)}, bookings.lapses_at, bookings.updated_at)`.as(
      'updated_at',
    ),
    cancelledBy: visibleAccountId(sql`bookings.cancelled_by`, viewer).as('cancelled_by'),
    modelName: sql<string>`(SELECT m.name FROM models m WHERE m.id = bookings.model_id)`.as(
      'model_name',
    ),
    optionPosition: optionPosition(now).as('option_position'),
    ...(viewer.ownerId === undefined && { clientName: clientName.as('client_name') }),
  };
};

/** Returns whether the booking's account is erased, so that no notes may stay on it. */
export const isOwnerErased = sql<number>`EXISTS (SELECT 1 FROM users u WHERE u.id = bookings.user_id AND u.deleted_at IS NOT NULL)`;

/** Selects a single booking. */
export const columns = (viewer: Viewer) => ({
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

export type BookingRow = ListedBooking & {
  version: number;
  ownerErased: number;
};

export const ownedBy = ({ ownerId }: Pick<Viewer, 'ownerId'>) =>
  ownerId === undefined ? undefined : eq(bookings.userId, ownerId);
