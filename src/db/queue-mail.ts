import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './client';
import type { MailTemplate } from './constants';
import { valuesFrom } from './queries/insert-select';
import { mails } from './schema.mails';

/** Hourly limits: mails to one address, and mails that one caller requests. */
const PER_ADDRESS = 3;
const HOUR_MS = 3_600_000;

export interface NewMail {
  template: MailTemplate;
  toUserId?: string | SQL | null;
  toSealed?: string;
  /**
   * Keyed hashes under which the address is counted, one per valid secret, with the current secret's first.
   */
  toKeys?: readonly string[];
  callerKeys?: readonly string[];
  refId?: string | SQL | null;
  language: 'ko' | 'en' | SQL;
  now: number;
}

const count = (column: string, keys: readonly string[], now: number) =>
  sql`(SELECT count(*) FROM ${mails} m WHERE m.${sql.raw(column)} IN (SELECT value FROM json_each(${JSON.stringify(keys)})) AND m.created_at > ${now - HOUR_MS})`;

/** Tests whether the address is below its hourly limit. */
export const addressHasRoom = (keys: readonly string[], now: number) =>
  sql`${count('to_key', keys, now)} < ${PER_ADDRESS}`;

/** Tests whether the caller is below the hourly limit. */
export const callerHasRoom = (keys: readonly string[], most: number, now: number) =>
  keys.length === 0 ? sql`1` : sql`${count('caller_key', keys, now)} < ${most}`;

/** Returns the statement that queues a mail, for a batch. @param from the `FROM … WHERE …` it depends on */
export const queueMail = (db: Database, mail: NewMail, from: SQL) =>
  db
    .insert(mails)
    .select(
      valuesFrom(
        mails,
        {
          seq: sql`NULL` as never,
          id: crypto.randomUUID(),
          template: mail.template,
          toUserId: mail.toUserId ?? null,
          toSealed: mail.toSealed ?? null,
          toKey: mail.toKeys?.[0] ?? null,
          callerKey: mail.callerKeys?.[0] ?? null,
          refId: mail.refId ?? null,
          language: mail.language,
          state: 'pending',
          inSummary: false,
          attempts: 0,
          nextAttemptAt: mail.now,
          createdAt: mail.now,
        },
        from,
      ),
    )
    .returning({ id: mails.id });
