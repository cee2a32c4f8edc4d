import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import * as column from './columns';
import * as words from './constants';
import { users } from './schema.accounts';

/**
 * The tables in several files: bookings and models here, users and sessions in `schema.accounts`, pictures in
 * `schema.pictures`, and so on.
 * Times are INTEGER epoch milliseconds in UTC. Windows are half-open. `seq` names SQLite's rowid, the unique
 * tie-break of every list. `version` counts changes and is the basis of ETags. `updated_by` is the author of
 * the latest change, for the audit triggers. Triggers and the search index are in hand-written migrations.
 */
export * from './schema.accounts';

const live = sql`deleted_at IS NULL`;

/** The model's first public picture, as lists show it. */
export interface Cover {
  picture_id: string;
  width: number;
  height: number;
  alt: string | null;
}

export const models = sqliteTable(
  'models',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    name: text('name').notNull(),
    stageName: text('stage_name'),
    description: text('description').notNull(),
    pricePerHour: integer('price_per_hour').notNull(),
    isAvailable: integer('is_available', { mode: 'boolean' }).notNull().default(true),
    gender: text('gender', { enum: words.GENDERS }),
    boards: column.jsonList<words.Board>('boards'),
    heightCm: integer('height_cm'),
    bustCm: integer('bust_cm'),
    waistCm: integer('waist_cm'),
    hipsCm: integer('hips_cm'),
    inseamCm: integer('inseam_cm'),
    shoeMm: integer('shoe_mm'),
    hairColor: text('hair_color'),
    eyeColor: text('eye_color'),
    nationality: text('nationality'),
    languages: column.jsonList<string>('languages'),
    basedIn: text('based_in'),
    instagram: text('instagram'),
    birthDate: text('birth_date'),
    notesInternal: text('notes_internal'),
    motherAgency: text('mother_agency'),
    commissionPct: integer('commission_pct'),
    // The first public picture, maintained by triggers. It has its own version, so a new cover does not make
    // an open form stale.
    cover: text('cover', { mode: 'json' }).$type<Cover>(),
    coverVersion: integer('cover_version').notNull().default(0),
    version: column.version(),
    createdAt: column.createdAt(),
    updatedAt: column.updatedAt(),
    deletedAt: integer('deleted_at'),
    updatedBy: text('updated_by').references(() => users.id),
  },
  (t) => [
    index('models_created').on(t.createdAt).where(live),
    index('models_price').on(t.pricePerHour).where(live),
    index('models_name').on(t.name).where(live),
    index('models_height').on(column.SORTABLE_HEIGHT).where(live),
    index('models_gender_created').on(t.gender, t.createdAt).where(live),
    index('models_available_created').on(t.isAvailable, t.createdAt).where(live),
    check('models_name_length', sql`length(${t.name}) BETWEEN 2 AND 100`),
    check('models_price_min', sql`${t.pricePerHour} >= 10000`),
    check('models_is_available', column.flag(t.isAvailable)),
    check('models_gender', column.oneOf(t.gender, words.GENDERS)),
    check('models_boards', sql`json_valid(${t.boards})`),
    check('models_languages', sql`json_valid(${t.languages})`),
    check('models_commission', sql`${t.commissionPct} BETWEEN 0 AND 100`),
  ],
);

/**
 * A single row maintained by triggers: the catalogue's generation, under which a count is valid, and the
 * number of live models.
 */
export const catalogueState = sqliteTable('catalogue_state', {
  id: integer('id').primaryKey(),
  generation: integer('generation').notNull(),
  live: integer('live').notNull(),
});

export const modelBoards = sqliteTable(
  'model_boards',
  {
    board: text('board', { enum: words.BOARDS }).notNull(),
    modelSeq: integer('model_seq')
      .notNull()
      .references(() => models.seq),
  },
  (t) => [
    primaryKey({ columns: [t.board, t.modelSeq] }),
    index('model_boards_model').on(t.modelSeq),
    check('model_boards_board', column.oneOf(t.board, words.BOARDS)),
  ],
);

export const bookOuts = sqliteTable(
  'book_outs',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    modelId: text('model_id')
      .notNull()
      .references(() => models.id),
    startAt: integer('start_at').notNull(),
    endAt: integer('end_at').notNull(),
    reason: text('reason'),
    createdBy: text('created_by').references(() => users.id),
    createdAt: column.createdAt(),
    // Set by the transaction that deletes the row, for the audit trigger.
    deletedBy: text('deleted_by').references(() => users.id),
  },
  (t) => [
    index('book_outs_model_start').on(t.modelId, t.startAt),
    index('book_outs_start').on(t.startAt),
    check('book_outs_window', sql`${t.endAt} > ${t.startAt}`),
    check(
      'book_outs_length',
      sql`${t.endAt} - ${t.startAt} <= ${column.ms(words.MAX_BOOK_OUT_MS)}`,
    ),
  ],
);

