// Written by `npm run openapi`.

export type Account = {
  /** Letters, digits, inner blanks and `.` `_` `-`; case makes no difference. */
  username: string;
  /** Unique, ignoring case. */
  email: string;
  /** 8–128 characters with upper, lower, digit and special character. */
  password: string;
  /** The person’s full name. */
  full_name: string;
  /** A Korean mobile number; stored with hyphens. */
  phone?: string | null;
  /** Date of birth; 18 or older to sign up. */
  birth_date?: string | null;
  /** Full years; looked at for the rule of 18, and not stored. */
  age?: number | null;
};

export type Login = {
  /** Username or e-mail address. */
  username: string;
  /** The password. */
  password: string;
};

export type Refresh = {
  /** A refresh token, good for one use. */
  refresh_token: string;
};

export type PasswordForgotten = {
  /** Unique, ignoring case. */
  email: string;
};

export type PasswordReset = {
  /** The token of the mail’s link. */
  token: string;
  /** The new password. */
  new_password: string;
};

export type MailToken = {
  /** The token of the mail’s link. */
  token: string;
};

export type InvitationAccept = {
  /** The token of the mail’s link. */
  token: string;
  /** Letters, digits, inner blanks and `.` `_` `-`; case makes no difference. */
  username: string;
  /** 8–128 characters with upper, lower, digit and special character. */
  password: string;
  /** A Korean mobile number; stored with hyphens. */
  phone?: string | null;
  /** Date of birth; 18 or older to sign up. */
  birth_date?: string | null;
};

export type Logout = {
  /** Ends every session of the caller. */
  all?: boolean;
};

export type ProfileUpdate = {
  /** The person’s full name. */
  full_name?: string;
  /** Where mail is set up, a new address counts once it is confirmed, and needs `current_password`. */
  email?: string;
  /** A Korean mobile number; stored with hyphens. */
  phone?: string | null;
  /** Whether notices of bookings are sent by mail. */
  notify?: boolean;
  /** Your password, to change the e-mail address. */
  current_password?: string;
};

export type Erasure = {
  /** Your password, again. */
  password: string;
};

export type PasswordChange = {
  /** The current password. */
  current_password: string;
  /** The new password. */
  new_password: string;
};

/** A division of the agency that models are listed under. */
export type Board =
  | 'women'
  | 'men'
  | 'new_faces'
  | 'commercial'
  | 'curve'
  | 'classic'
  | 'fit'
  | 'hands'
  | 'influencer'
  | 'celebrity'
  | 'foreign';

/** Gender. */
export type Gender = 'female' | 'male' | 'non_binary';

export type ModelCreate = {
  /** The model’s name. */
  name: string;
  /** What clients should know about the model. */
  description: string;
  /** KRW per hour. */
  price_per_hour: number;
  /** Whether new bookings are taken. */
  is_available?: boolean;
  /** The name the model works under. */
  stage_name?: string | null;
  /** Gender. */
  gender?: Gender | null;
  /** The boards the model is on. */
  boards?: Array<Board> | null;
  /** Height in cm. */
  height_cm?: number | null;
  /** Bust or chest in cm. */
  bust_cm?: number | null;
  /** Waist in cm. */
  waist_cm?: number | null;
  /** Hips in cm. */
  hips_cm?: number | null;
  /** Inseam in cm. */
  inseam_cm?: number | null;
  /** Shoe size in mm, as in Korea. */
  shoe_mm?: number | null;
  /** Hair colour. */
  hair_color?: string | null;
  /** Eye colour. */
  eye_color?: string | null;
  /** Nationality. */
  nationality?: string | null;
  /** Languages the model speaks. */
  languages?: Array<string> | null;
  /** Where the model lives and works. */
  based_in?: string | null;
  /** Instagram account. */
  instagram?: string | null;
  /** Date of birth. */
  birth_date?: string | null;
  /** Internal notes; only admins see them. */
  notes_internal?: string | null;
  /** The mother agency; only admins see it. */
  mother_agency?: string | null;
  /** Commission in percent; only admins see it. */
  commission_pct?: number | null;
};

export type ModelUpdate = {
  /** The model’s name. */
  name?: string;
  /** What clients should know about the model. */
  description?: string;
  /** KRW per hour. */
  price_per_hour?: number;
  /** Whether new bookings are taken. */
  is_available?: boolean;
  /** The name the model works under. */
  stage_name?: string | null;
  /** Gender. */
  gender?: Gender | null;
  /** The boards the model is on. */
  boards?: Array<Board> | null;
  /** Height in cm. */
  height_cm?: number | null;
  /** Bust or chest in cm. */
  bust_cm?: number | null;
  /** Waist in cm. */
  waist_cm?: number | null;
  /** Hips in cm. */
  hips_cm?: number | null;
  /** Inseam in cm. */
  inseam_cm?: number | null;
  /** Shoe size in mm, as in Korea. */
  shoe_mm?: number | null;
  /** Hair colour. */
  hair_color?: string | null;
  /** Eye colour. */
  eye_color?: string | null;
  /** Nationality. */
  nationality?: string | null;
  /** Languages the model speaks. */
  languages?: Array<string> | null;
  /** Where the model lives and works. */
  based_in?: string | null;
  /** Instagram account. */
  instagram?: string | null;
  /** Date of birth. */
  birth_date?: string | null;
  /** Internal notes; only admins see them. */
  notes_internal?: string | null;
  /** The mother agency; only admins see it. */
  mother_agency?: string | null;
  /** Commission in percent; only admins see it. */
  commission_pct?: number | null;
};

