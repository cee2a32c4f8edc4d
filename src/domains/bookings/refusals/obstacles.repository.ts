import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { MAX_BOOKING_MS } from '../../../db/constants';

/** A refused booking or change. `id` is the booking's own, which does not block itself. */
interface Wanted {
  id: string;
  modelId: string;
  userId: string;
  startAt: number;
  endAt: number;
}

/** What blocks a booking, apart from the model's calendar. */
export interface Obstacle {
  model: 'missing' | 'unavailable' | 'bookable';
  user: 'missing' | 'inactive' | 'admin' | 'client';
  /** The client's live booking of this model that overlaps the window. */
  ownBooking: { id: string; start: number; end: number } | null;
  /** The client's number of open requests. */
  openRequests: number;
}

/** Finds what blocks each booking, in one round trip. The database's refusal does not give all reasons. */
export async function findObstacles(
  db: Database,
  wanted: readonly Wanted[],
  now: number,
): Promise<Obstacle[]> {
  const field = (name: keyof Wanted) => sql.raw(`(i.value ->> '${name}')`);
  const rows = await db
    .select({
      model: sql<
        Obstacle['model']
      >`coalesce((SELECT iif(m.is_available = 1, 'bookable', 'unavailable')
        FROM models m WHERE m.id = ${field('modelId')} AND m.deleted_at IS NULL), 'missing')`.as(
        'm',
      ),
      user: sql<Obstacle['user']>`coalesce((SELECT iif(u.is_active = 1, u.role, 'inactive')
        FROM users u WHERE u.id = ${field('userId')} AND u.deleted_at IS NULL), 'missing')`.as('u'),
      ownBooking: sql<
        string | null
      >`(SELECT json_object('id', b.id, 'start', b.start_at, 'end', b.end_at)
        FROM bookings b WHERE b.user_id = ${field('userId')} AND b.model_id = ${field('modelId')}
          AND b.status IN ('requested', 'option', 'confirmed') AND coalesce(b.lapses_at > ${now}, 1)
          AND b.start_at < ${field('endAt')} AND b.start_at > ${field('startAt')} - ${sql.raw(`${MAX_BOOKING_MS}`)}
          AND b.end_at > ${field('startAt')} AND b.id <> ${field('id')} ORDER BY b.start_at LIMIT 1)`.as(
        'c',
      ),
      openRequests:
        sql<number>`(SELECT count(*) FROM bookings b WHERE b.user_id = ${field('userId')}
        AND b.status = 'requested' AND b.start_at > ${now})`.as('n'),
    })
    .from(sql`json_each(${JSON.stringify(wanted)}) i`);
  return rows.map((row) => ({
    ...row,
    // Admin accounts are exempt from both limits.
    ownBooking: row.ownBooking && row.user !== 'admin' ? JSON.parse(row.ownBooking) : null,
    openRequests: row.user === 'admin' ? 0 : row.openRequests,
  }));
}
