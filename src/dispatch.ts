import * as z from 'zod';
import { openDatabase } from './db/client';
import { OUTBOX_KINDS, type OutboxKind } from './db/constants';
import { mailWork } from './domains/mails/mails.service';
import { webhookWork } from './domains/webhooks/deliveries.service';
import { type Bindings, loadSettings } from './env';
import { metricsStore } from './http/request-metrics';
import { OUTCOMES, type Run, runDue, type WorkContext, type WorkKind } from './outbox/work';

/** Wraps a kind of work as two functions: one does all due work, the other returns when more is due. */
function kindOf<Row>(work: WorkKind<Row>) {
  return { run: (ctx: WorkContext) => runDue(ctx, work), nextDue: work.nextDue };
}

/** All kinds of outbox work. */
const KINDS = { webhooks: kindOf(webhookWork), mails: kindOf(mailWork) } satisfies Record<
  OutboxKind,
  unknown
>;

/** A queue message carries no data. It only says that there is work of a kind. */
export const wakeUp = z.object({ kind: z.enum(OUTBOX_KINDS) });

/** The longest delay that a queue accepts, in seconds. */
const MAX_DELAY_SECONDS = 12 * 60 * 60;

const contextOf = (env: Bindings): WorkContext => ({
  db: openDatabase(env.DB, 'first-primary'),
  settings: loadSettings(env),
  now: Date.now,
  fetch: (...args) => fetch(...args),
  email: env.EMAIL,
});

/** Reports outcomes to the metrics. A reporting failure does not fail the work. */
async function report(env: Bindings, kind: OutboxKind, outcomes: Run['outcomes']): Promise<void> {
  if (!env.METRICS || outcomes.size === 0) return;
  // Include all outcomes, so that every counter exists before its first failure.
  const series = OUTCOMES.map((outcome) => [
    `outbox_attempts_total{kind="${kind}",outcome="${outcome}"}`,
    outcomes.get(outcome) ?? 0,
  ]);
  await metricsStore(env.METRICS)
    .add(Object.fromEntries(series))
    .catch(() => {});
}

/** Does the due work of a kind and schedules a wake-up for the next. */
export async function dispatch(
  env: Bindings,
  kind: OutboxKind,
  ctx = contextOf(env),
): Promise<void> {
  const { next, outcomes } = await KINDS[kind].run(ctx);
  await report(env, kind, outcomes);
  if (next === undefined || !env.OUTBOX) return;
  const seconds = Math.ceil(Math.max(next - ctx.now(), 0) / 1000);
  const delaySeconds = Math.min(seconds, MAX_DELAY_SECONDS);
  // If the queue is down, the cron picks up the work within a minute.
  await env.OUTBOX.send({ kind }, { delaySeconds }).catch(() => {});
}

/** Work overdue by this many milliseconds was missed by the queue. */
const OVERDUE_MS = 60_000;

/** Wakes the queue for due work, and does work that the queue has missed. */
async function lookAfter(env: Bindings, kind: OutboxKind, ctx: WorkContext): Promise<void> {
  const due = await KINDS[kind].nextDue(ctx);
  if (due === undefined || due > ctx.now()) return;
  const isOverdue = due <= ctx.now() - OVERDUE_MS;
  const isTold =
    !isOverdue &&
    (await env.OUTBOX?.send({ kind }).then(
      () => true,
      () => false,
    ));
  if (!isTold) await dispatch(env, kind, ctx);
}

/** Checks all kinds of work: a safety net for the queue, and the only trigger without a queue. */
export async function dispatchAll(env: Bindings, ctx = contextOf(env)): Promise<void> {
  const results = await Promise.allSettled(OUTBOX_KINDS.map((kind) => lookAfter(env, kind, ctx)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