export type BookOutCreate = {
  /** The start. */
  start_time: string | Date;
  /** The end (exclusive). */
  end_time: string | Date;
  /** The reason, in words. */
  reason?: string | null;
};

/** Portfolio pictures are finished work, digitals show the model as they are today, and a comp card sums them up. */
export type PictureKind = 'portfolio' | 'digital' | 'comp_card';

export type PictureUpdate = {
  /** What the picture shows, for those who cannot see it. */
  alt?: string | null;
  kind?: PictureKind;
  /** Whether everybody may see it. The first public picture is the model’s cover. */
  is_public?: boolean;
};

export type PictureOrder = {
  /** All of the model’s pictures once, in the order that you want. */
  picture_ids: Array<string>;
};

/** requested → option → confirmed → completed; all others are final. */
export type BookingStatus =
  | 'requested'
  | 'option'
  | 'confirmed'
  | 'completed'
  | 'declined'
  | 'released'
  | 'expired'
  | 'cancelled'
  | 'no_show';

export type BookingCreate = {
  /** Id of the model. */
  model_id: string;
  /** Whose booking it is; admins only. */
  user_id?: string;
  /** The start, with a UTC offset. */
  start_time: string | Date;
  /** The end (exclusive), with a UTC offset. */
  end_time: string | Date;
  /** An IANA time zone. */
  timezone?: string;
  /** Anything else the agency should know. */
  notes?: string | null;
  /** Where it takes place. */
  location?: string | null;
};

export type BookingBatch = {
  /** All are created, or none. */
  items: Array<BookingCreate>;
};

export type BookingUpdate = {
  /** The start. */
  start_time?: string | Date;
  /** The end (exclusive). */
  end_time?: string | Date;
  /** Anything else the agency should know. */
  notes?: string | null;
  /** Where it takes place. */
  location?: string | null;
};

export type Reason = {
  /** The reason, in words. */
  reason?: string | null;
};

export type UserCreate = {
  /** Letters, digits, inner blanks and `.` `_` `-`; case makes no difference. */
  username: string;
  /** Unique, ignoring case. */
  email: string;
  /** 8–128 characters with upper, lower, digit and special character. */
  password: string;
  /** The person’s full name. */
  full_name: string;
  /** A Korean mobile number; stored with hyphens. */
  phone?: string | null;
  /** Date of birth; 18 or older to sign up. */
  birth_date?: string | null;
  /** Full years; looked at for the rule of 18, and not stored. */
  age?: number | null;
  /** Admins only. */
  role?: Role;
  /** Admins only. */
  is_active?: boolean;
};

/** `admin` manages, `client` books. */
export type Role = 'client' | 'admin';

export type UserUpdate = {
  /** Letters, digits, inner blanks and `.` `_` `-`; case makes no difference. */
  username?: string;
  /** Unique, ignoring case. */
  email?: string;
  /** The person’s full name. */
  full_name?: string;
  /** A Korean mobile number; stored with hyphens. */
  phone?: string | null;
  role?: Role;
  /** Whether the account can sign in. */
  is_active?: boolean;
};

export type InvitationCreate = {
  /** Unique, ignoring case. */
  email: string;
  /** The person’s full name. */
  full_name: string;
  role: Role;
};

export type Pick = {
  /** yes, maybe or no; null takes it back. */
  verdict: Verdict | null;
  /** A comment; left out, it stays. */
  comment?: string | null;
};

/** What the client says. */
export type Verdict = 'yes' | 'maybe' | 'no';

export type PackageCreate = {
  /** The title. */
  title: string;
  /** A message to the client. */
  message?: string | null;
  /** The client’s name; the link does not show it. */
  client_name?: string | null;
  /** Id of the client’s account. */
  user_id?: string | null;
  /** Start of the job. */
  start_time?: string | Date | null;
  /** End of the job. */
  end_time?: string | Date | null;
  /** When the link expires: at most 90 days ahead; without it, in 14 days. */
  expires_at?: string | Date;
  /** Whether prices are shown; they are not by default. */
  show_prices?: boolean;
  /** The models, in the order in which they are shown. */
  items: Array<{
    /** Id of the model. */
    model_id: string;
    /** A note that the client sees. */
    note?: string | null;
    /** The pictures to show, in order, private ones too; without it the model’s public ones. */
    picture_ids?: Array<string> | null;
  }>;
};

/** Its state by the clock. */
export type PackageStatus = 'open' | 'closed' | 'revoked' | 'expired';

export type PackageUpdate = {
  /** The title. */
  title?: string;
  /** A message to the client. */
  message?: string | null;
  /** The client’s name; the link does not show it. */
  client_name?: string | null;
  /** Id of the client’s account. */
  user_id?: string | null;
  /** Start of the job. */
  start_time?: string | Date | null;
  /** End of the job. */
  end_time?: string | Date | null;
  /** When the link expires: at most 90 days ahead; without it, in 14 days. */
  expires_at?: string | Date;
  /** Whether prices are shown; they are not by default. */
  show_prices?: boolean;
  /** The models, in the order in which they are shown. */
  items?: Array<{
    /** Id of the model. */
    model_id: string;
    /** A note that the client sees. */
    note?: string | null;
    /** The pictures to show, in order, private ones too; without it the model’s public ones. */
    picture_ids?: Array<string> | null;
    /** Read-only, and passed over. */
    model_name?: unknown;
    /** Read-only, and passed over. */
    position?: unknown;
    /** Read-only, and passed over. */
    verdict?: unknown;
    /** Read-only, and passed over. */
    comment?: unknown;
    /** Read-only, and passed over. */
    decided_at?: unknown;
    /** Read-only, and passed over. */
    version?: unknown;
  }>;
};

