import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { EVERYBODY } from '../../db/constants';
import { keptTotal } from '../../db/pagination';
import { bookingCounts, bookings } from '../../db/schema';

/** Names of the applied migrations and of the triggers that stand in the database. */
export async function readSchemaState(db: Database) {
  const [migrations, triggers] = await db.batch([
    db.select({ name: sql<string>`name` }).from(sql`d1_migrations`),
    db.select({ name: sql<string>`name` }).from(sql`sqlite_schema`).where(sql`type = 'trigger'`),
  ]);
  return {
    migrations: migrations.map(({ name }) => name),
    triggers: triggers.map(({ name }) => name),
  };
}

/** How many rows a gauge looks at, whatever there is: `db:check` looks at all. */
const MOST_PROBED = 1000;

/** Confirmed bookings that overlap an earlier one of the next thousand by their start. */
const overlapping = (since: number) => sql`
  SELECT 1 FROM (
    SELECT seq, model_id, start_at, end_at FROM bookings
    WHERE status = 'confirmed' AND start_at > ${since} ORDER BY start_at LIMIT ${MOST_PROBED}
  ) b
  JOIN bookings o ON o.model_id = b.model_id AND o.status = 'confirmed'
    AND o.start_at >= b.start_at AND o.start_at < b.end_at AND (o.start_at, o.seq) > (b.start_at, b.seq)`;

/**
 * Counts for the metrics, in one round trip whose cost has a bound: bookings by state and sessions as
 * they are kept, overlaps of the next thousand confirmed bookings from `since` on, and of live options
 * that expire by `until` a thousand at most.
 */
export async function readGauges(
  db: Database,
  { now, since, until }: { now: number; since: number; until: number },
) {
  const count = { count: sql<number>`count(*)` };
  const { optionExpiresAt } = bookings;
  const expiring = and(
    eq(bookings.status, 'option'),
    gt(optionExpiresAt, now),
    lte(optionExpiresAt, until),
  );
  const [byStatus, [overlaps], [options], [live]] = await db.batch([
    db
      .select({ status: bookingCounts.status, count: bookingCounts.count })
      .from(bookingCounts)
      .where(eq(bookingCounts.ownerId, EVERYBODY)),
    db.select(count).from(sql`(${overlapping(since)})`),
    db.select(count).from(sql`(SELECT 1 FROM ${bookings} WHERE ${expiring} LIMIT ${MOST_PROBED})`),
    keptTotal(db, 'sessions'),
  ]);
  return {
    byStatus,
    overlapping: overlaps?.count ?? 0,
    expiring: options?.count ?? 0,
    sessions: live?.total ?? 0,
  };
}
