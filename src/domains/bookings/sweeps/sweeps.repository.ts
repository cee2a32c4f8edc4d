import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { bookings } from '../../../db/schema';
import { NO_OPTION } from '../transitions/transitions.repository';

type Columns = Partial<Record<keyof typeof bookings.$inferInsert, unknown>>;

/** Columns of a write by the system: no author and no reason. */
const bySystem = { moveReason: null, updatedBy: null, version: sql`version + 1` };

/** Expires up to `limit` lapsed requests and options as of the instant they lapsed. Returns how many. */
export async function expireLapsed(db: Database, now: number, limit: number) {
  const due = sql`SELECT seq FROM bookings WHERE lapses_at <= ${now} LIMIT ${limit}`;
  const set = { status: 'expired', ...NO_OPTION, ...bySystem, updatedAt: sql`lapses_at` } as const;
  return sweep(db, due, set);
}

/** Completes up to `limit` confirmed bookings that had ended by `before`. Returns how many. */
export async function completeEnded(db: Database, now: number, before: number, limit: number) {
  // Names the index because SQLite would otherwise scan every confirmed booking on each call.
  const due = sql`SELECT seq FROM bookings INDEXED BY bookings_confirmed_end
    WHERE status = 'confirmed' AND end_at <= ${before} LIMIT ${limit}`;
  return sweep(db, due, { status: 'completed', ...bySystem, updatedAt: now } as const);
}

async function sweep(db: Database, due: SQL, set: Columns) {
  const swept = db
    .update(bookings)
    .set(set as Partial<typeof bookings.$inferInsert>)
    .where(sql`${bookings.seq} IN (${due})`);
  return (await swept.returning({ seq: bookings.seq })).length;
}
