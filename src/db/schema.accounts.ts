import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import * as column from './columns';
import * as words from './constants';

const live = sql`deleted_at IS NULL`;

/** Accounts, their sessions, and records of their requests. */
export const users = sqliteTable(
  'users',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    username: text('username').notNull(),
    // Case-folded for uniqueness. Null once the account is deleted, so the name is free again.
    usernameKey: text('username_key'),
    email: text('email').notNull(),
    emailKey: text('email_key'),
    passwordHash: text('password_hash').notNull(),
    fullName: text('full_name').notNull(),
    phone: text('phone'),
    birthDate: text('birth_date'),
    role: text('role', { enum: words.ROLES }).notNull().default('client'),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
    emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
    // The new address, until the link sent to it is used.
    pendingEmail: text('pending_email'),
    // Whether booking notices are sent by mail.
    notify: integer('notify', { mode: 'boolean' }).notNull().default(true),
    language: text('language', { enum: words.MAIL_LANGUAGES }).notNull().default('ko'),
    version: column.version(),
    createdAt: column.createdAt(),
    updatedAt: column.updatedAt(),
    deletedAt: integer('deleted_at'),
    updatedBy: text('updated_by'),
  },
  (t) => [
    uniqueIndex('users_username_key').on(t.usernameKey),
    uniqueIndex('users_email_key').on(t.emailKey),
    index('users_created').on(t.createdAt).where(live),
    index('users_role_created').on(t.role, t.createdAt).where(live),
    index('users_active_created').on(t.isActive, t.createdAt).where(live),
    index('users_role_active_created').on(t.role, t.isActive, t.createdAt).where(live),
    check('users_role', column.oneOf(t.role, words.ROLES)),
    check('users_is_active', column.flag(t.isActive)),
    check('users_email_verified', column.flag(t.emailVerified)),
    check('users_notify', column.flag(t.notify)),
    check('users_language', column.oneOf(t.language, words.MAIL_LANGUAGES)),
    check('users_deleted_keys', sql`(deleted_at IS NULL) = (email_key IS NOT NULL)`),
  ],
);

export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    // Refresh tokens carry this number. The current one is valid, its direct predecessor for 10 s.
    counter: integer('counter').notNull().default(0),
    rotatedAt: integer('rotated_at').notNull(),
    userAgent: text('user_agent'),
    createdAt: column.createdAt(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
    // Where the session was opened; blanked with the account.
    address: text('address'),
    // When a used refresh token of this session was presented again.
    reusedAt: integer('reused_at'),
  },
  (t) => [
    index('sessions_user').on(t.userId, t.createdAt),
    // An account has at most 20 live sessions. Ended ones are kept for a day.
    index('sessions_live').on(t.userId).where(sql`revoked_at IS NULL`),
    index('sessions_expires').on(t.expiresAt),
    index('sessions_revoked').on(t.revokedAt).where(sql`revoked_at IS NOT NULL`),
    check('sessions_counter', sql`${t.counter} >= 0`),
  ],
);

/** Sign-ins in progress (failed = 0) and failed ones. A successful one leaves no row. Kept for 15 minutes. */
export const loginAttempts = sqliteTable(
  'login_attempts',
  {
    id: text('id').primaryKey(),
    // The account's id, or a keyed hash of an unknown name, because people type passwords there.
    account: text('account').notNull(),
    address: text('address').notNull(),
    failed: integer('failed', { mode: 'boolean' }).notNull().default(false),
    at: integer('at').notNull(),
  },
  (t) => [
    index('login_attempts_account').on(t.account, t.at),
    index('login_attempts_at').on(t.at),
    check('login_attempts_failed', column.flag(t.failed)),
  ],
);

/**
 * Addresses from which an account has signed in. Failed attempts from elsewhere do not lock it out there.
 * Kept for 30 days.
 */
export const knownAddresses = sqliteTable(
  'known_addresses',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    // A keyed hash, erased with the account.
    address: text('address').notNull(),
    /** The latest sign-in. */
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.address] }), index('known_addresses_at').on(t.at)],
);

/** Responses to requests with a key, written by the transaction of the request itself. Kept for 24 hours. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    caller: text('caller').notNull(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    // The user whose data is in the response. The record is deleted with the account.
    subjectId: text('subject_id'),
    // The result rows as JSON, or the refusal.
    result: text('result'),
    refusal: text('refusal'),
    createdAt: column.createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.caller, t.route, t.key] }),
    index('idempotency_keys_created').on(t.createdAt),
    index('idempotency_keys_subject').on(t.subjectId),
    check('idempotency_keys_answer', sql`(${t.result} IS NULL) <> (${t.refusal} IS NULL)`),
  ],
);

/**
 * Other users whose data is in a response, maintained by triggers. The record is deleted with their account.
 */
export const idempotencySubjects = sqliteTable(
  'idempotency_subjects',
  {
    caller: text('caller').notNull(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    subjectId: text('subject_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caller, t.route, t.key, t.subjectId] }),
    index('idempotency_subjects_subject').on(t.subjectId),
  ],
);

/** Who changed what, written by triggers in the transaction of the change. Kept for 180 days. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    seq: column.seq(),
    action: text('action').notNull(),
    // Null for the system, or for a caller who was not signed in.
    actorId: text('actor_id'),
    targetType: text('target_type').notNull(),
    targetId: text('target_id'),
    // { field: [before, after] }, without secrets.
    changes: text('changes', { mode: 'json' }).$type<Record<string, [unknown, unknown]>>(),
    address: text('address'),
    at: integer('at').notNull(),
  },
  (t) => [
    index('audit_log_at').on(t.at),
    index('audit_log_actor').on(t.actorId, t.at),
    index('audit_log_target').on(t.targetId, t.at),
    index('audit_log_action').on(t.action, t.at),
  ],
);

/** Row counts of unfiltered lists, maintained by triggers. */
export const rowCounts = sqliteTable('row_counts', {
  /** Live users, sessions that are not revoked, or audit log entries. */
  name: text('name', { enum: words.COUNTED_TABLES }).primaryKey(),
  count: integer('count').notNull(),
});
