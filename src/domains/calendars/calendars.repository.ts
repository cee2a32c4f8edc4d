import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { valuesFrom } from '../../db/queries/insert-select';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { models } from '../../db/schema';
import { calendars, deletedBookOuts } from '../../db/schema.calendars';

export type CalendarRow = Omit<typeof calendars.$inferSelect, 'tokenHash' | 'deletedBy'>;
export type NewCalendar = typeof calendars.$inferInsert & { id: string };

const shown = {
  seq: calendars.seq,
  id: calendars.id,
  userId: calendars.userId,
  scope: calendars.scope,
  modelId: calendars.modelId,
  language: calendars.language,
  lastUsedOn: calendars.lastUsedOn,
  createdAt: calendars.createdAt,
};

/**
 * Adds the sealed token, which the table does not store, to a new calendar. For the response and its replays.
 */
type Sealed = Placeholders<{ id: string; sealed: string }>;
const withToken = ({ sealed }: Sealed) => ({
  ...shown,
  tokenSealed: sql<string>`${sealed}`.as('token_sealed'),
});
const resultWithToken = preparedQuery(
  (db, $: Sealed) => db.select(withToken($)).from(calendars).where(eq(calendars.id, $.id)),
  withToken,
);

/** Inserts a calendar. Returns undefined if its model is gone. A trigger refuses an account's eleventh. */
export async function insertCalendar(
  db: Database,
  calendar: NewCalendar,
  sealed: string,
  idempotency: PendingRecord | undefined,
) {
  const { modelId } = calendar;
  const isLive = sql`SELECT 1 FROM ${models} WHERE id = ${modelId ?? null} AND deleted_at IS NULL`;
  const from = modelId ? sql`WHERE EXISTS (${isLive})` : sql``;
  const insert = db.insert(calendars).select(valuesFrom(calendars, calendar, from));
  const [row] = await commit(
    db,
    idempotency,
    [insert],
    resultWithToken(db, { id: calendar.id, sealed }),
  );
  return row;
}

/** Lists an account's calendars, or all of them, oldest first. */
export const listCalendars = (db: Database, userId: string | undefined) =>
  db
    .select(shown)
    .from(calendars)
    .where(userId === undefined ? undefined : eq(calendars.userId, userId))
    .orderBy(asc(calendars.seq));

/** Deletes a calendar. The row first records who deletes it, for the audit log. */
export async function deleteCalendar(
  db: Database,
  id: string,
  userId: string | undefined,
  actorId: string,
) {
  const isOwn = userId === undefined ? undefined : eq(calendars.userId, userId);
  const own = and(eq(calendars.id, id), isOwn);
  const [, [row]] = await db.batch([
    db.update(calendars).set({ deletedBy: actorId }).where(own),
    db.delete(calendars).where(own).returning({ id: calendars.id }),
  ]);
  return row;
}

const withModelName = {
  ...shown,
  modelName: sql<string | null>`(SELECT m.name FROM models m WHERE m.id = calendars.model_id)`.as(
    'model_name',
  ),
};
const byToken = preparedQuery(
  (db, $: Placeholders<{ hash: string }>) =>
    db
      .select(withModelName)
      .from(calendars)
      .where(
        and(
          eq(calendars.tokenHash, $.hash),
          sql`EXISTS (SELECT 1 FROM users u WHERE u.id = calendars.user_id AND u.is_active = 1 AND u.deleted_at IS NULL AND (calendars.scope = 'mine' OR u.role = 'admin'))`,
        ),
      ),
  withModelName,
);

/** Returns a token's calendar with its model's name, if its owner may still have it. */
export async function findByToken(db: Database, hash: string) {
  const [row] = await byToken(db, { hash });
  return row;
}

/** Records when a calendar was last read, at most once a day. */
export const markUsed = async (db: Database, id: string, day: string) =>
  void (await db
    .update(calendars)
    .set({ lastUsedOn: day })
    .where(and(eq(calendars.id, id), sql`last_used_on IS NOT ${day}`)));

/** Deletes up to `limit` book-outs that were deleted before `before`. Returns how many. */
export async function purgeDeletedBookOuts(db: Database, before: number, limit: number) {
  const old: SQL = sql`SELECT seq FROM ${deletedBookOuts} WHERE deleted_at <= ${before} LIMIT ${limit}`;
  const rows = db
    .delete(deletedBookOuts)
    .where(sql`seq IN (${old})`)
    .returning({ seq: deletedBookOuts.seq });
  return (await rows).length;
}
