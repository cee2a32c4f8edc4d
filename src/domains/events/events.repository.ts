import { and, asc, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { EventType } from '../../db/constants';
import { outbox } from '../../db/schema.outbox';

const isOfStream = isNull(outbox.onlyEndpointSeq);

/**
 * Returns events after `after`, oldest first, with one row more than the limit, and the stream's first and
 * last position in the same transaction.
 * @param after the `seq` of the last event seen
 */
export async function readEvents(
  db: Database,
  {
    after,
    types,
    limit,
  }: { after: number; types: readonly EventType[] | undefined; limit: number },
) {
  const wanted = types && inArray(outbox.type, [...types]);
  const page = db
    .select({ seq: outbox.seq, id: outbox.id, type: outbox.type, data: outbox.data, at: outbox.at })
    .from(outbox)
    .where(and(gt(outbox.seq, after), isOfStream, wanted))
    .orderBy(asc(outbox.seq))
    .limit(limit + 1);
  const ends = db
    .select({
      first: sql<number | null>`(SELECT seq FROM outbox ORDER BY seq LIMIT 1)`.as('first'),
      last: sql<number | null>`(SELECT seq FROM outbox ORDER BY seq DESC LIMIT 1)`.as('last'),
    })
    .from(sql`(SELECT 1)`);
  const [rows, [range]] = await db.batch([page, ends]);
  return { rows, first: range?.first ?? 1, last: range?.last ?? 0 };
}

/**
 * Deletes up to `limit` events from before `before` that have no delivery left. Returns how many. The newest
 * event stays, so that the stream is known to have begun.
 */
export async function purgeEvents(db: Database, before: number, limit: number): Promise<number> {
  // Scans in seq order, which is nearly the order of time. Deliveries are found endpoint by endpoint, because
  // no index has them by event. Endpoints that are gone have none.
  const old = sql`SELECT seq FROM (SELECT seq, at FROM ${outbox} ORDER BY seq LIMIT ${limit}) o
    WHERE at < ${before} AND seq < (SELECT max(seq) FROM ${outbox})
      AND NOT EXISTS (SELECT 1 FROM webhook_endpoints e CROSS JOIN webhook_deliveries d ON d.endpoint_seq = e.seq
        WHERE e.deleted_at IS NULL AND d.outbox_seq = o.seq)`;
  const rows = db.delete(outbox).where(sql`seq IN (${old})`).returning({ seq: outbox.seq });
  return (await rows).length;
}