export const bookings = sqliteTable(
  'bookings',
  {
    seq: column.seq(),
    id: text('id').notNull().unique(),
    modelId: text('model_id')
      .notNull()
      .references(() => models.id),
    userId: text('user_id')
      .notNull()
      .references(() => users.id),
    startAt: integer('start_at').notNull(),
    endAt: integer('end_at').notNull(),
    timezone: text('timezone').notNull().default('Asia/Seoul'),
    status: text('status', { enum: words.BOOKING_STATUSES }).notNull().default('requested'),
    // The time that orders options in the queue: first come, first served.
    optionedAt: integer('optioned_at'),
    optionExpiresAt: integer('option_expires_at'),
    challengedAt: integer('challenged_at'),
    // When an open request or option expires. From then on it counts as expired, even before the cron has
    // updated it.
    lapsesAt: integer('lapses_at').generatedAlwaysAs(
      sql`iif(status = 'option', option_expires_at, iif(status = 'requested', start_at, NULL))`,
    ),
    pricePerHour: integer('price_per_hour').notNull(),
    totalPrice: integer('total_price').notNull(),
    notes: text('notes'),
    location: text('location'),
    cancelReason: text('cancel_reason'),
    cancelledBy: text('cancelled_by').references(() => users.id),
    // Reason and author of the latest change, for the history trigger. A null author is the system.
    moveReason: text('move_reason'),
    updatedBy: text('updated_by').references(() => users.id),
    // Id of the latest change, which distinguishes its write from another in the same millisecond.
    changeId: text('change_id'),
    version: column.version(),
    createdAt: column.createdAt(),
    updatedAt: column.updatedAt(),
  },
  (t) => [
    index('bookings_confirmed').on(t.modelId, t.startAt).where(sql`status = 'confirmed'`),
    index('bookings_options').on(t.modelId, t.startAt).where(sql`status = 'option'`),
    index('bookings_lapses').on(t.lapsesAt).where(sql`lapses_at IS NOT NULL`),
    index('bookings_confirmed_end').on(t.endAt).where(sql`status = 'confirmed'`),
    index('bookings_user_requested').on(t.userId, t.startAt).where(sql`status = 'requested'`),
    index('bookings_user_start').on(t.userId, t.startAt),
    index('bookings_user_created').on(t.userId, t.createdAt),
    index('bookings_model_start').on(t.modelId, t.startAt),
    index('bookings_status_start').on(t.status, t.startAt),
    index('bookings_status_created').on(t.status, t.createdAt),
    index('bookings_start').on(t.startAt),
    index('bookings_created').on(t.createdAt),
    check('bookings_status', column.oneOf(t.status, words.BOOKING_STATUSES)),
    check(
      'bookings_length',
      sql`${t.endAt} - ${t.startAt} BETWEEN ${column.ms(words.HOUR)} AND ${column.ms(words.MAX_BOOKING_MS)}`,
    ),
    check('bookings_total_price', sql`${t.totalPrice} > 0`),
    check(
      'bookings_option_expiry',
      sql`(${t.status} = 'option') = (${t.optionExpiresAt} IS NOT NULL)`,
    ),
    check(
      'bookings_option_in_time',
      sql`${t.optionExpiresAt} <= ${t.startAt} - ${column.ms(words.OPTION_LEAD_MS)}`,
    ),
  ],
);

/** Booking counts by owner and state, maintained by triggers. The owner '' stands for all owners. */
export const bookingCounts = sqliteTable(
  'booking_counts',
  {
    ownerId: text('owner_id').notNull(),
    status: text('status', { enum: words.BOOKING_STATUSES }).notNull(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ownerId, t.status] })],
);

/** The legal state transitions, seeded by migration and enforced by trigger. */
export const bookingTransitions = sqliteTable(
  'booking_transitions',
  {
    fromStatus: text('from_status', { enum: words.BOOKING_STATUSES }).notNull(),
    toStatus: text('to_status', { enum: words.BOOKING_STATUSES }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.fromStatus, t.toStatus] })],
);

/** History, written by triggers in the transaction of the change itself. */
export const bookingEvents = sqliteTable(
  'booking_events',
  {
    seq: column.seq(),
    bookingId: text('booking_id')
      .notNull()
      .references(() => bookings.id),
    event: text('event').notNull(),
    fromStatus: text('from_status', { enum: words.BOOKING_STATUSES }),
    toStatus: text('to_status', { enum: words.BOOKING_STATUSES }),
    detail: text('detail', { mode: 'json' }).$type<Record<string, unknown>>(),
    // API names of the fields that an edit or a reschedule changed.
    changes: text('changes', { mode: 'json' }).$type<string[]>(),
    actorId: text('actor_id').references(() => users.id),
    at: integer('at').notNull(),
  },
  (t) => [index('booking_events_booking').on(t.bookingId)],
);
