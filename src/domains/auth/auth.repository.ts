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
} from './attempts.repository';

const liveUser = and(eq(users.isActive, true), isNull(users.deletedAt));
const liveSession = (now: number) => and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now));

/** In what an INSERT into sessions returns: the role that the account had in that very transaction. */
const roleOfOwner = sql<Role>`(SELECT u.role FROM ${users} u WHERE u.id = user_id)`.as('role');

/**
 * Opens a session if the account is still live and its password still the verified one, forgets the
 * attempt that was right, and notes its address. `rehashed` replaces an outdated hash in the same
 * transaction. Of more than 20 live sessions a trigger ends the least recently refreshed.
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
 * Moves a session from `counter` to the next turn, in one round trip that settles every race:
 * one caller moves it; a direct predecessor within the grace finds it moved; any older counter,
 * or the predecessor after the grace, ends the session. Answers with the session as it then stands.
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
    /** How long a session lasts at most, however often it is refreshed. */
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

/** Ends one of the user's live sessions; undefined when there is no such one. */
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
 * Changes the password if it is still the verified one; with it all other sessions end, and failed
 * guesses at the old one are forgotten.
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

/** The user's live sessions, newest first, one row more than the limit, and how many there are. */
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

/** All of the user's sessions, ended ones too, newest first. */
export const findSessions = (db: Database, userId: string) =>
  db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(sessions.createdAt), sessions.id);

/** Deletes up to `limit` sessions that ended or ran out before `before`; tells how many. */
export async function purgeSessions(
  db: Database,
  kind: 'ended' | 'run out',
  before: number,
  limit: number,
): Promise<number> {
  // Each by its own index: of a UNION all would be read before the limit.
  const column = kind === 'ended' ? sessions.revokedAt : sessions.expiresAt;
  const old = sql`SELECT id FROM ${sessions} WHERE ${column} < ${before} LIMIT ${limit}`;
  const rows = db.delete(sessions).where(sql`id IN (${old})`).returning({ id: sessions.id });
  return (await rows).length;
}
