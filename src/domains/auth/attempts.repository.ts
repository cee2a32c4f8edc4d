import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { valuesFrom } from '../../db/queries/insert-select';
import { loginAttempts as attempts, knownAddresses, sessions, users } from '../../db/schema';

/** An attempt at the password of an account: by its folded username or e-mail, or by its id. */
export interface LoginAttempt {
  id: string;
  by: { name: string } | { userId: string };
  /** What counts as the account where there is none. */
  unknown: string;
  address: string;
  /** What the address may be known by: a hash by each secret that counts, the current one's first. */
  addressHashes: string[];
  /** Epoch milliseconds. */
  now: number;
}

export interface Limits {
  windowMs: number;
  /** How long an attempt under way counts, should its end get lost. */
  pendingMs: number;
  perAddress: number;
  perAccount: number;
  /** How long an address counts as the account's own after a sign-in from it. */
  knownMs: number;
}

function accountIs({ by }: LoginAttempt): SQL {
  if ('userId' in by) return eq(users.id, by.userId);
  return eq(by.name.includes('@') ? users.emailKey : users.usernameKey, by.name);
}

/**
 * Lets an attempt in unless too many are under way or have failed, and reads the account: one round trip,
 * one statement that decides, so that no burst gets past it. Answers with the counts that decided.
 * Failures from elsewhere count for nothing at an address that the account is known to use.
 */
export async function recordIfAllowed(db: Database, attempt: LoginAttempt, limits: Limits) {
  const { id, unknown, address, now } = attempt;
  const account = sql`coalesce((SELECT ${users.id} FROM ${users} WHERE ${accountIs(attempt)}), ${unknown})`;
  const counts = and(
    sql`${attempts.account} = ${account}`,
    sql`${attempts.at} > ${now - limits.windowMs}`,
    or(attempts.failed, sql`${attempts.at} > ${now - limits.pendingMs}`),
  );
  const own = sql`${attempts.address} = ${address}`;
  const isKnown = sql`EXISTS (SELECT 1 FROM ${knownAddresses} WHERE ${and(
    sql`${knownAddresses.userId} = ${account}`,
    inArray(knownAddresses.address, attempt.addressHashes),
    sql`${knownAddresses.at} > ${now - limits.knownMs}`,
  )})`;
  const count = (where: SQL | undefined) =>
    sql`(SELECT count(*) FROM ${attempts} WHERE ${and(counts, where)})`;
  const [entered, [user], [state]] = await db.batch([
    db
      .insert(attempts)
      .select(
        valuesFrom(
          attempts,
          { id, account, address, failed: false, at: now },
          sql`WHERE ${count(own)} < ${limits.perAddress} AND (${isKnown} OR ${count(undefined)} < ${limits.perAccount})`,
        ),
      )
      .returning({ id: attempts.id }),
    db.select().from(users).where(accountIs(attempt)),
    db
      .select({
        ownFailed: sql<number>`count(*) FILTER (WHERE ${own} AND ${attempts.failed})`,
        ownFirst: sql<number | null>`min(${attempts.at}) FILTER (WHERE ${own})`,
        failed: sql<number>`count(*) FILTER (WHERE ${attempts.failed})`,
        first: sql<number | null>`min(${attempts.at})`,
        isKnown: sql<number>`${isKnown}`,
      })
      .from(attempts)
      .where(counts),
  ]);
  return { entered: entered.length > 0, user, state };
}

/** The attempt was wrong; a trigger tells the audit log. */
export async function markFailed(db: Database, id: string): Promise<void> {
  await db.update(attempts).set({ failed: true }).where(eq(attempts.id, id));
}

/** Forgets an attempt, and the failures before it from the same address. */
export const deleteFailures = (
  db: Database,
  { id, address }: LoginAttempt,
  userId: string,
  where?: SQL,
) =>
  db
    .delete(attempts)
    .where(
      and(
        eq(attempts.account, userId),
        eq(attempts.address, address),
        or(eq(attempts.id, id), attempts.failed),
        where,
      ),
    );

/** Takes an attempt back that was never looked at. */
export async function deleteAttempt(db: Database, { id }: LoginAttempt): Promise<void> {
  await db.delete(attempts).where(eq(attempts.id, id));
}

/** Forgets every failure of an account. */
export const deleteAllFailures = (db: Database, userId: string, where: SQL) =>
  db.delete(attempts).where(and(eq(attempts.account, userId), attempts.failed, where));

/** Notes that the account has signed in from an address, if `where`. */
export const rememberAddress = (
  db: Database,
  { addressHashes, now }: LoginAttempt,
  userId: string,
  where: SQL,
) =>
  db
    .insert(knownAddresses)
    .select(
      valuesFrom(
        knownAddresses,
        { userId, address: addressHashes[0] ?? '', at: now },
        sql`WHERE ${where}`,
      ),
    )
    .onConflictDoUpdate({
      target: [knownAddresses.userId, knownAddresses.address],
      set: { at: now },
    });

/** That a session has been opened by the same transaction. */
export const sessionOpened = (id: string) =>
  sql`EXISTS (SELECT 1 FROM ${sessions} WHERE ${eq(sessions.id, id)})`;

/** Deletes up to `limit` addresses that were used last before `before`; tells how many. */
export async function purgeAddresses(db: Database, before: number, limit: number) {
  const old = sql`SELECT user_id, address FROM ${knownAddresses} WHERE at <= ${before} LIMIT ${limit}`;
  const rows = db
    .delete(knownAddresses)
    .where(sql`(user_id, address) IN (${old})`)
    .returning({ userId: knownAddresses.userId });
  return (await rows).length;
}

/** Deletes up to `limit` guesses from before `before`; tells how many. */
export async function purgeAttempts(db: Database, before: number, limit: number): Promise<number> {
  const old = sql`SELECT id FROM ${attempts} WHERE at < ${before} LIMIT ${limit}`;
  const rows = db.delete(attempts).where(sql`id IN (${old})`).returning({ id: attempts.id });
  return (await rows).length;
}
