import { eq, getTableColumns, type Placeholder, sql } from 'drizzle-orm';
import { type BookingStatus, MAX_BOOKING_MS } from '../../db/constants';
import { bookings } from '../../db/schema';

// Spelled out with the table's name: inside a subquery a bare column would be the inner table's.
export const overlapsOuter = sql.raw(
  `o.model_id = bookings.model_id AND o.start_at < bookings.end_at AND o.start_at > bookings.start_at - ${MAX_BOOKING_MS} AND o.end_at > bookings.start_at`,
);

/** Epoch milliseconds, or where a planned query has them. */
export type Moment = number | Placeholder;

/** An option whose time is not up; one whose time is up counts as expired before the cron has come by. */
export const isAlive = (now: Moment) =>
  sql`(bookings.status = 'option' AND bookings.option_expires_at > ${now})`;
export const isDead = (now: Moment) =>
  sql`(bookings.status = 'option' AND bookings.option_expires_at <= ${now})`;

/** Its state as it stands now. */
export const statusNow = (now: Moment) =>
  sql<BookingStatus>`iif(${isDead(now)}, 'expired', bookings.status)`;

// What nobody is shown, and what only the ETag of a single booking is made of.
const { challengedAt, changeId, moveReason, optionedAt, updatedBy, version, ...shown } =
  getTableColumns(bookings);

/** A booking in a list, as it stands now, with its model's name and a live option's place in the queue. */
export const listedColumns = (now: Moment) => ({
  ...shown,
  status: statusNow(now).as('status'),
  modelName: sql<string>`(SELECT m.name FROM models m WHERE m.id = bookings.model_id)`.as(
    'model_name',
  ),
  optionPosition: sql<number | null>`iif(${isAlive(now)}, (
    SELECT count(*) FROM bookings o WHERE ${overlapsOuter} AND o.status = 'option'
      AND o.option_expires_at > ${now} AND (o.optioned_at, o.seq) <= (bookings.optioned_at, bookings.seq)
  ), NULL)`.as('option_position'),
});

/** Whether the account it belongs to is erased, so that nothing in words may stay on it. */
export const isOwnerErased = sql<number>`EXISTS (SELECT 1 FROM users u WHERE u.id = bookings.user_id AND u.deleted_at IS NOT NULL)`;

/** A booking by itself. */
export const columns = (now: Moment) => ({
  ...listedColumns(now),
  version,
  modelVersion: sql<number>`(SELECT m.version FROM models m WHERE m.id = bookings.model_id)`.as(
    'model_version',
  ),
  ownerErased: isOwnerErased.as('owner_erased'),
});

type Row = typeof bookings.$inferSelect;

export type ListedBooking = Pick<Row, keyof typeof shown> & {
  modelName: string;
  optionPosition: number | null;
};

export type BookingRow = ListedBooking & {
  version: number;
  modelVersion: number;
  ownerErased: number;
};

/** Whose bookings the caller may know of: its own, or everybody's. */
export interface Scope {
  ownerId: string | undefined;
}

export const within = ({ ownerId }: { ownerId: string | Placeholder | undefined }) =>
  ownerId === undefined ? undefined : eq(bookings.userId, ownerId);
