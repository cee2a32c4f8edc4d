import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { bookings } from '../../db/schema';

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

/** Counts for the metrics, in one round trip: bookings by state, and overlaps since (100 at most). */
export async function readGauges(db: Database, since: number) {
  const [byStatus, [overlaps]] = await db.batch([
    db
      .select({ status: bookings.status, count: sql<number>`count(*)` })
      .from(bookings)
      .groupBy(bookings.status),
    db.select({ count: sql<number>`count(*)` }).from(sql`(${overlapping(since)})`),
  ]);
  return { byStatus, overlapping: overlaps?.count ?? 0 };
}
