import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { type BookingStatus, EVERYBODY } from '../../db/constants';
import { lapsedBy } from '../../db/queries/expiry';
import { storedTotal } from '../../db/queries/pagination';
import { bookingCounts, bookings } from '../../db/schema';

/** Returns the names of the applied migrations and of the existing triggers. */
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

/** The most rows a gauge reads, whatever the table's size. `db:check` reads all. */
const MOST_PROBED = 1000;

/** The most pending rows that are counted. */
const MOST_PENDING = 10_000;

/** Selects how much work of an outbox kind is pending, and since when the oldest has been due. */
const waiting = (kind: string, table: string) =>
  sql`SELECT ${sql.raw(`'${kind}'`)} AS kind, count(*) AS pending, min(next_attempt_at) AS due FROM (SELECT next_attempt_at FROM ${sql.raw(table)} WHERE state = 'pending' LIMIT ${MOST_PENDING})`;

/** Counts confirmed bookings that overlap an earlier one, among the next thousand by start. */
const overlapping = (since: number) => sql`
  SELECT 1 FROM (
    SELECT seq, model_id, start_at, end_at FROM bookings
    WHERE status = 'confirmed' AND start_at > ${since} ORDER BY start_at LIMIT ${MOST_PROBED}
  ) b
  JOIN bookings o ON o.model_id = b.model_id AND o.status = 'confirmed'
    AND o.start_at >= b.start_at AND o.start_at < b.end_at AND (o.start_at, o.seq) > (b.start_at, b.seq)`;

interface CachedTotal {
  status: BookingStatus;
  count: number;
}

/** Moves lapsed bookings to the expired count, as the sweep will. */
function asOfNow(stored: readonly CachedTotal[], lapsed: readonly CachedTotal[]): CachedTotal[] {
  const counts = new Map(stored.map(({ status, count }) => [status, count]));
  for (const { status, count } of lapsed) {
    counts.set(status, (counts.get(status) ?? 0) - count);
    counts.set('expired', (counts.get('expired') ?? 0) + count);
  }
  return [...counts].map(([status, count]) => ({ status, count }));
}

/**
 * Reads the counts for the metrics in one round trip of bounded cost: stored counts of bookings by state and
 * of sessions, overlaps among the next thousand confirmed bookings from `since` on, and live options among
 * the next thousand bookings that lapse by `until`.
 */
export async function readGauges(
  db: Database,
  { now, since, until }: { now: number; since: number; until: number },
) {
  const count = { count: sql<number>`count(*)` };
  const lapsingSoon = sql`(SELECT status FROM ${bookings} WHERE lapses_at > ${now} AND lapses_at <= ${until} LIMIT ${MOST_PROBED})`;
  const lapsed = db
    .select({ status: sql<BookingStatus>`status`.as('status'), ...count })
    .from(lapsedBy(now))
    .groupBy(sql`status`);
  const [stored, [overlaps], [options], [live], lapsing, outbox] = await db.batch([
    db
      .select({ status: bookingCounts.status, count: bookingCounts.count })
      .from(bookingCounts)
      .where(eq(bookingCounts.ownerId, EVERYBODY)),
    db.select(count).from(sql`(${overlapping(since)})`),
    db.select(count).from(lapsingSoon).where(sql`status = 'option'`),
    storedTotal(db, 'sessions'),
    lapsed,
    db
      .select({
        kind: sql<string>`kind`,
        pending: sql<number>`pending`,
        due: sql<number | null>`due`,
      })
      .from(
        sql`(${waiting('webhooks', 'webhook_deliveries')} UNION ALL ${waiting('mails', 'mails')})`,
      ),
  ]);
  return {
    byStatus: asOfNow(stored, lapsing),
    overlapping: overlaps?.count ?? 0,
    expiring: options?.count ?? 0,
    sessions: live?.total ?? 0,
    outbox,
  };
}
