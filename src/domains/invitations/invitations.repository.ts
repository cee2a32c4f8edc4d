import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { DAY } from '../../db/constants';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { valuesFrom } from '../../db/queries/insert-select';
import {
  type Placeholders,
  type PreparedQuery,
  preparedQuery,
} from '../../db/queries/prepared-queries';
import { addressHasRoom, callerHasRoom, type NewMail, queueMail } from '../../db/queue-mail';
import { users } from '../../db/schema';
import { invitations } from '../../db/schema.mails';

export type InvitationRow = typeof invitations.$inferSelect;
export type NewInvitation = Omit<typeof invitations.$inferInsert, 'seq'> & {
  emailKey: string;
};

const MOST_AN_HOUR = 100;
const RETENTION_MS = 30 * DAY;

const byId = preparedQuery(
  (db, $: Placeholders<{ id: string }>) =>
    db.select().from(invitations).where(eq(invitations.id, $.id)),
  invitations,
);

/** Tests that an invitation is open: not accepted, not revoked and not expired. */
const isOpen = (id: string, now: number) =>
  and(
    eq(invitations.id, id),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, now),
  );

/**
 * Inserts an invitation and its mail. A unique index refuses a second unexpired invitation to the same
 * address, and a trigger the 101st open one. Returns undefined beyond the hourly limits of address and admin.
 */
export async function insertInvitation(
  db: Database,
  invitation: NewInvitation,
  mail: NewMail & { toKeys: readonly string[]; callerKeys: readonly string[] },
  idempotency: PendingRecord | undefined,
) {
  const { emailKey, createdAt: now } = invitation;
  const room = and(
    addressHasRoom(mail.toKeys, now),
    callerHasRoom(mail.callerKeys, MOST_AN_HOUR, now),
  );
  const effects = [
    db
      .update(invitations)
      .set({ emailKey: null })
      .where(and(eq(invitations.emailKey, emailKey), sql`${invitations.expiresAt} <= ${now}`)),
    db
      .insert(invitations)
      .select(
        valuesFrom(invitations, { seq: sql`NULL` as never, ...invitation }, sql`WHERE ${room}`),
      ),
    queueMail(db, mail, sql`FROM ${invitations} WHERE ${eq(invitations.id, invitation.id)}`),
  ];
  const [row] = await commit(db, idempotency, effects, byId(db, { id: invitation.id }));
  return row;
}

/** Lists open invitations and those that ended within 30 days, newest first. */
export const listInvitations = (db: Database, now: number) =>
  db
    .select()
    .from(invitations)
    .where(
      and(
        gt(invitations.expiresAt, now - RETENTION_MS),
        sql`coalesce(${invitations.acceptedAt}, ${invitations.revokedAt}, ${invitations.expiresAt}) > ${now - RETENTION_MS}`,
      ),
    )
    .orderBy(desc(invitations.seq))
    .limit(1000);

export async function findOpen(db: Database, id: string, now: number) {
  const [row] = await db.select().from(invitations).where(isOpen(id, now));
  return row;
}

/** Revokes an open invitation. */
export async function revokeOpen(db: Database, id: string, actorId: string, now: number) {
  const [row] = await db
    .update(invitations)
    .set({ revokedAt: now, revokedBy: actorId, emailKey: null })
    .where(isOpen(id, now))
    .returning({ id: invitations.id });
  return row;
}

/**
 * Queues the mail of an open invitation again. Returns undefined beyond the hourly limits of address and
 * admin.
 */
export async function queueAgain(
  db: Database,
  id: string,
  mail: NewMail & { toKeys: readonly string[]; callerKeys: readonly string[] },
) {
  const { toKeys, callerKeys, now } = mail;
  const room = and(addressHasRoom(toKeys, now), callerHasRoom(callerKeys, MOST_AN_HOUR, now));
  const from = sql`FROM ${invitations} WHERE ${and(isOpen(id, now), room)}`;
  return (await queueMail(db, mail, from))[0];
}

/**
 * Opens the account of an open invitation and ends the invitation. Of two concurrent calls, one succeeds. The
 * idempotency record belongs to the new account.
 * @returns what `result` reads; undefined if the invitation is not open
 */
export async function acceptOpen<Row>(
  db: Database,
  {
    id,
    user,
    result,
  }: { id: string; user: typeof users.$inferInsert & { id: string }; result: PreparedQuery<Row> },
  now: number,
  idempotency: PendingRecord | undefined,
): Promise<Row | undefined> {
  const made = sql`EXISTS (SELECT 1 FROM ${users} WHERE ${eq(users.id, user.id)})`;
  const from = sql`FROM ${invitations} WHERE ${isOpen(id, now)}`;
  const values = {
    notify: true,
    version: 1,
    language: 'ko' as const,
    ...user,
    seq: sql`NULL` as never,
  };
  const effects = [
    db.insert(users).select(valuesFrom(users, values, from)),
    db
      .update(invitations)
      .set({ acceptedAt: now, acceptedUserId: user.id, emailKey: null })
      .where(and(isOpen(id, now), made)),
  ];
  const own = idempotency && { ...idempotency, subjectId: user.id };
  const [row] = await commit(db, own, effects, result);
  return row;
}

/** Blanks up to `limit` invitations that ended before `before`. Returns how many. */
export async function anonymizeInvitations(db: Database, before: number, limit: number) {
  const old = sql`SELECT seq FROM ${invitations} WHERE email IS NOT NULL AND coalesce(accepted_at, revoked_at, expires_at) <= ${before} LIMIT ${limit}`;
  const rows = db
    .update(invitations)
    .set({ email: null, emailKey: null, fullName: null })
    .where(sql`seq IN (${old})`)
    .returning({ seq: invitations.seq });
  return (await rows).length;
}

/** Returns the invitations that an account was opened from. */
export const invitationsAcceptedBy = (db: Database, userId: string) =>
  db.select().from(invitations).where(eq(invitations.acceptedUserId, userId));
