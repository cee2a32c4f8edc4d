import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as column from './columns';
import * as constants from './constants';
import { models, users } from './schema';

/** Shortlists from which clients pick through a signed link. */
export const packages = sqliteTable(
  'packages',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    title: text('title').notNull(),
    message: text('message'),
    clientName: text('client_name'),
    // The client it is for, if that client has an account.
    userId: text('user_id').references(() => users.id),
    startAt: integer('start_at'),
    endAt: integer('end_at'),
    showPrices: integer('show_prices', { mode: 'boolean' }).notNull().default(false),
    // The version of the valid link. A new link invalidates the one before.
    linkVersion: integer('link_version').notNull().default(1),
    expiresAt: integer('expires_at').notNull(),
    closedAt: integer('closed_at'),
    revokedAt: integer('revoked_at'),
    viewedAt: integer('viewed_at'),
    // Picks through the link in one clock hour; `pickHour` counts hours since the epoch.
    pickHour: integer('pick_hour').notNull().default(0),
    pickCount: integer('pick_count').notNull().default(0),
    createdBy: text('created_by')
      .notNull()
      .references(() => users.id),
    updatedBy: text('updated_by').references(() => users.id),
    // Id of the latest change, which distinguishes its write from another in the same millisecond.
    changeId: text('change_id'),
    version: column.version(),
    createdAt: column.createdAt(),
    updatedAt: column.updatedAt(),
  },
  (t) => [
    index('packages_created').on(t.createdAt),
    index('packages_expires').on(t.expiresAt),
    index('packages_user').on(t.userId).where(sql`user_id IS NOT NULL`),
    check('packages_show_prices', column.flag(t.showPrices)),
    check('packages_window', sql`(${t.startAt} IS NULL) = (${t.endAt} IS NULL)`),
    check('packages_window_order', sql`${t.endAt} > ${t.startAt}`),
  ],
);

export const packageItems = sqliteTable(
  'package_items',
  {
    packageId: text('package_id')
      .notNull()
      .references(() => packages.id),
    modelId: text('model_id')
      .notNull()
      .references(() => models.id),
    position: integer('position').notNull(),
    note: text('note'),
    // A JSON list. Null means the model's public pictures in their order.
    pictureIds: text('picture_ids'),
    verdict: text('verdict', { enum: constants.VERDICTS }),
    comment: text('comment'),
    // Time of the latest pick, including one that withdrew a verdict.
    decidedAt: integer('decided_at'),
    version: column.version(),
  },
  (t) => [
    primaryKey({ columns: [t.packageId, t.modelId] }),
    check('package_items_verdict', column.oneOf(t.verdict, constants.VERDICTS)),
    check('package_items_picture_ids', sql`json_valid(${t.pictureIds})`),
  ],
);