export type CalendarCreate = {
  scope: CalendarScope;
  /** With the scope model: the id of the model. */
  model_id?: string | null;
  /** The language that the calendar is written in. */
  language?: Language;
};

/** mine: your own bookings; model: the work of one model; agency: that of all. The latter two are for admins. */
export type CalendarScope = 'mine' | 'model' | 'agency';

/** A language. */
export type Language = 'ko' | 'en';

export type EventType =
  | 'booking.created'
  | 'booking.option'
  | 'booking.confirmed'
  | 'booking.declined'
  | 'booking.released'
  | 'booking.expired'
  | 'booking.cancelled'
  | 'booking.completed'
  | 'booking.no_show'
  | 'booking.rescheduled'
  | 'booking.edited'
  | 'booking.challenge'
  | 'booking.challenged'
  | 'package.picked'
  | 'invoice.issued'
  | 'invoice.paid'
  | 'invoice.voided';

export type WebhookCreate = {
  /** Where to deliver: `https`, and no private address. */
  url: string;
  /** The events to deliver; empty for all. */
  events?: Array<EventType>;
  /** A note of your own. */
  description?: string | null;
};

export type WebhookUpdate = {
  /** Where to deliver: `https`, and no private address. */
  url?: string;
  /** The events to deliver; empty for all. */
  events?: Array<EventType>;
  /** A note of your own. */
  description?: string | null;
};

export type WebhookReplay = {
  /** The events from this time on. */
  since?: string | Date;
  /** These events alone. */
  event_ids?: Array<string>;
};

/** How far it has come. */
export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** What every failure has in common (RFC 9457). */
export type Problem = {
  /** Always false. */
  success: false;
  error_code: ErrorCode;
  /** A sentence for people to read. */
  error_message: string;
  /** Time of the answer. */
  timestamp: string;
  /** URI of the error type. */
  type: string;
  /** Name of the error type, in English. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** The same as `error_message`. */
  detail: string;
  /** Path of the request. */
  instance: string;
  /** Id of the request, as in the log. */
  request_id: string;
  /** The fields that are wrong. */
  errors?: Array<FieldProblem>;
  /** How many fields are wrong; `errors` lists at most 50 of them. */
  errors_total?: number;
};

/** Every error code of the API. */
export type ErrorCode =
  | 'MalformedRequestException'
  | 'AuthenticationException'
  | 'PermissionDeniedException'
  | 'RouteNotFoundException'
  | 'UserNotFoundException'
  | 'SessionNotFoundException'
  | 'ModelNotFoundException'
  | 'BookOutNotFoundException'
  | 'BookingNotFoundException'
  | 'PictureNotFoundException'
  | 'PackageNotFoundException'
  | 'CalendarNotFoundException'
  | 'WebhookNotFoundException'
  | 'DeliveryNotFoundException'
  | 'InvitationNotFoundException'
  | 'MethodNotAllowedException'
  | 'BookingConflictException'
  | 'InvalidTransitionException'
  | 'ModelInUseException'
  | 'LastAdminException'
  | 'QuotaExceededException'
  | 'PictureSetChangedException'
  | 'PackageClosedException'
  | 'CursorExpiredException'
  | 'PreconditionFailedException'
  | 'PayloadTooLargeException'
  | 'UnsupportedMediaTypeException'
  | 'ValidationException'
  | 'IdempotencyConflictException'
  | 'RateLimitException'
  | 'InternalServerException'
  | 'ServiceUnavailableException';

export type FieldProblem = {
  /** Path of the field, with dots. */
  field: string;
  /** A code; the same in every language. */
  code: string;
  /** A sentence for people to read. */
  message: string;
};

/** Fields or rules that the request breaks. */
export type ValidationProblem = Problem & {
  /** The error code of this answer. */
  error_code: 'ValidationException';
  /** The fields that are wrong. */
  errors: Array<FieldProblem>;
};

/** The window is taken. */
export type BookingConflict = Problem & {
  /** The error code of this answer. */
  error_code: 'BookingConflictException';
  /** What stands in the way; absent where it is gone by now. */
  conflict?: {
    /** The start. */
    start_time?: string;
    /** The end (exclusive). */
    end_time?: string;
    /** Id of the booking, where the caller may know of it. */
    booking_id?: string;
    /** The item of a batch, counted from 0. */
    item?: number;
    /** The other item that it overlaps, counted from 0. */
    other_item?: number;
  };
  /** Free windows of the same length. */
  nearest_free?: Array<TimeWindow>;
};

export type TimeWindow = {
  /** The start. */
  start_time: string;
  /** The end (exclusive). */
  end_time: string;
};

/** There may be no more of them. */
export type QuotaConflict = Problem & {
  /** The error code of this answer. */
  error_code: 'QuotaExceededException';
  /** The limit that was reached. */
  conflict?: {
    /** How many there may be. */
    limit: number;
  };
};

/** These are not the pictures of now. */
export type PictureSetConflict = Problem & {
  /** The error code of this answer. */
  error_code: 'PictureSetChangedException';
  /** How it differs from the pictures of now. */
  conflict?: {
    /** Pictures that the request leaves out. */
    missing: Array<string>;
    /** Pictures that are not there, or stand there twice. */
    unknown: Array<string>;
  };
};

