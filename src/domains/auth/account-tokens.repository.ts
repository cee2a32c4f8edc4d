import { and, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import type { TokenPurpose } from '../../db/constants';
import { sessions, users } from '../../db/schema';
import { accountTokens as tokens } from '../../db/schema.mails';
import { deleteAllFailures } from './login-attempts.repository';

const isLive = (id: string, purpose: TokenPurpose, now: number) =>
  and(eq(tokens.id, id), eq(tokens.purpose, purpose), gt(tokens.expiresAt, now));

const liveUser = and(eq(users.isActive, true), isNull(users.deletedAt));

/** Finds a live token and its account. */
export async function findToken(db: Database, id: string, purpose: TokenPurpose, now: number) {
  const [row] = await db
    .select({
      userId: tokens.userId,
      email: tokens.email,
      emailKey: tokens.emailKey,
      username: users.username,
      accountEmail: users.email,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(and(isLive(id, purpose, now), isNull(users.deletedAt)));
  return row;
}

type Token = NonNullable<Awaited<ReturnType<typeof findToken>>> & { id: string; now: number };

const endSessions = (db: Database, { userId, now }: Token, where: SQL | undefined) =>
  db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), where));

const changed = (now: number) => ({ version: sql`version + 1`, updatedAt: now });

/**
 * Sets the password if the token is still live. A trigger then deletes the token, so only one of several
 * concurrent requests succeeds. All sessions end and failed sign-ins are cleared. Using the token also proves
 * the address it was sent to.
 */
export async function resetPassword(db: Database, token: Token, passwordHash: string) {
  const { id, userId, emailKey, now } = token;
  const live = sql`EXISTS (SELECT 1 FROM ${tokens} WHERE ${isLive(id, 'reset', now)})`;
  const isDone = sql`EXISTS (SELECT 1 FROM ${users} WHERE ${and(eq(users.id, userId), eq(users.passwordHash, passwordHash))})`;
  const [rows] = await db.batch([
    db
      .update(users)
      .set({
        ...changed(now),
        passwordHash,
        emailVerified: sql`iif(email_key = ${emailKey}, 1, email_verified)`,
        updatedBy: null,
      })
      .where(and(eq(users.id, userId), liveUser, live))
      .returning({ id: users.id }),
    endSessions(db, token, isDone),
    deleteAllFailures(db, userId, isDone),
  ]);
  return rows.length > 0;
}

/** Confirms the address that the token was sent to: the current one or the pending one. */
export async function confirmAddress(db: Database, token: Token) {
  const { id, userId, email, emailKey, now } = token;
  const live = sql`EXISTS (SELECT 1 FROM ${tokens} WHERE ${isLive(id, 'verify', now)})`;
  const [rows] = await db.batch([
    db
      .update(users)
      .set({
        ...changed(now),
        email: sql`iif(email_key = ${emailKey}, email, ${email})`,
        emailKey,
        emailVerified: true,
        pendingEmail: sql`iif(pending_email = ${email}, NULL, pending_email)`,
        updatedBy: userId,
      })
      .where(
        and(
          eq(users.id, userId),
          liveUser,
          or(eq(users.pendingEmail, email), eq(users.emailKey, emailKey)),
          live,
        ),
      )
      .returning({ id: users.id }),
    db.delete(tokens).where(eq(tokens.id, id)),
  ]);
  return rows.length > 0;
}

/** Restores or keeps the old address. All sessions end and all tokens become void. */
export async function undoChange(db: Database, token: Token) {
  const { id, userId, email, emailKey, now } = token;
  const live = sql`EXISTS (SELECT 1 FROM ${tokens} WHERE ${isLive(id, 'cancel', now)})`;
  const [rows] = await db.batch([
    db
      .update(users)
      .set({
        ...changed(now),
        email: sql`iif(email_key = ${emailKey}, email, ${email})`,
        emailKey,
        emailVerified: sql`iif(email_key = ${emailKey}, email_verified, 1)`,
        pendingEmail: null,
        updatedBy: userId,
      })
      .where(and(eq(users.id, userId), isNull(users.deletedAt), live))
      .returning({ id: users.id }),
    endSessions(db, token, live),
    db.delete(tokens).where(and(eq(tokens.userId, userId), live)),
  ]);
  return rows.length > 0;
}

/** Deletes up to `limit` expired tokens. Returns how many. */
export async function purgeTokens(db: Database, now: number, limit: number) {
  const old = sql`SELECT id FROM ${tokens} WHERE expires_at <= ${now} LIMIT ${limit}`;
  const rows = db.delete(tokens).where(sql`id IN (${old})`).returning({ id: tokens.id });
  return (await rows).length;
}
