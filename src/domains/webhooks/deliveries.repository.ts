import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { DELIVERY_STATES } from '../../db/constants';
import type { PageRequest } from '../../db/queries/pagination';
import { webhookDeliveries as deliveries, outbox, webhookEndpoints } from '../../db/schema.outbox';

/** How long a claim is valid. If a worker dies, its delivery is delayed by this long, not lost. */
const LEASE_MS = 30_000;

/**
 * The most concurrent attempts per endpoint. An invocation has six connections, so a slow or dead endpoint
 * delays no other.
 */
const PER_ENDPOINT = 3;

/** A claimed delivery with everything that its attempt needs. */
export interface ClaimedDelivery {
  endpoint_seq: number;
  outbox_seq: number;
  attempts: number;
  url: string;
  secret_sealed: string;
  previous_secret_sealed: string | null;
  previous_until: number | null;
  id: string;
  type: string;
  data: string;
  at: number;
}

const ofEndpoint = (column: string) =>
  sql.raw(`(SELECT ${column} FROM webhook_endpoints WHERE seq = endpoint_seq) AS ${column}`);
const ofEvent = (column: string) =>
  sql.raw(`(SELECT ${column} FROM outbox WHERE seq = outbox_seq) AS ${column}`);

/**
 * Claims deliveries that are due, a few per endpoint, and none of endpoints that are busy. Only one of
 * several concurrent workers gets each delivery.
 */
export const claimDue = (db: Database, now: number, limit: number, busy: readonly number[]) =>
  db.all<ClaimedDelivery>(sql`
    UPDATE webhook_deliveries SET attempts = attempts + 1, next_attempt_at = ${now + LEASE_MS}
    WHERE state = 'pending' AND (endpoint_seq, outbox_seq) IN (
      SELECT d.endpoint_seq, d.outbox_seq FROM webhook_endpoints e JOIN webhook_deliveries d ON d.endpoint_seq = e.seq
      WHERE e.deleted_at IS NULL AND e.seq NOT IN (SELECT value FROM json_each(${JSON.stringify(busy)}))
        AND d.outbox_seq IN (
        SELECT x.outbox_seq FROM webhook_deliveries x
        WHERE x.endpoint_seq = e.seq AND x.state = 'pending' AND x.next_attempt_at <= ${now}
        ORDER BY x.next_attempt_at LIMIT ${PER_ENDPOINT})
      LIMIT ${limit})
    RETURNING endpoint_seq, outbox_seq, attempts, ${ofEndpoint('url')}, ${ofEndpoint('secret_sealed')},
      ${ofEndpoint('previous_secret_sealed')}, ${ofEndpoint('previous_until')},
      ${ofEvent('id')}, ${ofEvent('type')}, ${ofEvent('data')}, ${ofEvent('at')}`);

/** Returns when the next delivery is due, in epoch milliseconds. */
export async function nextDue(db: Database): Promise<number | undefined> {
  const [row] = await db.all<{ due: number | null }>(
    sql`SELECT min((SELECT min(d.next_attempt_at) FROM webhook_deliveries d
        WHERE d.endpoint_seq = e.seq AND d.state = 'pending')) AS due
      FROM webhook_endpoints e WHERE e.deleted_at IS NULL`,
  );
  return row?.due ?? undefined;
}

/** The outcome of an attempt. */
export interface Outcome {
  delivered: boolean;
  /** The receiver is permanently gone, so the endpoint is disabled. */
  gone: boolean;
  /** When to retry, in epoch milliseconds; undefined means never. */
  retryAt: number | undefined;
  status: number | null;
  error: string | null;
  ms: number;
}

/**
 * Records the outcome of an attempt unless a later attempt has claimed the delivery. Disables an endpoint
 * that has been failing since `failingBefore` or earlier.
 */