/** The state of the booking does not allow it. */
export type TransitionConflict = Problem & {
  /** The error code of this answer. */
  error_code: 'InvalidTransitionException';
  /** The move that was refused. */
  conflict?: {
    from: BookingStatus;
    to: BookingStatus;
    /** The states it can go to now. */
    allowed: Array<BookingStatus>;
  };
};

/** The package is closed or has expired. */
export type PackageClosed = Problem & {
  /** The error code of this answer. */
  error_code: 'PackageClosedException';
  /** Why it cannot be done. */
  conflict: {
    /** The state of the package. */
    status: 'closed' | 'revoked' | 'expired';
  };
};

/** Events behind the cursor have been purged. */
export type CursorExpired = Problem & {
  /** The error code of this answer. */
  error_code: 'CursorExpiredException';
  /** Where to go on. */
  conflict: {
    /** A cursor that begins with the oldest event kept. */
    oldest: string;
  };
};

export type User = {
  /** Id of the user. */
  user_id: string;
  /** Unique, ignoring case. */
  username: string;
  /** Unique, ignoring case. */
  email: string;
  /** The person’s full name. */
  full_name: string;
  /** A Korean mobile number; stored with hyphens. */
  phone: string | null;
  /** Date of birth. */
  birth_date: string | null;
  role: Role;
  /** Whether the account can sign in. */
  is_active: boolean;
  /** Whether the address has been confirmed. */
  email_verified: boolean;
  /** The new address, until it is confirmed. */
  pending_email: string | null;
  /** Whether notices of bookings are sent by mail. */
  notify: boolean;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

export type TokenPair = {
  /** To be sent as `Authorization: Bearer`. */
  access_token: string;
  /** Good for one use. */
  refresh_token: string;
  /** Always `bearer`. */
  token_type: 'bearer';
  /** Seconds until the access token expires. */
  expires_in: number;
};

export type Envelope = {
  /** Always true. */
  success: true;
  /** A sentence for people to read. */
  message: string;
  /** The resource as it is now, or null. */
  data: null;
  /** Time of the answer. */
  timestamp: string;
};

export type EmailVerifiedEnvelope = {
  /** Always true. */
  success: true;
  /** A sentence for people to read. */
  message: string;
  data: EmailVerified;
  /** Time of the answer. */
  timestamp: string;
};

export type EmailVerified = {
  /** Always true. */
  email_verified: true;
};

export type SessionPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Session>;
};

export type Session = {
  /** Id of the session. */
  session_id: string;
  /** When it was created. */
  created_at: string;
  /** Last sign-in or refresh of this session. */
  last_used_at: string;
  /** When it expires. */
  expires_at: string;
  /** The User-Agent of the sign-in. */
  user_agent: string | null;
  /** Whether it is the session of this request. */
  current: boolean;
};

export type PersonalData = {
  /** When it was exported. */
  exported_at: string;
  user: User;
  /** Your sessions. */
  sessions: Array<{
    /** Id of the session. */
    session_id: string;
    /** When it was created. */
    created_at: string;
    /** Last sign-in or refresh of this session. */
    last_used_at: string;
    /** When it expires. */
    expires_at: string;
    /** The User-Agent of the sign-in. */
    user_agent: string | null;
    /** Whether it is the session of this request. */
    current: boolean;
    /** Network address of the sign-in. */
    address: string | null;
  }>;
  /** Your calendars, without their addresses. */
  calendars: Array<Calendar>;
  /** The invitation that this account was made from. */
  invitations: Array<Invitation>;
  /** Bookings with their history. */
  bookings: Array<{
    /** Id of the booking. */
    booking_id: string;
    /** Id of the model. */
    model_id: string;
    /** The model’s name. */
    model_name: string;
    /** Id of the user. */
    user_id: string;
    /** Whose booking it is; for admins only. */
    client?: {
      /** Id of the user. */
      user_id: string;
      /** Null once the account is erased. */
      full_name: string | null;
    };
    /** The start. */
    start_time: string;
    /** The end (exclusive). */
    end_time: string;
    /** Local time in the booking’s time zone, with its offset. */
    start_local: string;
    /** Local time in the booking’s time zone, with its offset. */
    end_local: string;
    /** An IANA time zone. */
    timezone: string;
    status: BookingStatus;
    /** Position in the queue of live options; null for anything else. */
    option_position: number | null;
    /** When the option expires. */
    option_expires_at: string | null;
    /** KRW per hour when it was created. */
    price_per_hour: number;
    /** KRW. */
    total_price: number;
    /** Anything else the agency should know. */
    notes: string | null;
    /** Where it takes place. */
    location: string | null;
    /** Why it was cancelled. */
    cancel_reason: string | null;
    /** Id of the user who cancelled it; never another client’s, except to admins. */
    cancelled_by: string | null;
    /** When it was created. */
    created_at: string;
    /** When it last changed. */
    updated_at: string;
    /** History of the booking. */
    events: Array<BookingEvent>;
  }>;
  /** Packages made for you, with what you picked. */
  packages: Array<{
    /** Id of the package. */
    package_id: string;
    /** The title. */
    title: string;
    /** The message to the client. */
    message: string | null;
    /** The client’s name. */
    client_name: string | null;
    /** Start of the job. */
    start_time: string | null;
    /** End of the job. */
    end_time: string | null;
    status: PackageStatus;
    /** When it was first seen. */
    viewed_at: string | null;
    /** When it expires. */
    expires_at: string;
    /** When it was created. */
    created_at: string;
    /** The items of this page. */
    items: Array<{
      /** Id of the model. */
      model_id: string;
      /** The model’s name. */
      model_name: string;
      /** The note. */
      note: string | null;
      /** Null until the client answers. */
      verdict: Verdict | null;
      /** The client’s own words. */
      comment: string | null;
      /** When it was last answered. */
      decided_at: string | null;
    }>;
  }>;
  /** Mails to you of the last 30 days. */
  mails: Array<MailRecord>;
  /** Entries of the audit log. */
  activity: Array<AuditEntry>;
};

