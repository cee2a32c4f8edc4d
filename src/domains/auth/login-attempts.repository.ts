import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { valuesFrom } from '../../db/queries/insert-select';
import { loginAttempts as attempts, knownAddresses, sessions, users } from '../../db/schema';

/** An attempt at an account's password, by its folded username or email, or by its id. */
export interface LoginAttempt {
  id: string;
  by: { name: string } | { userId: string };
  /** Counts as the account if there is none. */
  unknown: string;
  address: string;
  /** Hashes under which the address may be known, one per valid secret, with the current secret's first. */
  addressHashes: string[];
  /** Epoch milliseconds. */
  now: number;
}

export interface Limits {
  windowMs: number;
  /** How long an attempt in progress counts, in case its end is never recorded. */
  pendingMs: number;
  perAddress: number;
  perAccount: number;
  /** How long an address counts as known to the account after a sign-in from it. */
  knownMs: number;
}

function accountIs({ by }: LoginAttempt): SQL {
  if ('userId' in by) return eq(users.id, by.userId);
  return eq(by.name.includes('@') ? users.emailKey : users.usernameKey, by.name);
}

/**
 * Records an attempt unless too many are in progress or have failed, and reads the account. One statement
 * decides, in one round trip, so a burst cannot get past it. Returns the counts behind the decision. Failures
 * from elsewhere do not count at an address that the account is known to use.
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

/** Marks the attempt as failed. A trigger writes it to the audit log. */
export async function markFailed(db: Database, id: string): Promise<void> {
  await db.update(attempts).set({ failed: true }).where(eq(attempts.id, id));
}

/** Deletes an attempt and the earlier failures from the same address. */
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

/** Deletes an attempt whose password was never checked. */
export async function deleteAttempt(db: Database, { id }: LoginAttempt): Promise<void> {
  await db.delete(attempts).where(eq(attempts.id, id));
}

/** Deletes all failures of an account. */
export const deleteAllFailures = (db: Database, userId: string, where: SQL) =>
  db.delete(attempts).where(and(eq(attempts.account, userId), attempts.failed, where));

/** Records that the account has signed in from an address, if `where` holds. */
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

/** Tests that this transaction has opened the session. */
export const sessionOpened = (id: string) =>
  sql`EXISTS (SELECT 1 FROM ${sessions} WHERE ${eq(sessions.id, id)})`;

/** Deletes up to `limit` addresses last used before `before`. Returns how many. */
export async function purgeAddresses(db: Database, before: number, limit: number) {
  const old = sql`SELECT user_id, address FROM ${knownAddresses} WHERE at <= ${before} LIMIT ${limit}`;
  const rows = db
    .delete(knownAddresses)
    .where(sql`(user_id, address) IN (${old})`)
    .returning({ userId: knownAddresses.userId });
  return (await rows).length;
}

/** Deletes up to `limit` attempts from before `before`. Returns how many. */
export async function purgeAttempts(db: Database, before: number, limit: number): Promise<number> {
  const old = sql`SELECT id FROM ${attempts} WHERE at < ${before} LIMIT ${limit}`;
  const rows = db.delete(attempts).where(sql`id IN (${old})`).returning({ id: attempts.id });
  return (await rows).length;
}
