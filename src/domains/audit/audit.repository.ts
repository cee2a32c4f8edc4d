import { and, asc, desc, eq, getTableColumns, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAfterCursor } from '../../db/queries/keyset';
import type { PageRequest, Position } from '../../db/queries/pagination';
import { readPage, storedTotal, totalWithin } from '../../db/queries/pagination';
import { auditLog } from '../../db/schema';

export type AuditRow = typeof auditLog.$inferSelect;

export interface AuditFilters {
  actor_id?: string | undefined;
  target_id?: string | undefined;
  action?: string | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** Returns an entry's cursor position in the list. */
export const positionOf = (row: AuditRow) => ({ value: row.at, seq: row.seq });

/** Converts the filters to conditions. One index serves the first equality and the times. */
function conditionsOf({ actor_id, target_id, action, from, to }: AuditFilters) {
  const equal = [
    [auditLog.targetId, target_id],
    [auditLog.actorId, actor_id],
    [auditLog.action, action],
  ] as const;
  const [first, ...others] = equal.flatMap(([column, value]) =>
    value === undefined ? [] : [eq(column, value)],
  );
  const indexed = and(
    first,
    from === undefined ? undefined : gte(auditLog.at, from),
    to === undefined ? undefined : lt(auditLog.at, to),
  );
  return { indexed, others: and(...others) };
}

/** Lists entries, newest first, with one row more than the limit. */
export async function listEntries(
  db: Database,
  filters: AuditFilters,
  { skip, limit, after }: PageRequest,
) {
  const { indexed, others } = conditionsOf(filters);
  const page = db
    .select()
    .from(auditLog)
    .where(and(indexed, others, after && isAfterCursor(auditLog.at, auditLog.seq, after, 'desc')))
    .orderBy(desc(auditLog.at), desc(auditLog.seq))
    .limit(limit + 1)
    .offset(skip);
  const count = indexed ? totalWithin(db, auditLog, indexed, others) : storedTotal(db, 'audit_log');
  return readPage(db, { after }, page, count);
}

/**
 * Returns up to `limit` log entries about a person, oldest first, after a position: what they did, and what
 * was done to their account. Changes that they made to others are the others' data.
 */
export function findEntriesOf(db: Database, userId: string, after: Position, limit: number) {
  // One query per index, each with as many rows as the page may need.
  const by = (mine: SQL) => sql`SELECT seq FROM (SELECT seq FROM ${auditLog}
    WHERE ${mine} AND ${isAfterCursor(auditLog.at, auditLog.seq, after, 'asc')}
    ORDER BY ${auditLog.at}, ${auditLog.seq} LIMIT ${limit})`;
  const mine = [eq(auditLog.actorId, userId), eq(auditLog.targetId, userId)].map(by);
  return db
    .select({
      ...getTableColumns(auditLog),
      changes: sql<
        AuditRow['changes']
      >`iif(${auditLog.targetId} = ${userId}, ${auditLog.changes}, NULL)`
        .mapWith(auditLog.changes)
        .as('changes'),
    })
    .from(auditLog)
    .where(sql`${auditLog.seq} IN (${sql.join(mine, sql` UNION ALL `)})`)
    .orderBy(asc(auditLog.at), asc(auditLog.seq))
    .limit(limit);
}

/** Deletes up to `limit` entries from before `before`. Returns how many. */
export async function purgeEntries(db: Database, before: number, limit: number): Promise<number> {
  const old = sql`SELECT seq FROM ${auditLog} WHERE at < ${before} LIMIT ${limit}`;
  const rows = db.delete(auditLog).where(sql`seq IN (${old})`).returning({ seq: auditLog.seq });
  return (await rows).length;
}
