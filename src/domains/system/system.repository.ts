import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { EVERYBODY } from '../../db/constants';
import { bookingCounts, bookings, sessions } from '../../db/schema';

const overlapping = (since: number) =>
  sql`SELECT booking_id FROM overlapping_bookings WHERE start_at > ${since} LIMIT 100`;

/** Names of the applied migrations and of the triggers that stand in the database, and overlaps since. */
export async function readSchemaState(db: Database, since: number) {
  const [migrations, triggers, overlaps] = await db.batch([
    db.select({ name: sql<string>`name` }).from(sql`d1_migrations`),
    db.select({ name: sql<string>`name` }).from(sql`sqlite_schema`).where(sql`type = 'trigger'`),
    db.select({ id: sql<string>`booking_id` }).from(sql`(${overlapping(since)})`),
  ]);
  return {
    overlaps: overlaps.length,
    migrations: migrations.map(({ name }) => name),
    triggers: triggers.map(({ name }) => name),
  };
}

/**
 * Counts for the metrics, in one round trip: bookings by state, overlaps since (100 at most), live
 * options that expire by `until`, live sessions.
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
    db.select(count).from(bookings).where(expiring),
    db
      .select(count)
      .from(sessions)
      .where(and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now))),
  ]);
  return {
    byStatus,
    overlapping: overlaps?.count ?? 0,
    expiring: options?.count ?? 0,
    sessions: live?.count ?? 0,
  };
}
