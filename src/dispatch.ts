import * as z from 'zod';
import { openDatabase } from './db/client';
import { mailWork } from './domains/mails/mails.service';
import { webhookWork } from './domains/webhooks/deliveries.service';
import { type Bindings, loadSettings } from './env';
import { runDue, type WorkContext, type WorkKind } from './outbox/work';

/** A kind of work as what does all of it that is due. */
function kindOf<Row>(work: WorkKind<Row>) {
  return (ctx: WorkContext) => runDue(ctx, work);
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

/** Does what is due of a kind, and asks to be woken when the next is. */
export async function dispatch(env: Bindings, kind: Kind, ctx = contextOf(env)): Promise<void> {
  const next = await KINDS[kind](ctx);
  if (next === undefined || !env.OUTBOX) return;
  const seconds = Math.ceil(Math.max(next - ctx.now(), 0) / 1000);
  await env.OUTBOX.send({ kind }, { delaySeconds: Math.min(seconds, MAX_DELAY_SECONDS) });
}

/** Has every kind looked after: the net below the queue's own messages, and all there is without a queue. */
export async function dispatchAll(env: Bindings): Promise<void> {
  const results = await Promise.allSettled(
    (Object.keys(KINDS) as Kind[]).map((kind) =>
      env.OUTBOX ? env.OUTBOX.send({ kind }) : dispatch(env, kind),
    ),
  );
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
