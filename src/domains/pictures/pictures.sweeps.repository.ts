import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { pictures } from '../../db/schema.pictures';

const oldest = (where: ReturnType<typeof and>, limit: number) =>
  sql`seq IN (SELECT seq FROM ${pictures} WHERE ${where} ORDER BY updated_at LIMIT ${limit})`;

/** Abandons up to `limit` uploads that had not finished by `before`. Returns how many. */
export async function deleteUnfinished(db: Database, before: number, now: number, limit: number) {
  const unfinished = and(
    sql`state <> 'ready'`,
    eq(pictures.state, 'pending'),
    lte(pictures.updatedAt, before),
  );
  const rows = await db
    .update(pictures)
    .set({ state: 'deleted', deletedAt: now, updatedAt: now })
    .where(oldest(unfinished, limit))
    .returning({ id: pictures.id });
  return rows.length;
}

const deleted = and(sql`state <> 'ready'`, eq(pictures.state, 'deleted'));

/** Lists deleted pictures whose objects have not been removed. */
export const listWithObjects = (db: Database, limit: number) =>
  db
    .select({ id: pictures.id })
    .from(pictures)
    .where(and(deleted, isNull(pictures.emptiedAt)))
    .orderBy(pictures.updatedAt)
    .limit(limit);

/** Lists deleted pictures whose objects were removed by `before`. */
export const listWithoutObjects = (db: Database, before: number, limit: number) =>
  db
    .select({ id: pictures.id })
    .from(pictures)
    .where(and(deleted, lte(pictures.emptiedAt, before)))
    .orderBy(pictures.updatedAt)
    .limit(limit);

const among = (ids: readonly string[]) =>
  sql`${pictures.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

export const markEmptied = (db: Database, ids: readonly string[], now: number) =>
  db
    .update(pictures)
    .set({ emptiedAt: now })
    .where(and(among(ids), deleted));

export const deleteRows = (db: Database, ids: readonly string[]) =>
  db.delete(pictures).where(and(among(ids), deleted));
