import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { mails } from '../../db/schema.mails';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Queues, once per option, a notice to clients whose option ends within a day and was longer than that. Up to
 * `limit`.
 */
export async function queueEnding(db: Database, now: number, limit: number) {
  const rows = await db.all<{ id: string }>(sql`
    INSERT INTO ${mails} (id, template, to_user_id, ref_id, language, next_attempt_at, created_at)
    SELECT lower(hex(randomblob(16))), 'option_ending', u.id, b.id, u.language, ${now}, ${now}
    FROM bookings b JOIN users u ON u.id = b.user_id
    WHERE b.lapses_at > ${now} AND b.lapses_at <= ${now + DAY_MS} AND b.status = 'option'
      AND b.lapses_at - coalesce(b.challenged_at, b.optioned_at) > ${DAY_MS}
      AND u.notify = 1 AND u.email_verified = 1 AND u.is_active = 1 AND u.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM ${mails} m WHERE m.template = 'option_ending' AND m.ref_id = b.id)
    LIMIT ${limit} RETURNING id`);
  return rows.length;
}

/** Blanks the keyed hashes of up to `limit` mails that no limit counts any more. */
export async function clearCountKeys(db: Database, now: number, limit: number) {
  const before = now - HOUR_MS;
  const old = sql`SELECT seq FROM ${mails} WHERE to_key IS NOT NULL AND created_at <= ${before} UNION SELECT seq FROM ${mails} WHERE caller_key IS NOT NULL AND created_at <= ${before} LIMIT ${limit}`;
  const rows = db
    .update(mails)
    .set({ toKey: null, callerKey: null })
    .where(sql`seq IN (${old})`)
    .returning({ seq: mails.seq });
  return (await rows).length;
}

/** Deletes up to `limit` mails from before `before`. Returns how many. */
export async function purgeMails(db: Database, before: number, limit: number) {
  // Scans in seq order, which is also the order of time.
  const old = sql`SELECT seq FROM (SELECT seq, created_at FROM ${mails} ORDER BY seq LIMIT ${limit}) WHERE created_at < ${before}`;
  const rows = db.delete(mails).where(sql`seq IN (${old})`).returning({ seq: mails.seq });
  return (await rows).length;
}
