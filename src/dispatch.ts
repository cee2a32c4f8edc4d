import * as z from 'zod';
import { openDatabase } from './db/client';
import { mailWork } from './domains/mails/mails.service';
import { webhookWork } from './domains/webhooks/deliveries.service';
import { type Bindings, loadSettings } from './env';
import { metricsStore } from './http/request-metrics';
import { OUTCOMES, type Run, runDue, type WorkContext, type WorkKind } from './outbox/work';

/** A kind of work as what does all of it that is due, and what tells when the next is. */
function kindOf<Row>(work: WorkKind<Row>) {
  return { run: (ctx: WorkContext) => runDue(ctx, work), nextDue: work.nextDue };
}

/** Everything that leaves the database, by kind. */
const KINDS = { webhooks: kindOf(webhookWork), mails: kindOf(mailWork) } as const;

type Kind = keyof typeof KINDS;

/** A message of the queue carries no data, only the word that there is work of a kind. */
export const wakeUp = z.object({ kind: z.enum(Object.keys(KINDS) as [Kind, ...Kind[]]) });

/** The longest delay that a queue takes, in seconds. */
const MAX_DELAY_SECONDS = 12 * 60 * 60;

const contextOf = (env: Bindings): WorkContext => ({
  db: openDatabase(env.DB, 'first-primary'),
  settings: loadSettings(env),
  now: Date.now,
  fetch: (...args) => fetch(...args),
  email: env.EMAIL,
});

/** Tells the metrics how attempts went; that they cannot be told is no failure of the work. */
async function report(env: Bindings, kind: Kind, outcomes: Run['outcomes']): Promise<void> {
  if (!env.METRICS || outcomes.size === 0) return;
  // All of them, so that each counter is there before its first failure.
  const series = OUTCOMES.map((outcome) => [
    `outbox_attempts_total{kind="${kind}",outcome="${outcome}"}`,
    outcomes.get(outcome) ?? 0,
  ]);
  await metricsStore(env.METRICS)
    .add(Object.fromEntries(series))
    .catch(() => {});
}

/** Does what is due of a kind, and asks to be woken when the next is. */
export async function dispatch(env: Bindings, kind: Kind, ctx = contextOf(env)): Promise<void> {
  const { next, outcomes } = await KINDS[kind].run(ctx);
  await report(env, kind, outcomes);
  if (next === undefined || !env.OUTBOX) return;
  const seconds = Math.ceil(Math.max(next - ctx.now(), 0) / 1000);
  const delaySeconds = Math.min(seconds, MAX_DELAY_SECONDS);
  // A queue that is down costs a minute: the cron looks, too.
  await env.OUTBOX.send({ kind }, { delaySeconds }).catch(() => {});
}

/** What has been due for so long is nothing that the queue is about to see to, milliseconds. */
const OVERDUE_MS = 60_000;

/** Wakes up the queue for what is due, and does by itself what the queue has passed over. */
async function lookAfter(env: Bindings, kind: Kind, ctx: WorkContext): Promise<void> {
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

/** Has every kind looked after: the net below the queue's own messages, and all there is without a queue. */
export async function dispatchAll(env: Bindings, ctx = contextOf(env)): Promise<void> {
  const kinds = Object.keys(KINDS) as Kind[];
  const results = await Promise.allSettled(kinds.map((kind) => lookAfter(env, kind, ctx)));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