export type Calendar = {
  /** Id of the calendar. */
  calendar_id: string;
  /** Id of the user who made it. */
  user_id: string;
  scope: CalendarScope;
  /** Id of the model. */
  model_id: string | null;
  /** The language that the calendar is written in. */
  language: Language;
  /** When it was created. */
  created_at: string;
  /** The date on which it was last read. */
  last_used_on: string | null;
};

export type Invitation = {
  /** Id of the invitation. */
  invitation_id: string;
  /** Null 30 days after it has ended. */
  email: string | null;
  /** The person’s full name. */
  full_name: string | null;
  role: Role;
  /** Id of the admin who invited. */
  invited_by: string;
  /** When it was created. */
  created_at: string;
  /** When it expires. */
  expires_at: string;
  /** When it was accepted. */
  accepted_at: string | null;
  /** When it was revoked. */
  revoked_at: string | null;
};

export type BookingEvent = {
  /** created, edited, rescheduled, challenge, challenged, or the state that was entered. */
  event: string;
  /** The state before; null at first. */
  from: BookingStatus | null;
  /** The state after. */
  to: BookingStatus;
  /** Id of the user who did it; null for the system and, to clients, for another client. */
  actor_id: string | null;
  /** The reason, or times before and after. */
  detail: Record<string, unknown> | null;
  /** When it happened. */
  at: string;
};

export type MailRecord = {
  /** Id of the mail. */
  mail_id: string;
  /** What it is about. */
  template:
    | 'forgot'
    | 'verify'
    | 'email_change'
    | 'invitation'
    | 'booking'
    | 'option_ending'
    | 'agency'
    | 'webhook_disabled';
  language: Language;
  /** Whether it was sent. */
  state: 'pending' | 'sent' | 'failed' | 'dropped';
  /** When it was created. */
  created_at: string;
  /** Null if it was not sent. */
  sent_at: string | null;
};

export type AuditEntry = {
  /** session.started, session.failed, session.reused, user.created, user.updated, user.password_changed, user.password_reset, user.deleted, model.created, model.updated, model.deleted, book_out.created, book_out.deleted, picture.created, picture.updated, picture.deleted, webhook.created, webhook.updated, webhook.secret_rotated, webhook.deleted, calendar.created, calendar.deleted, invitation.created, invitation.accepted, invitation.revoked, package.created, package.updated, package.deleted, or booking. with an event of the history. */
  action: string;
  /** Id of the user who did it; null for the system and for callers who were not signed in. */
  actor_id: string | null;
  /** Type of what it was done to. */
  target_type:
    | 'user'
    | 'model'
    | 'booking'
    | 'picture'
    | 'webhook'
    | 'calendar'
    | 'package'
    | 'invitation';
  /** Id of what it was done to; null where there is no such account. */
  target_id: string | null;
  /** Values before and after, by field; never secrets, and removed when the account is erased. */
  changes: Record<
    string,
    {
      /** The value before. */
      before: unknown;
      /** The value after. */
      after: unknown;
    }
  > | null;
  /** Of sign-ins: the IPv4 address, or the /64 of the IPv6 one. */
  address: string | null;
  /** When it happened. */
  at: string;
};

export type ModelPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Model | AdminModel>;
  /** The `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
};

export type Model = {
  /** Id of the model. */
  model_id: string;
  /** The model’s name. */
  name: string;
  /** What clients should know about the model. */
  description: string;
  /** KRW per hour. */
  price_per_hour: number;
  /** Whether bookings are taken at all. */
  is_available: boolean;
  /** The name the model works under. */
  stage_name: string | null;
  /** Gender. */
  gender: Gender | null;
  /** The divisions of the agency that the model is listed under. */
  boards: Array<Board>;
  /** Height in cm. */
  height_cm: number | null;
  /** Bust or chest in cm. */
  bust_cm: number | null;
  /** Waist in cm. */
  waist_cm: number | null;
  /** Hips in cm. */
  hips_cm: number | null;
  /** Inseam in cm. */
  inseam_cm: number | null;
  /** Shoe size in mm, as in Korea. */
  shoe_mm: number | null;
  /** Hair colour. */
  hair_color: string | null;
  /** Eye colour. */
  eye_color: string | null;
  /** Nationality. */
  nationality: string | null;
  /** Languages the model speaks. */
  languages: Array<string>;
  /** Where the model lives and works. */
  based_in: string | null;
  /** Instagram account. */
  instagram: string | null;
  /** The first public picture. */
  cover: PictureCover | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

export type PictureCover = {
  /** Id of the picture. */
  picture_id: string;
  /** Width in pixels of the upright picture. */
  width: number;
  /** Height in pixels of the upright picture. */
  height: number;
  /** What the picture shows, for those who cannot see it. */
  alt: string | null;
  /** Addresses by width; put the API’s origin before them. */
  urls: PictureUrls;
};

