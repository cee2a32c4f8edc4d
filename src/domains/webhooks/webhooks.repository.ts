import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { valuesFrom } from '../../db/queries/insert-select';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { webhookEndpoints as endpoints, outbox } from '../../db/schema.outbox';

export type EndpointRow = typeof endpoints.$inferSelect;
export type NewEndpoint = typeof endpoints.$inferInsert & { id: string };

const live = isNull(endpoints.deletedAt);

const byId = preparedQuery(
  (db, $: Placeholders<{ id: string }>) =>
    db
      .select()
      .from(endpoints)
      .where(and(eq(endpoints.id, $.id), live)),
  endpoints,
);

/** Inserts an endpoint. A trigger refuses the eleventh. */
export async function insertEndpoint(
  db: Database,
  endpoint: NewEndpoint,
  idempotency: PendingRecord | undefined,
): Promise<EndpointRow | undefined> {
  const insert = db.insert(endpoints).values(endpoint);
  const [row] = await commit(db, idempotency, [insert], byId(db, { id: endpoint.id }));
  return row;
}

export async function findEndpoint(db: Database, id: string): Promise<EndpointRow | undefined> {
  const [row] = await byId(db, { id });
  return row;
}

/** Lists all endpoints, oldest first. */
export const listEndpoints = (db: Database) =>
  db.select().from(endpoints).where(live).orderBy(asc(endpoints.seq));

/** An endpoint to change, the accepted versions (undefined accepts all), the author and the time. */
export interface Target {
  id: string;
  versions: number[] | undefined;
  actorId: string;
  now: number;
  idempotency?: PendingRecord | undefined;
}

type Changes = Partial<{ [Name in keyof EndpointRow]: EndpointRow[Name] | SQL }>;

/** Changes a live endpoint if it still has one of the versions. */
export async function updateIfVersion(
  db: Database,
  { id, versions, actorId, now, idempotency }: Target,
  changes: Changes,
): Promise<EndpointRow | undefined> {
  const isCurrent = versions && isAnyOf(endpoints.version, versions);
  const set = { ...changes, version: sql`version + 1`, updatedBy: actorId, updatedAt: now };
  const update = db
    .update(endpoints)
    .set(set)
    .where(and(eq(endpoints.id, id), live, isCurrent))
    .returning();
  if (!idempotency) return (await update)[0];
  const changed = changedAt(db, { id, actorId, now });
  const [row] = await commit(db, idempotency, [update], changed);
  return row;
}

const changedAt = preparedQuery(
  (db, $: Placeholders<{ id: string; actorId: string; now: number }>) =>
    db
      .select()
      .from(endpoints)
      .where(
        and(
          eq(endpoints.id, $.id),
          eq(endpoints.updatedBy, $.actorId),
          eq(endpoints.updatedAt, $.now),
          live,
        ),
      ),
  endpoints,
);

/** Sets a new secret. The previous one, read from the row itself, stays valid for a day. */
export const rotateSecret = (db: Database, target: Target, sealed: string, previousUntil: number) =>
  updateIfVersion(db, target, {
    previousSecretSealed: sql`secret_sealed`,
    previousUntil,
    secretSealed: sealed,
  });

const ping = { id: outbox.id, at: outbox.at };
const pingById = preparedQuery(
  (db, $: Placeholders<{ id: string }>) => db.select(ping).from(outbox).where(eq(outbox.id, $.id)),
  ping,
);

/**
 * Queues a ping for a single endpoint. A trigger creates its delivery. Returns undefined if there is no such
 * endpoint.
 */
export async function insertPing(
  db: Database,
  endpointId: string,
  { eventId: id, actorId, now, idempotency }: Omit<Target, 'id' | 'versions'> & { eventId: string },
) {
  const data = sql`json_object('webhook_id', ${endpoints.id})`;
  const values = {
    id,
    type: 'ping',
    data,
    actorId,
    onlyEndpointSeq: sql`${endpoints.seq}`,
    at: now,
  };
  const from = sql`FROM ${endpoints} WHERE ${and(eq(endpoints.id, endpointId), live)}`;
  const insert = db.insert(outbox).select(valuesFrom(outbox, values, from));
  const [row] = await commit(db, idempotency, [insert], pingById(db, { id }));
  return row;
}

const MOST_REPLAYED = 1000;

/** The events to queue again: those with these ids, or those since a time. */
export type Replayed = { eventIds: readonly string[] } | { since: number };

/**
 * Queues up to 1,000 events again for an endpoint, oldest first, including delivered ones, if it subscribes
 * to them.
 * @returns how many, and the time of the next one that was left out
 */
export async function requeue(db: Database, endpointId: string, which: Replayed, now: number) {
  const wanted =
    'since' in which
      ? sql`o.at >= ${which.since}`
      : sql`o.id IN (SELECT value FROM json_each(${JSON.stringify(which.eventIds)}))`;
  const found = sql`FROM webhook_endpoints e CROSS JOIN outbox o WHERE e.id = ${endpointId} AND e.deleted_at IS NULL
    AND o.only_endpoint_seq IS NULL AND ${wanted}
    AND (e.events = '[]' OR EXISTS (SELECT 1 FROM json_each(e.events) WHERE value = o.type))`;
  const order = 'since' in which ? sql`ORDER BY o.at, o.seq` : sql`ORDER BY o.seq`;
  const next = db.all<{ at: number }>(
    sql`SELECT o.at AS at ${found} ${order} LIMIT 1 OFFSET ${MOST_REPLAYED}`,
  );
  const queue = db.all<{ outbox_seq: number }>(sql`
    INSERT INTO webhook_deliveries (endpoint_seq, outbox_seq, next_attempt_at)
    SELECT e.seq, o.seq, CAST(${now} AS INTEGER) ${found} ${order} LIMIT ${MOST_REPLAYED}
    ON CONFLICT (endpoint_seq, outbox_seq) DO UPDATE SET state = 'pending', attempts = 0, next_attempt_at = excluded.next_attempt_at
    WHERE webhook_deliveries.state <> 'pending'
    RETURNING outbox_seq`);
  const [rest, queued] = await Promise.all([next, queue]);
  return { queued: queued.length, nextSince: rest[0]?.at };
}
