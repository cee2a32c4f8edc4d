import { and, desc, eq, getTableColumns, gt, isNull, ne, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { Role } from '../../db/constants';
import { valuesFrom } from '../../db/queries/insert-select';
import { readPage, total } from '../../db/queries/pagination';
import { sessions, users } from '../../db/schema';
import {
  deleteAllFailures,
  deleteFailures,
  type LoginAttempt,
  rememberAddress,
  sessionOpened,
} from './login-attempts.repository';

const liveUser = and(eq(users.isActive, true), isNull(users.deletedAt));
const liveSession = (now: number) => and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now));

/** For RETURNING of an INSERT into sessions: the account's role within the same transaction. */
const roleOfOwner = sql<Role>`(SELECT u.role FROM ${users} u WHERE u.id = user_id)`.as('role');

/**
 * Opens a session if the account is still live and its password is still the verified one. Also clears the
 * successful attempt and records its address. `rehashed` replaces an outdated hash in the same transaction.
 * If the account has more than 20 live sessions, a trigger ends the least recently refreshed one.
 */
export async function insertSessionIfUnchanged(
  db: Database,
  session: typeof sessions.$inferInsert,
  attempt: LoginAttempt,
  verifiedHash: string,
  rehashed: string | undefined,
) {
  const insert = db
    .insert(sessions)
    .select(
      valuesFrom(
        sessions,
        { ...session, counter: 0 },
        sql`FROM ${users} WHERE ${and(eq(users.id, session.userId), eq(users.passwordHash, verifiedHash), liveUser)}`,
      ),
    )
    .returning({ ...getTableColumns(sessions), role: roleOfOwner });
  const rehash = db
    .update(users)
    .set({ passwordHash: rehashed ?? verifiedHash })
    .where(and(eq(users.id, session.userId), eq(users.passwordHash, verifiedHash)));
  const [rows] = await db.batch([
    insert,
    deleteFailures(db, attempt, session.userId, sessionOpened(session.id)),
    ...(attempt.addressHashes.length === 0
      ? []
      : [rememberAddress(db, attempt, session.userId, sessionOpened(session.id))]),
    ...(rehashed === undefined ? [] : [rehash]),
  ]);
  return rows[0];
}

/**
 * Advances a session from `counter` in one round trip that resolves every race. One caller advances it. A
 * direct predecessor within the grace period finds it advanced. Any older counter, or the predecessor after
 * the grace period, ends the session. Returns the session's resulting state.
 */
export async function rotateSession(
  db: Database,
  turn: {
    sessionId: string;
    userId: string;
    counter: number;
    now: number;
    graceMs: number;
    expiresAt: number;
    /** A session's maximum lifetime, however often it is refreshed. */
    maxMs: number;
  },
) {
  const own = and(eq(sessions.id, turn.sessionId), eq(sessions.userId, turn.userId));
  const accountIsLive = sql`EXISTS (SELECT 1 FROM ${users} WHERE ${and(eq(users.id, turn.userId), liveUser)})`;
  const [, , rows] = await db.batch([
    db
      .update(sessions)
      .set({
        counter: turn.counter + 1,
        rotatedAt: turn.now,
        expiresAt: sql`min(${turn.expiresAt}, ${sessions.createdAt} + ${turn.maxMs})`,
      })
      .where(and(own, eq(sessions.counter, turn.counter), liveSession(turn.now), accountIsLive)),
    db
      .update(sessions)
      .set({ revokedAt: turn.now, reusedAt: turn.now })
      .where(
        and(
          own,
          isNull(sessions.revokedAt),
          sql`(${sessions.counter} > ${turn.counter + 1} OR (${sessions.counter} = ${turn.counter + 1} AND ${sessions.rotatedAt} < ${turn.now - turn.graceMs}))`,
        ),
      ),
    db
      .select({ session: sessions, username: users.username, role: users.role })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(own, eq(sessions.counter, turn.counter + 1), liveSession(turn.now), liveUser)),
  ]);
  return rows[0];
}

/** Ends one of the user's live sessions. Returns undefined if there is none. */
export async function revokeSession(db: Database, userId: string, sessionId: string, now: number) {
  const [row] = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), liveSession(now)))
    .returning({ id: sessions.id });
  return row;
}

export async function revokeAllSessions(db: Database, userId: string, now: number) {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)));
}

/**
 * Changes the password if it is still the verified one. All other sessions end, and failed attempts at the
 * old password are cleared.
 */
export async function changePasswordIfUnchanged(
  db: Database,
  change: {
    userId: string;
    sessionId: string;
    verifiedHash: string;
    newHash: string;
    now: number;
  },
) {
  const isChanged = sql`EXISTS (SELECT 1 FROM ${users} WHERE ${and(eq(users.id, change.userId), eq(users.passwordHash, change.newHash))})`;
  const [rows] = await db.batch([
    db
      .update(users)
      .set({
        passwordHash: change.newHash,
        version: sql`version + 1`,
        updatedBy: change.userId,
        updatedAt: change.now,
      })
      .where(and(eq(users.id, change.userId), eq(users.passwordHash, change.verifiedHash)))
      .returning({ id: users.id }),
    db
      .update(sessions)
      .set({ revokedAt: change.now })
      .where(
        and(
          eq(sessions.userId, change.userId),
          ne(sessions.id, change.sessionId),
          isNull(sessions.revokedAt),
          isChanged,
        ),
      ),
    deleteAllFailures(db, change.userId, isChanged),
  ]);
  return rows[0];
}

/** Lists the user's live sessions, newest first, with one row more than the limit and the total. */
export async function listLiveSessions(
  db: Database,
  { userId, now, skip, limit }: { userId: string; now: number; skip: number; limit: number },
) {
  const where = and(eq(sessions.userId, userId), liveSession(now));
  const page = db
    .select()
    .from(sessions)
    .where(where)
    .orderBy(sql`${sessions.createdAt} DESC, ${sessions.id}`)
    .limit(limit + 1)
    .offset(skip);
  return readPage(db, {}, page, db.select(total).from(sessions).where(where));
}

/** Returns all of the user's sessions, including ended ones, newest first. */
export const findSessions = (db: Database, userId: string) =>
  db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt), sessions.id);

/** Deletes up to `limit` sessions that ended or expired before `before`. Returns how many. */
export async function purgeSessions(
  db: Database,
  kind: 'ended' | 'run out',
  before: number,
  limit: number,
): Promise<number> {
  // One query per index: a UNION would read all rows before applying the limit.
  const column = kind === 'ended' ? sessions.revokedAt : sessions.expiresAt;
  const old = sql`SELECT id FROM ${sessions} WHERE ${column} < ${before} LIMIT ${limit}`;
  const rows = db.delete(sessions).where(sql`id IN (${old})`).returning({ id: sessions.id });
  return (await rows).length;
}
