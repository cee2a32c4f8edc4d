import { and, desc, eq, getTableColumns, isNull, or, sql } from 'drizzle-orm';
import type { Database } from '../../db/client';
import { isAnyOf } from '../../db/columns';
import type { Role } from '../../db/constants';
import { commit, type PendingRecord } from '../../db/idempotency-records';
import { isAfterCursor } from '../../db/queries/keyset';
import type { PageRequest } from '../../db/queries/pagination';
import { readPage, storedTotal, totalWithin } from '../../db/queries/pagination';
import { type Placeholders, preparedQuery } from '../../db/queries/prepared-queries';
import { matchesText } from '../../db/queries/search';
import { type NewMail, queueMail } from '../../db/queue-mail';
import { users } from '../../db/schema';

const live = isNull(users.deletedAt);

export type NewUser = typeof users.$inferInsert;
export type UserChanges = Partial<
  Pick<
    NewUser,
    | 'username'
    | 'usernameKey'
    | 'email'
    | 'emailKey'
    | 'fullName'
    | 'phone'
    | 'role'
    | 'isActive'
    | 'notify'
  >
>;

export const { passwordHash: _, ...columns } = getTableColumns(users);

/** An account without its hash, which only sign-in reads. */
export type UserRow = Omit<typeof users.$inferSelect, 'passwordHash'>;

export async function findUser(db: Database, id: string) {
  const [row] = await db
    .select(columns)
    .from(users)
    .where(and(eq(users.id, id), live));
  return row;
}

/** Returns which of the folded names belong to an account other than `exceptId`. */
export async function findTaken(
  db: Database,
  keys: { usernameKey?: string | null | undefined; emailKey?: string | null | undefined },
  exceptId: string,
) {
  const rows = await db
    .select({ id: users.id, usernameKey: users.usernameKey, emailKey: users.emailKey })
    .from(users)
    .where(
      or(eq(users.usernameKey, keys.usernameKey ?? ''), eq(users.emailKey, keys.emailKey ?? '')),
    );
  const others = rows.filter((row) => row.id !== exceptId);
  return {
    email: others.some((row) => row.emailKey === keys.emailKey),
    username: others.some((row) => row.usernameKey === keys.usernameKey),
  };
}

/** Reads an account. Also the result of a write that opens one. */
export const byId = preparedQuery(
  (db, $: Placeholders<{ id: string }>) => db.select(columns).from(users).where(eq(users.id, $.id)),
  columns,
);

/**
 * Inserts an account and its mail. Unique indexes refuse a taken username or email. The idempotency record
 * belongs to the new account.
 */
export async function insertUser(
  db: Database,
  user: NewUser,
  idempotency: PendingRecord | undefined,
  mail: NewMail | undefined,
): Promise<UserRow | undefined> {
  const own = idempotency && { ...idempotency, subjectId: user.id };
  const insert = db.insert(users).values(user);
  const effects = mail ? [insert, queueMail(db, mail, sql`WHERE 1`)] : [insert];
  const [row] = await commit(db, own, effects, byId(db, { id: user.id }));
  return row;
}

/** An account to change, the accepted versions (undefined accepts all), the author and the time. */
export interface Target {
  id: string;
  versions: number[] | undefined;
  actorId: string;
  now: number;
}

/** Marks a changed address as unconfirmed and cancels a pending change. */
const unverifiedBy = (emailKey: string | null | undefined) =>
  emailKey == null
    ? {}
    : {
        emailVerified: sql`iif(email_key = ${emailKey}, email_verified, 0)`,
        pendingEmail: sql`iif(email_key = ${emailKey}, pending_email, NULL)`,
      };

/** Changes a live user if it still has one of `versions`; undefined accepts all. */
export async function updateIfVersion(db: Database, target: Target, changes: UserChanges) {
  const [row] = await db
    .update(users)
    .set({
      ...changes,
      ...unverifiedBy(changes.emailKey),
      version: sql`version + 1`,
      updatedBy: target.actorId,
      updatedAt: target.now,
    })
    .where(
      and(
        eq(users.id, target.id),
        live,
        target.versions && isAnyOf(users.version, target.versions),
      ),
    )
    .returning(columns);
  return row;
}

/**
 * Soft-deletes an account: personal data is blanked, and the username and email become available. Triggers
 * end its sessions and refuse to delete the last admin.
 */
export async function eraseIfVersion(db: Database, target: Target) {
  const [row] = await db
    .update(users)
    .set({
      username: sql`'deleted-' || ${users.seq}`,
      usernameKey: null,
      email: sql`'deleted-' || ${users.seq} || '@deleted.invalid'`,
      emailKey: null,
      passwordHash: '',
      fullName: '',
      phone: null,
      birthDate: null,
      pendingEmail: null,
      isActive: false,
      version: sql`version + 1`,
      updatedBy: target.actorId,
      updatedAt: target.now,
      deletedAt: target.now,
    })
    .where(
      and(
        eq(users.id, target.id),
        live,
        target.versions && isAnyOf(users.version, target.versions),
      ),
    )
    .returning({ id: users.id });
  return row;
}

/** Returns a user's cursor position in the list. */
export const positionOf = (row: UserRow) => ({ value: row.createdAt, seq: row.seq });

/** Lists live users, newest first, with one row more than the limit. */
export async function listUsers(
  db: Database,
  filters: { q?: string | undefined; role?: Role | undefined; is_active?: boolean | undefined },
  { skip, limit, after }: PageRequest,
) {
  // Each condition has its own index, and both together have one.
  const indexed = and(
    live,
    filters.role && eq(users.role, filters.role),
    filters.is_active === undefined ? undefined : eq(users.isActive, filters.is_active),
  );
  const found =
    filters.q === undefined ? undefined : matchesText('users_search', users.seq, filters.q);
  const beyond = after && isAfterCursor(users.createdAt, users.seq, after, 'desc');
  const page = db
    .select()
    .from(users)
    .where(and(indexed, found, beyond))
    .orderBy(desc(users.createdAt), desc(users.seq))
    .limit(limit + 1)
    .offset(skip);
  const { q, role, is_active } = filters;
  const isFiltered = [q, role, is_active].some((filter) => filter !== undefined);
  const count = isFiltered ? totalWithin(db, users, indexed, found) : storedTotal(db, 'users');
  return readPage(db, { after }, page, count);
}
