import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import { DAY } from '../../db/constants';
import { valuesFrom } from '../../db/queries/insert-select';
import { queueMail } from '../../db/queue-mail';
import { users } from '../../db/schema';
import { accountTokens as tokens } from '../../db/schema.mails';
import { columns, type Target, type UserChanges } from './users.repository';

/** How long the link sent to the old address can revert a change. */
const UNDO_MS = 7 * DAY;

interface Request {
  changes: UserChanges;
  /** The requested address and the keys under which it is counted. */
  email: string;
  toKeys: readonly string[];
  now: number;
}

/**
 * Finds the revert link for the current address. After several changes, the first old address keeps its link.
 */
const undoLink = sql`(SELECT t.id FROM ${tokens} t WHERE t.user_id = ${users.id} AND t.purpose = 'cancel' AND t.email_key = ${users.emailKey})`;

/** Inserts the link that reverts the change, unless one from an earlier change is still live. */
const insertUndoLink = (db: Database, now: number, from: SQL) =>
  db
    .insert(tokens)
    .select(
      valuesFrom(
        tokens,
        {
          id: crypto.randomUUID(),
          userId: sql`${users.id}` as never,
          purpose: 'cancel',
          email: sql`${users.email}` as never,
          emailKey: sql`${users.emailKey}` as never,
          expiresAt: now + UNDO_MS,
          createdAt: now,
        },
        from,
      ),
    )
    .onConflictDoUpdate({
      target: [tokens.userId, tokens.purpose],
      set: {
        id: sql`excluded.id`,
        email: sql`excluded.email`,
        emailKey: sql`excluded.email_key`,
        expiresAt: sql`excluded.expires_at`,
        createdAt: sql`excluded.created_at`,
      },
      setWhere: sql`${tokens.expiresAt} <= ${now}`,
    });

/** Changes a live user and requests a new address, with one mail to the new address and one to the old. */
export async function requestEmailChangeIfVersion(
  db: Database,
  { id, versions, actorId, now }: Target,
  { changes, email, toKeys }: Request,
) {
  const isLive = and(eq(users.id, id), isNull(users.deletedAt));
  const isAsked = and(
    isLive,
    eq(users.pendingEmail, email),
    eq(users.updatedAt, now),
    eq(users.updatedBy, actorId),
  );
  const from = sql`FROM ${users} WHERE ${isAsked}`;
  const language = sql`${users.language}`;
  const [rows] = await db.batch([
    db
      .update(users)
      .set({
        ...changes,
        pendingEmail: email,
        version: sql`version + 1`,
        updatedBy: actorId,
        updatedAt: now,
      })
      .where(and(isLive, versions && isAnyOf(users.version, versions)))
      .returning(columns),
    insertUndoLink(db, now, from),
    queueMail(db, { template: 'verify', toUserId: id, toKeys, language, now }, from),
    queueMail(db, { template: 'email_change', toUserId: id, refId: undoLink, language, now }, from),
  ]);
  return rows[0];
}
