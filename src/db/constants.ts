/** Enums and limits that the database, the rules and the contract share. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Longest booking and longest book-out, in milliseconds. They bound overlap queries. */
export const MAX_BOOKING_MS = 14 * DAY;
export const MAX_BOOK_OUT_MS = 366 * DAY;

/** Shortest booking, the shortest notice before its start, and how far ahead it may start. */
export const MIN_BOOKING_MS = HOUR;
export const BOOKING_NOTICE_MS = HOUR;
export const BOOKING_HORIZON_MS = 365 * DAY;

/** An option expires this long before the booking starts. */
export const OPTION_LEAD_MS = DAY;

/** The most requests that a client may have open at once. */
export const MAX_OPEN_REQUESTS = 50;

export const ROLES = ['client', 'admin'] as const;
export const GENDERS = ['female', 'male', 'non_binary'] as const;
export const BOARDS = [
  'women',
  'men',
  'new_faces',
  'commercial',
  'curve',
  'classic',
  'fit',
  'hands',
  'influencer',
  'celebrity',
  'foreign',
] as const;
export const BOOKING_STATUSES = [
  'requested',
  'option',
  'confirmed',
  'completed',
  'declined',
  'released',
  'expired',
  'cancelled',
  'no_show',
] as const;

/** Tables whose rows triggers count. */
export const COUNTED_TABLES = ['users', 'sessions', 'audit_log'] as const;

export const PICTURE_KINDS = ['portfolio', 'digital', 'comp_card'] as const;
export const PICTURE_STATES = ['pending', 'ready', 'deleted'] as const;
export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export const ROTATIONS = [0, 90, 180, 270] as const;

/** The most pictures of a model. A trigger enforces it. */
export const MAX_PICTURES = 60;

/** What a calendar shows: its owner's bookings, one model's work, or everyone's. */
export const CALENDAR_SCOPES = ['mine', 'model', 'agency'] as const;

/** A client's verdict on a model in a package. */
export const VERDICTS = ['yes', 'maybe', 'no'] as const;

/** The owner key under which the bookings of all owners are counted. */
export const EVERYBODY = '';

export type Board = (typeof BOARDS)[number];
export type PictureKind = (typeof PICTURE_KINDS)[number];
export type ImageType = (typeof IMAGE_TYPES)[number];
export type Rotation = (typeof ROTATIONS)[number];
export type Verdict = (typeof VERDICTS)[number];
export type Role = (typeof ROLES)[number];
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** The kinds of work that a queue does after a write. */
export const OUTBOX_KINDS = ['webhooks', 'mails'] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

/** The legal transitions, as in the table `booking_transitions`. States with an empty list are final. */
export const TRANSITIONS: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  requested: ['option', 'confirmed', 'declined', 'cancelled', 'expired'],
  option: ['confirmed', 'released', 'expired', 'cancelled'],
  confirmed: ['completed', 'no_show', 'cancelled'],
  completed: [],
  declined: [],
  released: [],
  expired: [],
  cancelled: [],
  no_show: [],
};

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export const DISABLED_REASONS = ['admin', 'gone', 'failing'] as const;

/** Event types in a booking's history. */
export const BOOKING_EVENT_TYPES = [
  'booking.created',
  'booking.option',
  'booking.confirmed',
  'booking.declined',
  'booking.released',
  'booking.expired',
  'booking.cancelled',
  'booking.completed',
  'booking.no_show',
  'booking.rescheduled',
  'booking.edited',
  'booking.challenge',
  'booking.challenged',
] as const;
export const EVENT_TYPES = [
  ...BOOKING_EVENT_TYPES,
  'package.picked',
  'invoice.issued',
  'invoice.paid',
  'invoice.voided',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** Languages of mails, the default first. */
export const MAIL_LANGUAGES = ['ko', 'en'] as const;
export const MAIL_STATES = ['pending', 'sent', 'failed', 'dropped'] as const;
export const TOKEN_PURPOSES = ['reset', 'verify', 'cancel'] as const;
export const MAIL_TEMPLATES = [
  'forgot',
  'verify',
  'email_change',
  'invitation',
  'booking',
  'option_ending',
  'agency',
  'webhook_disabled',
] as const;

export type MailTemplate = (typeof MAIL_TEMPLATES)[number];
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

/** The most invitations open at once. A trigger enforces it. */
export const MAX_INVITATIONS = 100;
