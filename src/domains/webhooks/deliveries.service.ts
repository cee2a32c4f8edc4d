import type { Settings } from '../../env';
import { nextAttempt, WEBHOOK_PAUSES } from '../../outbox/backoff';
import type { Outcome as AttemptOutcome, WorkContext, WorkKind } from '../../outbox/work';
import { toEventView } from '../events/events.view';
import {
  type ClaimedDelivery,
  claimDue,
  nextDue,
  type Outcome,
  settle,
} from './deliveries.repository';
import { openSecret, signatureOf } from './webhooks.signing';
import { type TargetPolicy, targetProblem } from './webhooks.target.rules';

export type { ClaimedDelivery };

const TIMEOUT_MS = 15_000;
const DAY = 86_400_000;
const MOST_FAILING_DAYS = 5;
const USER_AGENT = 'ModelAgency-Webhooks/1';

const hostOf = (url: string | undefined) => (url === undefined ? [] : [new URL(url).host]);

/**
 * Returns the targets that this deployment allows. @param requestHost the host of the request that saves a
 * target
 */
export const targetPolicy = (settings: Settings, requestHost?: string): TargetPolicy => ({
  ownHosts: [
    ...hostOf(settings.PUBLIC_URL),
    ...hostOf(settings.APP_URL),
    ...(requestHost === undefined ? [] : [requestHost]),
  ],
  allowPrivate: settings.WEBHOOK_ALLOW_PRIVATE,
  allowLoopback: settings.APP_ENV === 'development' || settings.APP_ENV === 'test',
});

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
  await settle(ctx.db, row, outcome, { now, failingBefore: now - MOST_FAILING_DAYS * DAY });
  if (outcome.delivered) return 'done';
  return outcome.retryAt === undefined || outcome.gone ? 'failed' : 'retried';
}

/** Webhook deliveries as a kind of outbox work. */
export const webhookWork: WorkKind<ClaimedDelivery> = {
  claim: ({ db, now }, limit, busy) =>
    claimDue(db, now(), limit, [...new Set(busy.map((row) => row.endpoint_seq))]),
  attempt,
  nextDue: ({ db }) => nextDue(db),
};
