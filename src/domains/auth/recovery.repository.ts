import { and, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { addressHasRoom, callerHasRoom, type NewMail, queueMail } from '../../db/queue-mail';

const MOST_OF_CALLER = 20;

/** Queues the mail for a forgotten password. Returns undefined if the caller has requested too many. */
export async function queueForgot(db: Database, mail: NewMail) {
  const { callerKeys = [], now } = mail;
  const [row] = await queueMail(
    db,
    mail,
    sql`WHERE ${callerHasRoom(callerKeys, MOST_OF_CALLER, now)}`,
  );
  return row;
}

/**
 * Queues a mail that confirms an address. Returns undefined beyond the hourly limits of address and account.
 */
export async function queueVerification(db: Database, mail: NewMail) {
  const { toKeys = [], callerKeys = [], now } = mail;
  const room = and(addressHasRoom(toKeys, now), callerHasRoom(callerKeys, MOST_OF_CALLER, now));
  const [row] = await queueMail(db, mail, sql`WHERE ${room}`);
  return row;
}
