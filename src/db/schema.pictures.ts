import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import * as column from './columns';
import * as words from './constants';
import { models, users } from './schema';

/**
 * Pictures stored in R2 under pictures/{id}/. The row exists before and after the objects: it is pending
 * while they are uploaded, and deleted until they are removed.
 */
export const pictures = sqliteTable(
  'pictures',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    modelId: text('model_id')
      .notNull()
      .references(() => models.id),
    state: text('state', { enum: words.PICTURE_STATES }).notNull().default('pending'),
    kind: text('kind', { enum: words.PICTURE_KINDS }).notNull(),
    isPublic: integer('is_public', { mode: 'boolean' }).notNull().default(false),
    position: integer('position').notNull(),
    // Hash of the uploaded body. The same bytes are the same picture.
    sha256: text('sha256').notNull(),
    contentType: text('content_type', { enum: words.IMAGE_TYPES }).notNull(),
    bytes: integer('bytes').notNull(),
    // As displayed, after the rotation that a JPEG's EXIF requests.
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    rotation: integer('rotation').notNull().$type<words.Rotation>(),
    alt: text('alt'),
    version: column.version(),
    createdAt: column.createdAt(),
    updatedAt: column.updatedAt(),
    updatedBy: text('updated_by').references(() => users.id),
    deletedAt: integer('deleted_at'),
    // When its objects were first removed.
    emptiedAt: integer('emptied_at'),
  },
  (t) => [
    uniqueIndex('pictures_model_sha256').on(t.modelId, t.sha256).where(sql`state <> 'deleted'`),
    index('pictures_model_position').on(t.modelId, t.position).where(sql`state = 'ready'`),
    index('pictures_unsettled').on(t.updatedAt).where(sql`state <> 'ready'`),
    check('pictures_state', column.oneOf(t.state, words.PICTURE_STATES)),
    check('pictures_kind', column.oneOf(t.kind, words.PICTURE_KINDS)),
    check('pictures_is_public', column.flag(t.isPublic)),
    check('pictures_content_type', column.oneOf(t.contentType, words.IMAGE_TYPES)),
    check('pictures_rotation', sql`${t.rotation} IN (0, 90, 180, 270)`),
    check('pictures_deleted_at', sql`(${t.state} = 'deleted') = (${t.deletedAt} IS NOT NULL)`),
  ],
);
