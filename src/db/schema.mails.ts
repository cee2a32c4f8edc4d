import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import * as column from './columns';
import * as constants from './constants';
import { users } from './schema.accounts';

/**
 * Tokens sent by mail. The token itself is never stored: it is the id and a MAC of the id. The row is deleted
 * once its token is used or void, so there is at most one per purpose.
 */
export const accountTokens = sqliteTable(
  'account_tokens',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    purpose: text('purpose', { enum: constants.TOKEN_PURPOSES }).notNull(),
    // The recipient address, as given and folded. The token proves this address and no other.
    email: text('email').notNull(),
    emailKey: text('email_key').notNull(),
    expiresAt: integer('expires_at').notNull(),
    createdAt: column.createdAt(),
  },
  (t) => [
    uniqueIndex('account_tokens_user_purpose').on(t.userId, t.purpose),
    index('account_tokens_expires').on(t.expiresAt),
    check('account_tokens_purpose', column.oneOf(t.purpose, constants.TOKEN_PURPOSES)),
  ],
);

/** Invitations. Each is its own token. Personal data is blanked 30 days after the end. */
export const invitations = sqliteTable(
  'invitations',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    email: text('email'),
    // Null once it has ended, so the address can be invited again.
    emailKey: text('email_key'),
    fullName: text('full_name'),
    role: text('role', { enum: ['client', 'admin'] }).notNull(),
    invitedBy: text('invited_by')
      .notNull()
      .references(() => users.id),
    expiresAt: integer('expires_at').notNull(),
    acceptedAt: integer('accepted_at'),
    acceptedUserId: text('accepted_user_id').references(() => users.id),
    revokedAt: integer('revoked_at'),
    revokedBy: text('revoked_by').references(() => users.id),
    createdAt: column.createdAt(),
  },
  (t) => [
    uniqueIndex('invitations_email_key').on(t.emailKey),
    index('invitations_expires').on(t.expiresAt),
    index('invitations_known').on(t.seq).where(sql`email IS NOT NULL`),
    index('invitations_open_by').on(t.invitedBy).where(sql`email_key IS NOT NULL`),
    index('invitations_accepted').on(t.acceptedUserId).where(sql`accepted_user_id IS NOT NULL`),
    check('invitations_role', column.oneOf(t.role, constants.ROLES)),
  ],
);

/** Mails to send. They hold references, never text. The text is composed from the state at sending time. */
export const mails = sqliteTable(
  'mails',
  {
    // Not AUTOINCREMENT, because every mail would pay for the counter. A seq may be reused after a purge.
    seq: integer('seq').primaryKey(),
    // The provider's deduplication id, so it accepts the mail only once.
    id: text('id').notNull(),
    template: text('template', { enum: constants.MAIL_TEMPLATES }).notNull(),
    // Null for mail to the agency, for an invitation, and while only the sealed address is known.
    toUserId: text('to_user_id').references(() => users.id),
    // The sealed address from a forgotten-password request. The consumer opens and blanks it.
    toSealed: text('to_sealed'),
    // Keyed hashes of the address and the caller for the hourly limits; blanked after the hour.
    toKey: text('to_key'),
    callerKey: text('caller_key'),
    refId: text('ref_id'),
    language: text('language', { enum: constants.MAIL_LANGUAGES }).notNull().default('ko'),
    state: text('state', { enum: constants.MAIL_STATES }).notNull().default('pending'),
    // Beyond the address's hourly limit, so it is reported in a summary.
    inSummary: integer('in_summary', { mode: 'boolean' }).notNull().default(false),
    attempts: integer('attempts').notNull().default(0),
    // During an attempt, the end of its lease.
    nextAttemptAt: integer('next_attempt_at'),
    lastError: text('last_error'),
    sentAt: integer('sent_at'),
    createdAt: column.createdAt(),
  },
  (t) => [
    index('mails_due').on(t.nextAttemptAt).where(sql`state = 'pending'`),
    index('mails_user').on(t.toUserId, t.createdAt),
    index('mails_to').on(t.toKey, t.createdAt).where(sql`to_key IS NOT NULL`),
    index('mails_caller').on(t.callerKey, t.createdAt).where(sql`caller_key IS NOT NULL`),
    index('mails_option_ending').on(t.refId).where(sql`template = 'option_ending'`),
    check('mails_template', column.oneOf(t.template, constants.MAIL_TEMPLATES)),
    check('mails_state', column.oneOf(t.state, constants.MAIL_STATES)),
    check('mails_language', column.oneOf(t.language, constants.MAIL_LANGUAGES)),
    check('mails_due_pending', sql`(${t.state} = 'pending') = (${t.nextAttemptAt} IS NOT NULL)`),
  ],
);
