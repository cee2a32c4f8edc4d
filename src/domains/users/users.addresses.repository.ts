import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import { DAY } from '../../db/constants';
import { valuesFrom } from '../../db/queries/insert-select';
import { queueMail } from '../../db/queue-mail';
import { users } from '../../db/schema';
import { accountTokens as tokens } from '../../db/schema.mails';
import { columns, type Target, type UserChanges } from './users.repository';

/** How long the link to the old address undoes a change. */
const UNDO_MS = 7 * DAY;

interface Request {
  changes: UserChanges;
  /** The address that is asked for, and what it is counted under. */
  email: string;
  toKeys: readonly string[];
  now: number;
}

/** The link of the present address, if that is the one it was made for: the first old address keeps it. */
const undoLink = sql`(SELECT t.id FROM ${tokens} t WHERE t.user_id = ${users.id} AND t.purpose = 'cancel' AND t.email_key = ${users.emailKey})`;

/** Makes the link that undoes the change, unless one from an earlier change still lives. */
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

/** Changes a live user and asks for another address, with a mail to the new one and one to the old. */
export async function requestIfVersion(
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