export type PictureUrls = {
  /** 320 pixels wide. */
  320: string;
  /** 800 pixels wide. */
  800: string;
  /** 1600 pixels wide. */
  1600: string;
};

export type AdminModel = {
  /** Id of the model. */
  model_id: string;
  /** The model’s name. */
  name: string;
  /** What clients should know about the model. */
  description: string;
  /** KRW per hour. */
  price_per_hour: number;
  /** Whether bookings are taken at all. */
  is_available: boolean;
  /** The name the model works under. */
  stage_name: string | null;
  /** Gender. */
  gender: Gender | null;
  /** The divisions of the agency that the model is listed under. */
  boards: Array<Board>;
  /** Height in cm. */
  height_cm: number | null;
  /** Bust or chest in cm. */
  bust_cm: number | null;
  /** Waist in cm. */
  waist_cm: number | null;
  /** Hips in cm. */
  hips_cm: number | null;
  /** Inseam in cm. */
  inseam_cm: number | null;
  /** Shoe size in mm, as in Korea. */
  shoe_mm: number | null;
  /** Hair colour. */
  hair_color: string | null;
  /** Eye colour. */
  eye_color: string | null;
  /** Nationality. */
  nationality: string | null;
  /** Languages the model speaks. */
  languages: Array<string>;
  /** Where the model lives and works. */
  based_in: string | null;
  /** Instagram account. */
  instagram: string | null;
  /** The first public picture. */
  cover: PictureCover | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** Date of birth. */
  birth_date: string | null;
  /** Internal notes; only admins see them. */
  notes_internal: string | null;
  /** The agency that found the model. */
  mother_agency: string | null;
  /** The agency’s commission in percent. */
  commission_pct: number | null;
};

export type ModelFacets = {
  /** How many models match all of the filters. */
  total: number | null;
  /** Counts under all filters but `board`. */
  boards: {
    /** Number of models. */
    women: number | null;
    /** Number of models. */
    men: number | null;
    /** Number of models. */
    new_faces: number | null;
    /** Number of models. */
    commercial: number | null;
    /** Number of models. */
    curve: number | null;
    /** Number of models. */
    classic: number | null;
    /** Number of models. */
    fit: number | null;
    /** Number of models. */
    hands: number | null;
    /** Number of models. */
    influencer: number | null;
    /** Number of models. */
    celebrity: number | null;
    /** Number of models. */
    foreign: number | null;
  };
  /** Counts under all filters but `gender`. */
  genders: {
    /** Number of models. */
    female: number | null;
    /** Number of models. */
    male: number | null;
    /** Number of models. */
    non_binary: number | null;
  };
  /** Counts under all filters but `is_available`. */
  is_available: {
    /** Number of models. */
    true: number | null;
    /** Number of models. */
    false: number | null;
  };
  /** Prices under all filters but those on price. */
  price: {
    /** Lowest price per hour, KRW. */
    min: number | null;
    /** Highest price per hour, KRW. */
    max: number | null;
  };
};

export type Availability = {
  /** Id of the model. */
  model_id: string;
  /** Start of the period that was asked for. */
  from: string;
  /** End (exclusive) of the period that was asked for. */
  to: string;
  /** Confirmed bookings and book-outs, without whose they are. */
  busy: Array<TimeWindow>;
  /** The rest, from the earliest time that can be booked. */
  free: Array<TimeWindow>;
};

export type BookOutPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<BookOut>;
};

export type BookOut = {
  /** Id of the book-out. */
  book_out_id: string;
  /** Id of the model. */
  model_id: string;
  /** The start. */
  start_time: string;
  /** The end (exclusive). */
  end_time: string;
  /** The reason, in words. */
  reason: string | null;
  /** When it was created. */
  created_at: string;
};

export type PictureList = {
  /** How many there are. */
  total: number;
  /** Items skipped from the start. */
  skip: 0;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: false;
  /** Whether there is a previous page. */
  has_prev: false;
  /** The items of this page. */
  items: Array<Picture | AdminPicture>;
};

