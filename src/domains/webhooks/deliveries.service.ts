import { createHmac } from 'node:crypto';
import type * as z from 'zod';
import { DAY } from '../../db/constants';
import { type Settings, secretsOf } from '../../env';
import type { ActorContext } from '../../http/context';
import { pageRequest } from '../../http/pagination';
import { inBatches } from '../../lib/batches';
import { nextAttempt, WEBHOOK_PAUSES } from '../../outbox/backoff';
import type { Outcome as AttemptOutcome, WorkContext, WorkKind } from '../../outbox/work';
import { toEventView } from '../events/events.view';
import type { ClaimedDelivery, Outcome } from './deliveries.repository';
import * as deliveries from './deliveries.repository';
import { type DeliveryListQuery, targetPolicy, targetProblem } from './webhooks.schemas';
import { get, openSecret, SECRET_PREFIX } from './webhooks.service';

const TIMEOUT_MS = 15_000;
const MOST_FAILING_DAYS = 5;
const USER_AGENT = 'ModelAgency-Webhooks/1';

/**
 * Returns the signature `v1,…` over id, timestamp and body (Standard Webhooks 1.0). `timestamp` is in epoch
 * seconds.
 */
function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return `v1,${mac}`;
}

/** Returns the body of an event: the same bytes on every attempt. */
export const bodyOf = (row: Pick<ClaimedDelivery, 'id' | 'type' | 'data' | 'at'>) =>
  JSON.stringify(toEventView({ ...row, seq: 0 }));

function headersOf(row: ClaimedDelivery, body: string, settings: Settings, now: number) {
  const timestamp = Math.floor(now / 1000);
  const both = (row.previous_until ?? 0) > now ? row.previous_secret_sealed : null;
  const secrets = [row.secret_sealed, both].flatMap((sealed) => {
    const secret = sealed === null ? undefined : openSecret(sealed, settings);
    return secret === undefined ? [] : [secret];
  });
  if (secrets.length === 0) return undefined;
  return {
    'Content-Type': 'application/json',
    'User-Agent': USER_AGENT,
    'webhook-id': row.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets
      .map((secret) => signatureOf(secret, row.id, timestamp, body))
      .join(' '),
  };
}

/** Returns the delay in milliseconds that a receiver requests with Retry-After, at most a day. */
function retryAfter(response: Response, now: number): number | undefined {
  const value = response.headers.get('Retry-After');
  if (value === null || ![429, 503].includes(response.status)) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), DAY) : undefined;
}

interface Sent {
  status: number | null;
  error: string | null;
  pause?: number | undefined;
}

/** Sends a delivery once. Does not follow redirects and reads only the status of the response. */
async function send(ctx: WorkContext, row: ClaimedDelivery): Promise<Sent> {
  const problem = targetProblem(row.url, targetPolicy(ctx.settings));
  if (problem) return { status: null, error: 'target_not_allowed' };
  const body = bodyOf(row);
  const headers = headersOf(row, body, ctx.settings, ctx.now());
  if (!headers) return { status: null, error: 'secret_unreadable' };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const init = { method: 'POST', headers, body, redirect: 'manual', signal } as const;
    const response = await ctx.fetch(row.url, init);
    await response.body?.cancel();
    const isFine = response.status >= 200 && response.status < 300;
    const pause = retryAfter(response, ctx.now());
    return { status: response.status, error: isFine ? null : 'status', pause };
  } catch {
    return { status: null, error: signal.aborted ? 'timeout' : 'connection' };
  }
}

async function attempt(ctx: WorkContext, row: ClaimedDelivery): Promise<AttemptOutcome> {
  const started = ctx.now();
  const { status, error, pause } = await send(ctx, row);
  const now = ctx.now();
  const planned = nextAttempt(WEBHOOK_PAUSES, row.attempts, now);
  const outcome: Outcome = {
    delivered: error === null,
    gone: status === 410,
    retryAt: planned !== undefined && pause !== undefined ? now + pause : planned,
    status,
    error,
    ms: now - started,
  };
  await deliveries.settle(ctx.db, row, outcome, {
    now,
    failingBefore: now - MOST_FAILING_DAYS * DAY,
  });
  if (outcome.delivered) return 'done';
  return outcome.retryAt === undefined || outcome.gone ? 'failed' : 'retried';
}

/** Webhook deliveries as a kind of outbox work. */
export const webhookWork: WorkKind<ClaimedDelivery> = {
  claim: ({ db, now }, limit, busy) =>
    deliveries.claimDue(db, now(), limit, [...new Set(busy.map((row) => row.endpoint_seq))]),
  attempt,
  nextDue: ({ db }) => deliveries.nextDue(db),
};

/** Returns a page of an endpoint's deliveries, newest event first. @throws AppError 404, 422. */
export async function listDeliveries(
  ctx: ActorContext,
  id: string,
  query: z.output<typeof DeliveryListQuery>,
) {
  const request = pageRequest(`deliveries:${id}`, query, secretsOf(ctx.settings));
  const [, rows] = await Promise.all([
    get(ctx, id),
    deliveries.listDeliveries(ctx.db, id, query.state, request),
  ]);
  const positionOf = (row: deliveries.DeliveryRow) => ({
    value: row.outboxSeq,
    seq: row.outboxSeq,
  });
  return { rows, total: null, request, positionOf };
}

const RETENTION_MS = 30 * DAY;

/** Deletes deliveries of events older than 30 days. */
export const purgeDeliveries = ({ db, now }: { db: WorkContext['db']; now: number }) =>
  inBatches((limit) => deliveries.purgeDeliveries(db, now - RETENTION_MS, limit));
