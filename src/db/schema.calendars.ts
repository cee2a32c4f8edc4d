import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { LANGUAGES } from '../i18n/text';
import * as column from './columns';
import * as constants from './constants';
import { models, users } from './schema';

/**
 * Calendars to subscribe to. Whoever has a calendar's token reads it, so the token is stored as its
 * SHA-256 alone. Triggers delete them with their account and when its role changes.
 */
export const calendars = sqliteTable(
  'calendars',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    scope: text('scope', { enum: constants.CALENDAR_SCOPES }).notNull(),
    modelId: text('model_id').references(() => models.id),
    tokenHash: text('token_hash').notNull().unique(),
    language: text('language', { enum: LANGUAGES }).notNull(),
    // A date in UTC, so that reads write once a day at most.
    lastUsedOn: text('last_used_on'),
    createdAt: column.createdAt(),
    // Set by the transaction that deletes the row, for the audit trigger.
    deletedBy: text('deleted_by').references(() => users.id),
  },
  (t) => [
    index('calendars_user').on(t.userId),
    check('calendars_scope', column.oneOf(t.scope, constants.CALENDAR_SCOPES)),
    check('calendars_language', column.oneOf(t.language, LANGUAGES)),
    check('calendars_model', sql`(${t.scope} = 'model') = (${t.modelId} IS NOT NULL)`),
  ],
);

/** Book-outs that were deleted, written by trigger: calendars show them as cancelled for 30 days. */
export const deletedBookOuts = sqliteTable(
  'deleted_book_outs',
  {
    seq: integer('seq').primaryKey(),
    id: text('id').notNull(),
    modelId: text('model_id').notNull(),
    startAt: integer('start_at').notNull(),
    endAt: integer('end_at').notNull(),
    deletedAt: integer('deleted_at').notNull(),
  },
  (t) => [
    index('deleted_book_outs_deleted').on(t.deletedAt),
    index('deleted_book_outs_model').on(t.modelId, t.deletedAt),
  ],
);