export type Picture = {
  /** Id of the picture. */
  picture_id: string;
  /** Id of the model. */
  model_id: string;
  kind: PictureKind;
  /** Whether everybody may see it. The first public picture is the model’s cover. */
  is_public: boolean;
  /** Place in the order of the model’s pictures. */
  position: number;
  /** Width in pixels of the upright picture. */
  width: number;
  /** Height in pixels of the upright picture. */
  height: number;
  /** What the picture shows, for those who cannot see it. */
  alt: string | null;
  /** Size of the stored file. */
  bytes: number;
  content_type: ImageType;
  /** Addresses by width; put the API’s origin before them. */
  urls: PictureUrls;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

/** Media type of the original. */
export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export type AdminPicture = {
  /** Id of the picture. */
  picture_id: string;
  /** Id of the model. */
  model_id: string;
  kind: PictureKind;
  /** Whether everybody may see it. The first public picture is the model’s cover. */
  is_public: boolean;
  /** Place in the order of the model’s pictures. */
  position: number;
  /** Width in pixels of the upright picture. */
  width: number;
  /** Height in pixels of the upright picture. */
  height: number;
  /** What the picture shows, for those who cannot see it. */
  alt: string | null;
  /** Size of the stored file. */
  bytes: number;
  content_type: ImageType;
  /** Addresses by width and that of the original. Those of private pictures and originals are signed and run out after an hour or two. */
  urls: AdminPictureUrls;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

export type AdminPictureUrls = {
  /** 320 pixels wide. */
  320: string;
  /** 800 pixels wide. */
  800: string;
  /** 1600 pixels wide. */
  1600: string;
  /** The file in the format of its upload. */
  original: string;
};

export type BookingPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Booking>;
  /** The `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
};

export type Booking = {
  /** Id of the booking. */
  booking_id: string;
  /** Id of the model. */
  model_id: string;
  /** The model’s name. */
  model_name: string;
  /** Id of the user. */
  user_id: string;
  /** Whose booking it is; for admins only. */
  client?: {
    /** Id of the user. */
    user_id: string;
    /** Null once the account is erased. */
    full_name: string | null;
  };
  /** The start. */
  start_time: string;
  /** The end (exclusive). */
  end_time: string;
  /** Local time in the booking’s time zone, with its offset. */
  start_local: string;
  /** Local time in the booking’s time zone, with its offset. */
  end_local: string;
  /** An IANA time zone. */
  timezone: string;
  status: BookingStatus;
  /** Position in the queue of live options; null for anything else. */
  option_position: number | null;
  /** When the option expires. */
  option_expires_at: string | null;
  /** KRW per hour when it was created. */
  price_per_hour: number;
  /** KRW. */
  total_price: number;
  /** Anything else the agency should know. */
  notes: string | null;
  /** Where it takes place. */
  location: string | null;
  /** Why it was cancelled. */
  cancel_reason: string | null;
  /** Id of the user who cancelled it; never another client’s, except to admins. */
  cancelled_by: string | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

export type BookingBatchResult = {
  /** The bookings that were created. */
  items: Array<Booking>;
};

export type Quote = {
  /** Id of the model. */
  model_id: string;
  /** The model’s name. */
  model_name: string;
  /** The start. */
  start_time: string;
  /** The end (exclusive). */
  end_time: string;
  /** An IANA time zone. */
  timezone: string;
  /** KRW per hour. */
  price_per_hour: number;
  /** Total price, KRW. */
  total_price: number;
  /** Whether the window is free. */
  is_free: boolean;
  /** Confirmed bookings and book-outs in the window. */
  blocked_by: Array<TimeWindow>;
  /** The position an option would get; null where none could be placed. */
  option_position: number | null;
  /** The nearest free windows, where this one is not free. */
  nearest_free: Array<TimeWindow>;
  /** Free models of the same boards at a similar price. */
  alternatives: Array<{
    /** Id of the model. */
    model_id: string;
    /** The model’s name. */
    name: string;
    /** KRW per hour. */
    price_per_hour: number;
    /** Total price, KRW. */
    total_price: number;
  }>;
};

export type BookingEnvelope = {
  /** Always true. */
  success: true;
  /** A sentence for people to read. */
  message: string;
  data: Booking;
  /** Time of the answer. */
  timestamp: string;
};

export type BookingEventPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<BookingEvent>;
  /** The `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
};

export type UserPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<User>;
  /** The `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
};

export type InvitationPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** The number of items. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Invitation>;
};

export type AuditPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<AuditEntry>;
  /** The `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
};

export type SharedPackage = {
  /** The title. */
  title: string;
  /** A message to the client. */
  message: string | null;
  /** When it expires. */
  expires_at: string;
  status: PackageStatus;
  /** The agency that sent it. */
  agency: {
    /** Name of the agency. */
    name: string | null;
    /** Where to reach it. */
    email: string | null;
  };
  /** The models, in order. */
  items: Array<SharedPackageItem>;
};

export type SharedPackageItem = {
  model: SharedModel;
  /** Addresses of private ones are signed and soon run out. */
  pictures: Array<PictureCover>;
  /** A note. */
  note: string | null;
  /** What the client says. */
  verdict: Verdict | null;
  /** The client’s own words. */
  comment: string | null;
  /** Where the package has a window: whether the model is free then. */
  is_free?: boolean;
};

/** Without its price, unless the package shows prices. */
export type SharedModel = {
  /** Id of the model. */
  model_id: string;
  /** The model’s name. */
  name: string;
  /** What clients should know about the model. */
  description: string;
  /** KRW per hour. */
  price_per_hour?: number;
  /** Whether bookings are taken at all. */
  is_available: boolean;
  /** The name the model works under. */
  stage_name: string | null;
  /** Gender. */
  gender: Gender | null;
  /** The divisions of the agency that the model is listed under. */
  boards: Array<Board>;
  /** Height in cm. */
  height_cm: number | null;
  /** Bust or chest in cm. */
  bust_cm: number | null;
  /** Waist in cm. */
  waist_cm: number | null;
  /** Hips in cm. */
  hips_cm: number | null;
  /** Inseam in cm. */
  inseam_cm: number | null;
  /** Shoe size in mm, as in Korea. */
  shoe_mm: number | null;
  /** Hair colour. */
  hair_color: string | null;
  /** Eye colour. */
  eye_color: string | null;
  /** Nationality. */
  nationality: string | null;
  /** Languages the model speaks. */
  languages: Array<string>;
  /** Where the model lives and works. */
  based_in: string | null;
  /** Instagram account. */
  instagram: string | null;
  /** The first public picture. */
  cover: PictureCover | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

export type Package = {
  /** Id of the package. */
  package_id: string;
  /** The title. */
  title: string;
  /** The message to the client. */
  message: string | null;
  /** The client’s name. */
  client_name: string | null;
  /** Id of the client’s account. */
  user_id: string | null;
  /** Start of the job. */
  start_time: string | null;
  /** End of the job. */
  end_time: string | null;
  /** Whether prices are shown. */
  show_prices: boolean;
  /** The models, in order. */
  items: Array<PackageItem>;
  /** When it expires. */
  expires_at: string;
  status: PackageStatus;
  /** The link to send to the client; null where the server has no PUBLIC_URL. */
  url: string | null;
  /** When it was first seen. */
  viewed_at: string | null;
  /** Rises with every change. */
  version: number;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

export type PackageItem = {
  /** Id of the model. */
  model_id: string;
  /** The model’s name. */
  model_name: string;
  /** Its place in the list. */
  position: number;
  /** The note. */
  note: string | null;
  /** Null for the model’s public pictures. */
  picture_ids: Array<string> | null;
  /** Null until the client answers. */
  verdict: Verdict | null;
  /** The client’s own words. */
  comment: string | null;
  /** When it was last answered. */
  decided_at: string | null;
  /** Rises with every pick. */
  version: number;
};

export type PackagePage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Package>;
  /** The `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
};

export type CalendarWithUrl = {
  /** Id of the calendar. */
  calendar_id: string;
  /** Id of the user who made it. */
  user_id: string;
  scope: CalendarScope;
  /** Id of the model. */
  model_id: string | null;
  /** The language that the calendar is written in. */
  language: Language;
  /** When it was created. */
  created_at: string;
  /** The date on which it was last read. */
  last_used_on: string | null;
  /** The address to subscribe to, shown in this answer only. Whoever has it reads the calendar. */
  url: string;
};

export type CalendarList = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** The number of items. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Calendar>;
};

export type EventPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Event>;
  /** The `cursor` of the next call. */
  next_cursor: string;
};

