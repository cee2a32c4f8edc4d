import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { MAX_BOOKING_MS } from '../../../db/constants';

/** A booking that was refused, or its change; `id` is its own, which does not stand in its way. */
interface Wanted {
  id: string;
  modelId: string;
  userId: string;
  startAt: number;
  endAt: number;
}

/** What stands in the way of a booking but the model's calendar. */
export interface Obstacle {
  model: 'missing' | 'unavailable' | 'bookable';
  user: 'missing' | 'inactive' | 'admin' | 'client';
  /** The live booking of this model that its client has over the window. */
  ownBooking: { id: string; start: number; end: number } | null;
  /** How many requests its client has open. */
  openRequests: number;
}

/** What stands in the way of each, in one round trip; the database refused them without saying all. */
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
    // An admin's account may have as many as it likes.
    ownBooking: row.ownBooking && row.user !== 'admin' ? JSON.parse(row.ownBooking) : null,
    openRequests: row.user === 'admin' ? 0 : row.openRequests,
  }));
}
