import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { LANGUAGES } from '../i18n/text';
import * as column from './columns';
import * as constants from './constants';
import { models, users } from './schema';

/**
 * Calendar subscriptions. Anyone with a calendar's token can read it, so only the token's SHA-256 is stored.
 * Triggers delete calendars with their account and when its role changes.
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
    // A UTC date, so reads write at most once a day.
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

/** Deleted book-outs, written by a trigger. Calendars show them as cancelled for 30 days. */
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