export type Event = {
  /** The id; `webhook-id` of a delivery. */
  id: string;
  /** What happened. */
  type: EventType;
  /** When it happened. */
  timestamp: string;
  /** Ids and times only. For bookings: booking_id, model_id, user_id, status, previous_status, start_time, end_time, timezone, option_expires_at, version, changes, by. */
  data: Record<string, unknown>;
};

export type WebhookWithSecret = {
  /** The id of the webhook. */
  webhook_id: string;
  /** Where it is delivered to. */
  url: string;
  /** Empty for all. */
  events: Array<EventType>;
  /** A note of your own. */
  description: string | null;
  status: WebhookStatus;
  /** Why it is disabled; null while it is active. */
  disabled_reason: DisabledReason | null;
  /** Since when deliveries have failed. */
  failing_since: string | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
  /** The secret that verifies signatures. Shown in this answer only. */
  secret: string;
};

/** Nothing is queued while disabled. */
export type WebhookStatus = 'active' | 'disabled';

/** admin: switched off by an admin; gone: the receiver answered 410; failing: it has failed for 5 days. */
export type DisabledReason = 'admin' | 'gone' | 'failing';

export type WebhookPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** The number of items. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Webhook>;
};

export type Webhook = {
  /** The id of the webhook. */
  webhook_id: string;
  /** Where it is delivered to. */
  url: string;
  /** Empty for all. */
  events: Array<EventType>;
  /** A note of your own. */
  description: string | null;
  status: WebhookStatus;
  /** Why it is disabled; null while it is active. */
  disabled_reason: DisabledReason | null;
  /** Since when deliveries have failed. */
  failing_since: string | null;
  /** When it was created. */
  created_at: string;
  /** When it last changed. */
  updated_at: string;
};

export type WebhookReplayResult = {
  /** How many events were queued. */
  queued: number;
  /** The `since` to go on with where there were more than 1,000; else null. */
  next_since: string | null;
};

export type DeliveryPage = {
  /** Number of all items; null with `cursor`. */
  total: number | null;
  /** Items skipped from the start. */
  skip: number;
  /** Items per page. */
  limit: number;
  /** Whether there is a next page. */
  has_next: boolean;
  /** Whether there is a previous page. */
  has_prev: boolean;
  /** The items of this page. */
  items: Array<Delivery>;
  /** The `cursor` of the next page; null on the last one. */
  next_cursor: string | null;
};

export type Delivery = {
  /** The id of the event. */
  event_id: string;
  /** The type; `ping` for a test. */
  type: string;
  state: DeliveryState;
  /** How often it was tried. */
  attempts: number;
  /** When it is tried next. */
  next_attempt_at: string | null;
  /** The last status that the receiver answered. */
  last_status: number | null;
  /** What went wrong last. */
  last_error: string | null;
  /** Milliseconds that the last attempt took. */
  last_ms: number | null;
};

export type Root = {
  /** Name of the API. */
  message: string;
  /** Version of the API. */
  version: string;
  /** Path of the documentation. */
  docs: string;
};

export type Health = {
  /** All is well. */
  status: 'ok';
};

export type Readiness = {
  /** All is well. */
  status: 'ok';
  /** What was checked. */
  checks: {
    /** All is well. */
    database: 'ok';
    /** All is well. */
    migrations: 'ok';
    /** All is well. */
    triggers: 'ok';
  };
};

/** Any failure; `error_code` tells which. */
export type AnyProblem =
  | ValidationProblem
  | BookingConflict
  | QuotaConflict
  | PictureSetConflict
  | TransitionConflict
  | PackageClosed
  | CursorExpired
  | (Problem & {
      error_code: Exclude<
        ErrorCode,
        (
          | ValidationProblem
          | BookingConflict
          | QuotaConflict
          | PictureSetConflict
          | TransitionConflict
          | PackageClosed
          | CursorExpired
        )['error_code']
      >;
    });
