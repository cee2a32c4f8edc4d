import { and, asc, desc, eq, getTableColumns, gte, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isBeyond } from '../../db/keyset';
import type { PageRequest } from '../../db/pagination';
import { readPage, total } from '../../db/pagination';
import { auditLog } from '../../db/schema';

export type AuditRow = typeof auditLog.$inferSelect;

export interface AuditFilters {
  actor_id?: string | undefined;
  target_id?: string | undefined;
  action?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** Where an entry stands in the order of the list. */
export const positionOf = (row: AuditRow) => ({ value: row.at, seq: row.seq });

/** Entries, newest first; one row more than the limit. */
export async function listEntries(
  db: Database,
  { actor_id, target_id, action, from, to }: AuditFilters,
  { skip, limit, after }: PageRequest,
) {
  const where = and(
    actor_id === undefined ? undefined : eq(auditLog.actorId, actor_id),
    target_id === undefined ? undefined : eq(auditLog.targetId, target_id),
    action === undefined ? undefined : eq(auditLog.action, action),
    from === undefined ? undefined : gte(auditLog.at, from),
    to === undefined ? undefined : lt(auditLog.at, to),
  );
  const page = db
    .select()
    .from(auditLog)
    .where(and(where, after && isBeyond(auditLog.at, auditLog.seq, after, 'desc')))
    .orderBy(desc(auditLog.at), desc(auditLog.seq))
    .limit(limit + 1)
    .offset(skip);
  return readPage(db, { after }, page, db.select(total).from(auditLog).where(where));
}

/**
 * What the log has of a person: what they did and what was done to their account. What they changed of
 * others is the others' data.
 */
export const findEntriesOf = (db: Database, userId: string) =>
  db
    .select({
      ...getTableColumns(auditLog),
      changes: sql<
        AuditRow['changes']
      >`iif(${auditLog.targetId} = ${userId}, ${auditLog.changes}, NULL)`
        .mapWith(auditLog.changes)
        .as('changes'),
    })
    .from(auditLog)
    .where(or(eq(auditLog.actorId, userId), eq(auditLog.targetId, userId)))
    .orderBy(asc(auditLog.seq));

/** Deletes up to `limit` entries from before `before`; tells how many. */
export async function purgeEntries(db: Database, before: number, limit: number): Promise<number> {
  const old = sql`SELECT seq FROM ${auditLog} WHERE at < ${before} LIMIT ${limit}`;
  const rows = db.delete(auditLog).where(sql`seq IN (${old})`).returning({ seq: auditLog.seq });
  return (await rows).length;
}
