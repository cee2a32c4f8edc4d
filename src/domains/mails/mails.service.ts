import type { Database } from '../../db/client';
import { DAY, HOUR } from '../../db/constants';
import type { Settings } from '../../env';
import { inBatches } from '../../lib/batches';
import { MAIL_PAUSES, nextAttempt } from '../../outbox/backoff';
import type { Outcome, WorkContext, WorkKind } from '../../outbox/work';
import { type Composed, composeAccountMail, isAccountMail } from './mails.compose.service';
import { send } from './mails.drivers';
import { isMailConfigured } from './mails.limits';
import { composeNotice, composeSummary } from './mails.notices.service';
import type { MailRow } from './mails.repository';
import * as repository from './mails.repository';
import * as sweeps from './mails.sweeps.repository';

export type { MailRow };

const MOST_NOTICES = 20;
const NOTICE_LIFE_MS = DAY;
const RETENTION_MS = 30 * DAY;
const MINUTE_MS = 60_000;

const isAccountRow = (
  row: MailRow,
): row is MailRow & { template: Parameters<typeof composeAccountMail>[1]['template'] } =>
  isAccountMail(row.template);

/** Composes a mail from the current state. @param origin the base URL of links if none is configured */
export const compose = (ctx: WorkContext, row: MailRow, origin?: string): Promise<Composed> =>
  isAccountRow(row) ? composeAccountMail(ctx, row, origin) : composeNotice(ctx, row);

/** Sends a composed mail and records the outcome. */
async function deliver(ctx: WorkContext, row: MailRow, made: Composed): Promise<Outcome> {
  const { db } = ctx;
  if ('dropped' in made) {
    await repository.settle(db, row, { state: 'dropped', error: made.dropped }, ctx.now());
    return 'dropped';
  }
  const sent = await send(ctx, { id: row.id, ...made });
  const now = ctx.now();
  if (sent.taken) {
    await repository.settle(db, row, { state: 'sent' }, now);
    return 'done';
  }
  const at = sent.permanent ? undefined : nextAttempt(MAIL_PAUSES, row.attempts, now);
  const { error } = sent;
  await repository.settle(
    db,
    row,
    at === undefined ? { state: 'failed', error } : { state: 'pending', error, at, counts: true },
    now,
  );
  return at === undefined ? 'failed' : 'retried';
}

/** Sends a summary of all postponed notices. The oldest carries it and the others wait for it. */
async function summarise(ctx: WorkContext, row: MailRow): Promise<Outcome> {
  const [oldest] = await repository.summaryOf(ctx.db, row);
  if (oldest && oldest.seq !== row.seq) {
    const at = ctx.now() + MINUTE_MS;
    const waits = { state: 'pending', error: null, at, counts: false } as const;
    await repository.settle(ctx.db, row, waits, ctx.now());
    return 'retried';
  }
  const { notices = [], ...made } = await composeSummary(ctx, row);
  const outcome = await deliver(ctx, row, made);
  if (outcome === 'done') await repository.settleSummary(ctx.db, notices, ctx.now());
  return outcome;
}

async function attempt(ctx: WorkContext, row: MailRow): Promise<Outcome> {
  if (isAccountRow(row)) return deliver(ctx, row, await compose(ctx, row));
  if (ctx.now() - row.createdAt > NOTICE_LIFE_MS) return deliver(ctx, row, { dropped: 'late' });
  if (row.inSummary) return summarise(ctx, row);
  const made = await composeNotice(ctx, row);
  const earlier = await repository.earlierNotices(ctx.db, row);
  if (earlier.n < MOST_NOTICES || 'dropped' in made) return deliver(ctx, row, made);
  await repository.addToSummary(ctx.db, row, earlier.first + HOUR);
  return 'retried';
}

/** Mails as a kind of outbox work. */
export const mailWork: WorkKind<MailRow> = {
  async claim({ db, settings, now }, limit) {
    if (isMailConfigured(settings)) return repository.claimDue(db, now(), limit);
    await repository.dropPending(db);
    return [];
  },
  attempt,
  async nextDue({ db, settings, now }) {
    const due = await repository.nextDue(db);
    // If mail is off, all pending mails are dropped, due or not.
    return due === undefined || isMailConfigured(settings) ? due : Math.min(due, now());
  },
};

/** Returns the latest mails, newest first. */
export const listLatest = ({ db }: { db: Database }) => repository.listLatest(db, 50);

/** Queues the notices of options that end within a day. */
export const announceEnding = async ({ db, now, settings }: Sweeping) => {
  if (isMailConfigured(settings)) await inBatches((limit) => sweeps.queueEnding(db, now, limit));
};

interface Sweeping {
  db: Database;
  now: number;
  settings: Settings;
}

/** Blanks the keyed hashes of mails after an hour, and deletes mails after 30 days. */
export async function purgeMails({ db, now }: Sweeping): Promise<void> {
  await inBatches((limit) => sweeps.clearCountKeys(db, now, limit));
  await inBatches((limit) => sweeps.purgeMails(db, now - RETENTION_MS, limit));
}
