import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { mails } from '../../db/schema.mails';

/** How long a claim is valid. If a worker dies, its mail is delayed by this long, not lost. */
export const LEASE_MS = 30_000;
const HOUR_MS = 3_600_000;

export type MailRow = typeof mails.$inferSelect;

/** Claims mails that are due. Only one of several concurrent workers gets each mail. */
export const claimDue = (db: Database, now: number, limit: number): Promise<MailRow[]> =>
  db
    .update(mails)
    .set({ attempts: sql`attempts + 1`, nextAttemptAt: now + LEASE_MS })
    .where(
      sql`state = 'pending' AND seq IN (SELECT seq FROM ${mails} WHERE state = 'pending' AND next_attempt_at <= ${now} ORDER BY next_attempt_at LIMIT ${limit})`,
    )
    .returning();

/** Returns when the next mail is due, in epoch milliseconds. */
export async function nextDue(db: Database): Promise<number | undefined> {
  const [row] = await db
    .select({ due: mails.nextAttemptAt })
    .from(mails)
    .where(sql`state = 'pending'`)
    .orderBy(asc(mails.nextAttemptAt))
    .limit(1);
  return row?.due ?? undefined;
}

/** The outcome of an attempt. */
export type Outcome =
  | { state: 'sent' }
  | { state: 'dropped' | 'failed'; error: string }
  /** Retry later. `counts` is false if it was not really an attempt. */
  | { state: 'pending'; error: string | null; at: number; counts: boolean };

/** The id as well, because a purged mail's seq may be taken again. */
const isSame = ({ seq, id }: MailRow) => and(eq(mails.seq, seq), eq(mails.id, id));

const isMine = (row: MailRow) =>
  and(isSame(row), eq(mails.state, 'pending'), eq(mails.attempts, row.attempts));

/** Records the outcome of an attempt unless a later attempt has claimed the mail. */
export async function settle(db: Database, row: MailRow, outcome: Outcome, now: number) {
  const isOver = outcome.state !== 'pending';
  const set = {
    state: outcome.state,
    nextAttemptAt: isOver ? null : outcome.at,
    lastError: outcome.state === 'sent' ? null : outcome.error,
    sentAt: outcome.state === 'sent' ? now : null,
    ...(isOver && { toSealed: null }),
    ...(!isOver && !outcome.counts && { attempts: sql`attempts - 1` }),
  };
  await db.update(mails).set(set).where(isMine(row));
}

/** Stores a mail's recipient and the id behind its link, and blanks the sealed address. */
export async function storeRecipient(db: Database, row: MailRow, toUserId: string, refId: string) {
  await db.update(mails).set({ toUserId, refId, toSealed: null }).where(isSame(row));
}

/** Counts earlier mails to the same address within the hour. */
export async function countEarlierMails(db: Database, { seq, toKey, createdAt }: MailRow) {
  if (toKey === null) return 0;
  const [row] = await db.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM ${mails} WHERE to_key = ${toKey} AND created_at > ${createdAt - HOUR_MS} AND seq < ${seq} AND state <> 'dropped'`,
  );
  return row?.n ?? 0;
}

const NOTICES = sql.raw("('booking', 'option_ending', 'agency', 'webhook_disabled')");
const recipientOf = ({ toUserId }: MailRow) => sql`to_user_id IS ${toUserId}`;

/** Counts earlier notices to the same recipient within the hour and returns the time of the first. */
export async function earlierNotices(db: Database, row: MailRow) {
  const { seq, createdAt } = row;
  const [found] = await db.all<{ n: number; first: number | null }>(
    sql`SELECT count(*) AS n, min(created_at) AS first FROM ${mails} WHERE ${recipientOf(row)} AND created_at > ${createdAt - HOUR_MS} AND template IN ${NOTICES} AND seq < ${seq} AND state <> 'dropped'`,
  );
  return { n: found?.n ?? 0, first: found?.first ?? createdAt };
}

/** Postpones a notice until it is sent in a summary. */
export async function addToSummary(db: Database, row: MailRow, at: number) {
  await db
    .update(mails)
    .set({ inSummary: true, nextAttemptAt: at, attempts: 0 })
    .where(isMine(row));
}

/** Returns the notices waiting for the same summary as this one, oldest first. */
export const summaryOf = (db: Database, row: MailRow) =>
  db
    .select()
    .from(mails)
    .where(and(recipientOf(row), eq(mails.state, 'pending'), eq(mails.inSummary, true)))
    .orderBy(asc(mails.seq))
    .limit(100);

/** Settles the other notices of a summary that was sent. */
export async function settleSummary(db: Database, rows: readonly MailRow[], now: number) {
  const among = (values: unknown[]) =>
    sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
  await db
    .update(mails)
    .set({ state: 'sent', nextAttemptAt: null, sentAt: now })
    .where(
      and(
        eq(mails.state, 'pending'),
        sql`${mails.seq} IN ${among(rows.map(({ seq }) => seq))}`,
        sql`${mails.id} IN ${among(rows.map(({ id }) => id))}`,
      ),
    );
}

/** Drops all pending mails. Mail that accumulated while mail was off must not be sent later. */
export async function dropPending(db: Database) {
  await db
    .update(mails)
    .set({ state: 'dropped', nextAttemptAt: null, toSealed: null, lastError: 'mail_off' })
    .where(sql`state = 'pending'`);
}

/** Returns the latest mails, newest first. */
export const listLatest = (db: Database, limit: number) =>
  db.select().from(mails).orderBy(desc(mails.seq)).limit(limit);

/** Returns mails to an account, oldest first, after the given one. */
export const mailsTo = (
  db: Database,
  userId: string,
  after: { createdAt: number; seq: number },
  limit: number,
) =>
  db
    .select()
    .from(mails)
    .where(
      and(
        eq(mails.toUserId, userId),
        sql`(${mails.createdAt}, ${mails.seq}) > (${after.createdAt}, ${after.seq})`,
      ),
    )
    .orderBy(asc(mails.createdAt), asc(mails.seq))
    .limit(limit);