export async function settle(
  db: Database,
  { endpoint_seq: endpoint, outbox_seq: event, attempts }: ClaimedDelivery,
  { delivered, gone, retryAt, status, error, ms }: Outcome,
  { now, failingBefore }: { now: number; failingBefore: number },
): Promise<void> {
  const state = delivered ? 'delivered' : retryAt === undefined ? 'failed' : 'pending';
  const own = and(eq(deliveries.endpointSeq, endpoint), eq(deliveries.outboxSeq, event));
  const isMine = and(own, eq(deliveries.state, 'pending'), eq(deliveries.attempts, attempts));
  const outcome = db
    .update(deliveries)
    .set({
      state,
      nextAttemptAt: state === 'pending' ? (retryAt ?? null) : null,
      lastStatus: status,
      lastError: error,
      lastMs: ms,
    })
    .where(isMine);
  const target = and(eq(webhookEndpoints.seq, endpoint), isNull(webhookEndpoints.deletedAt));
  if (delivered) {
    const works = sql`${webhookEndpoints.failingSince} IS NOT NULL`;
    const healed = db
      .update(webhookEndpoints)
      .set({ failingSince: null })
      .where(and(target, works));
    await db.batch([outcome, healed]);
    return;
  }
  const failing = db
    .update(webhookEndpoints)
    .set({ failingSince: now })
    .where(and(target, isNull(webhookEndpoints.failingSince)));
  const isOver = gone ? sql`1` : sql`${webhookEndpoints.failingSince} <= ${failingBefore}`;
  const disabled = db
    .update(webhookEndpoints)
    .set({
      disabledAt: now,
      disabledReason: gone ? 'gone' : 'failing',
      version: sql`version + 1`,
      updatedAt: now,
      updatedBy: null,
    })
    .where(and(target, isNull(webhookEndpoints.disabledAt), isOver));
  await db.batch([outcome, failing, disabled]);
}

const columns = {
  eventId: outbox.id,
  type: outbox.type,
  state: deliveries.state,
  attempts: deliveries.attempts,
  nextAttemptAt: deliveries.nextAttemptAt,
  lastStatus: deliveries.lastStatus,
  lastError: deliveries.lastError,
  lastMs: deliveries.lastMs,
  outboxSeq: deliveries.outboxSeq,
};

/** Lists an endpoint's deliveries, newest event first, with one row more than the limit. */
export const listDeliveries = (
  db: Database,
  endpointId: string,
  state: (typeof DELIVERY_STATES)[number] | undefined,
  { skip, limit, after }: PageRequest,
) =>
  db
    .select(columns)
    .from(deliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.seq, deliveries.endpointSeq))
    .innerJoin(outbox, eq(outbox.seq, deliveries.outboxSeq))
    .where(
      and(
        eq(webhookEndpoints.id, endpointId),
        state && eq(deliveries.state, state),
        after && lt(deliveries.outboxSeq, after.seq),
      ),
    )
    .orderBy(desc(deliveries.outboxSeq))
    .limit(limit + 1)
    .offset(skip);

export type DeliveryRow = Awaited<ReturnType<typeof listDeliveries>>[number];

/** Deletes up to `limit` deliveries of events from before `before`. Returns how many. */
export async function purgeDeliveries(
  db: Database,
  before: number,
  limit: number,
): Promise<number> {
  // Scans the oldest events in seq order, which is nearly the order of time, and finds their deliveries
  // endpoint by endpoint, because no index has them by event.
  const old = sql`SELECT d.endpoint_seq, d.outbox_seq
    FROM (SELECT seq, at FROM ${outbox} ORDER BY seq LIMIT ${limit}) o
    CROSS JOIN webhook_endpoints e CROSS JOIN webhook_deliveries d ON d.endpoint_seq = e.seq AND d.outbox_seq = o.seq
    WHERE o.at < ${before} AND e.deleted_at IS NULL LIMIT ${limit}`;
  const rows = db
    .delete(deliveries)
    .where(sql`(endpoint_seq, outbox_seq) IN (${old})`)
    .returning({ seq: deliveries.outboxSeq });
  return (await rows).length;
}
