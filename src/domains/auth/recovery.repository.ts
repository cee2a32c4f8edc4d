import { and, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { addressHasRoom, callerHasRoom, type NewMail, queueMail } from '../../db/queue-mail';

const MOST_OF_CALLER = 20;

/** Writes the one row of a forgotten password; undefined when the caller has asked too often. */
export async function queueForgot(db: Database, mail: NewMail) {
  const { callerKeys = [], now } = mail;
  const [row] = await queueMail(
    db,
    mail,
    sql`WHERE ${callerHasRoom(callerKeys, MOST_OF_CALLER, now)}`,
  );
  return row;
}

/** Writes a mail that confirms an address; undefined beyond what address and account have in an hour. */
export async function queueVerification(db: Database, mail: NewMail) {
  const { toKeys = [], callerKeys = [], now } = mail;
  const room = and(addressHasRoom(toKeys, now), callerHasRoom(callerKeys, MOST_OF_CALLER, now));
  const [row] = await queueMail(db, mail, sql`WHERE ${room}`);
  return row;
}
