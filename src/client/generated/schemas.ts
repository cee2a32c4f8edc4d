// Written by `npm run openapi`.

export type Account = {
  /** Letters, digits, `.` `_` `-` and spaces between them. Case is ignored. */
  username: string;
  /** E-mail address, which also works for sign-in. Unique, ignoring case. */
  email: string;
  /** 8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character. */
  password: string;
  /** Full name of the user, visible to the user and to admins. */
  full_name: string;
  /** Korean mobile number. Stored with hyphens. */
  phone?: string | null;
  /** Date of birth. The person must be 18 or older to sign up. */
  birth_date?: string | null;
  /** Age in full years. Used only to check that the person is 18 or older, and not stored. */
  age?: number | null;
};

export type Login = {
  /** The username or e-mail address to sign in with. */
  username: string;
  /** Password to sign in with. Stored only as a hash. */
  password: string;
};

export type Refresh = {
  /** Refresh token, valid for one use. */
  refresh_token: string;
};

export type PasswordForgotten = {
  /** E-mail address, which also works for sign-in. Unique, ignoring case. */
  email: string;
};

export type PasswordReset = {
  /** The token after `#token=` in the mail’s link. */
  token: string;
  /** The new password. The rules are the same as at sign-up. */
  new_password: string;
};

export type MailToken = {
  /** The token after `#token=` in the mail’s link. */
  token: string;
};

export type InvitationAccept = {
  /** The token after `#token=` in the mail’s link. */
  token: string;
  /** Letters, digits, `.` `_` `-` and spaces between them. Case is ignored. */
  username: string;
  /** 8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character. */
  password: string;
  /** Korean mobile number. Stored with hyphens. */
  phone?: string | null;
  /** Date of birth. The person must be 18 or older to sign up. */
  birth_date?: string | null;
};

export type Logout = {
  /** If true, ends all of your sessions. */
  all?: boolean;
};

export type ProfileUpdate = {
  /** Full name of the user, visible to the user and to admins. */
  full_name?: string;
  /** The new e-mail address. If mail is set up, it requires `current_password` and takes effect once it is verified. */
  email?: string;
  /** Korean mobile number. Stored with hyphens. */
  phone?: string | null;
  /** Whether to receive booking notices by mail. */
  notify?: boolean;
  /** Your current password. Required to change the e-mail address. */
  current_password?: string;
};

export type Erasure = {
  /** Your current password, to confirm the erasure. */
  password: string;
};

export type PasswordChange = {
  /** The current password, as proof of identity. */
  current_password: string;
  /** The new password. The rules are the same as at sign-up. */
  new_password: string;
};

/** A division of the agency, under which models are listed. */
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

/** Gender under which the catalogue lists a model. */
export type Gender = 'female' | 'male' | 'non_binary';

export type ModelCreate = {
  /** Name of the model, as the catalogue shows it. */
  name: string;
  /** Introduction of the model, shown to clients. */
  description: string;
  /** Hourly rate in KRW, at least 10,000. */
  price_per_hour: number;
  /** Whether the model accepts new bookings. */
  is_available?: boolean;
  /** Name under which the model works. */
  stage_name?: string | null;
  /** Gender under which the catalogue lists a model. */
  gender?: Gender | null;
  /** Divisions of the agency in which the model is listed. */
  boards?: Array<Board> | null;
  /** Height without shoes, in cm. */
  height_cm?: number | null;
  /** Bust or chest at the fullest point, in cm. */
  bust_cm?: number | null;
  /** Waist at the narrowest point, in cm. */
  waist_cm?: number | null;
  /** Hips at the widest point, in cm. */
  hips_cm?: number | null;
  /** Inside length of the leg, in cm. */
  inseam_cm?: number | null;
  /** Korean shoe size, in mm. */
  shoe_mm?: number | null;
  /** Current hair colour, in words. */
  hair_color?: string | null;
  /** Colour of the eyes, in words. */
  eye_color?: string | null;
  /** Nationality of the model, such as KR. */
  nationality?: string | null;
  /** Languages that the model speaks, without duplicates. */
  languages?: Array<string> | null;
  /** City or region where the model lives and works. */
  based_in?: string | null;
  /** Instagram username of the model. */
  instagram?: string | null;
  /** Date of birth (YYYY-MM-DD). */
  birth_date?: string | null;
  /** Internal notes of the agency. Visible to admins only. */
  notes_internal?: string | null;
  /** The mother agency, which discovered the model. Visible to admins only. */
  mother_agency?: string | null;
  /** The agency’s commission in percent. Visible to admins only. */
  commission_pct?: number | null;
};

export type ModelUpdate = {
  /** Name of the model, as the catalogue shows it. */
  name?: string;
  /** Introduction of the model, shown to clients. */
  description?: string;
  /** Hourly rate in KRW, at least 10,000. */
  price_per_hour?: number;
  /** Whether the model accepts new bookings. */
  is_available?: boolean;
  /** Name under which the model works. */
  stage_name?: string | null;
  /** Gender under which the catalogue lists a model. */
  gender?: Gender | null;
  /** Divisions of the agency in which the model is listed. */
  boards?: Array<Board> | null;
  /** Height without shoes, in cm. */
  height_cm?: number | null;
  /** Bust or chest at the fullest point, in cm. */
  bust_cm?: number | null;
  /** Waist at the narrowest point, in cm. */
  waist_cm?: number | null;
  /** Hips at the widest point, in cm. */
  hips_cm?: number | null;
  /** Inside length of the leg, in cm. */
  inseam_cm?: number | null;
  /** Korean shoe size, in mm. */
  shoe_mm?: number | null;
  /** Current hair colour, in words. */
  hair_color?: string | null;
  /** Colour of the eyes, in words. */
  eye_color?: string | null;
  /** Nationality of the model, such as KR. */
  nationality?: string | null;
  /** Languages that the model speaks, without duplicates. */
  languages?: Array<string> | null;
  /** City or region where the model lives and works. */
  based_in?: string | null;
  /** Instagram username of the model. */
  instagram?: string | null;
  /** Date of birth (YYYY-MM-DD). */
  birth_date?: string | null;
  /** Internal notes of the agency. Visible to admins only. */
  notes_internal?: string | null;
  /** The mother agency, which discovered the model. Visible to admins only. */
  mother_agency?: string | null;
  /** The agency’s commission in percent. Visible to admins only. */
  commission_pct?: number | null;
};

export type BookOutCreate = {
  /** Start of the window (inclusive). */
  start_time: string | Date;
  /** End of the window (exclusive). */
  end_time: string | Date;
  /** Reason for the change. The history records it. */
  reason?: string | null;
};

/** portfolio: finished work; digital: the model unretouched, as they look today; comp_card: a summary of the model on one card. */
export type PictureKind = 'portfolio' | 'digital' | 'comp_card';

export type PictureUpdate = {
  /** Alternative text: what the picture shows, for people who cannot see it. */
  alt?: string | null;
  kind?: PictureKind;
  /** Whether anyone can see the picture. The first public picture is the model’s cover. */
  is_public?: boolean;
};

export type PictureOrder = {
  /** Ids of all of the model’s pictures, each once, in the new order. */
  picture_ids: Array<string>;
};

/** A booking moves from requested through option to confirmed and completed. All states but the first three are final. */
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
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Id of the client to book for. Only admins can set it; it defaults to the caller. */
  user_id?: string;
  /** Start of the booking, with a UTC offset. */
  start_time: string | Date;
  /** End of the booking (exclusive), with a UTC offset. */
  end_time: string | Date;
  /** IANA time zone name, such as Asia/Seoul. */
  timezone?: string;
  /** Anything else that the agency should know. */
  notes?: string | null;
  /** Place of the job. */
  location?: string | null;
};

export type BookingBatch = {
  /** The bookings to create, all or none. */
  items: Array<BookingCreate>;
};

export type BookingUpdate = {
  /** Start of the window (inclusive). */
  start_time?: string | Date;
  /** End of the window (exclusive). */
  end_time?: string | Date;
  /** Anything else that the agency should know. */
  notes?: string | null;
  /** Place of the job. */
  location?: string | null;
};

export type Reason = {
  /** Reason for the change. The history records it. */
  reason?: string | null;
};

export type UserCreate = {
  /** Letters, digits, `.` `_` `-` and spaces between them. Case is ignored. */
  username: string;
  /** E-mail address, which also works for sign-in. Unique, ignoring case. */
  email: string;
  /** 8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character. */
  password: string;
  /** Full name of the user, visible to the user and to admins. */
  full_name: string;
  /** Korean mobile number. Stored with hyphens. */
  phone?: string | null;
  /** Date of birth. The person must be 18 or older to sign up. */
  birth_date?: string | null;
  /** Age in full years. Used only to check that the person is 18 or older, and not stored. */
  age?: number | null;
  /** Role of the account. Only admins can set it; the default is `client`. */
  role?: Role;
  /** Whether the account is active. Only admins can set it; the default is true. */
  is_active?: boolean;
};

/** Role of the account: `admin` manages the agency, `client` books. */
export type Role = 'client' | 'admin';

export type UserUpdate = {
  /** Letters, digits, `.` `_` `-` and spaces between them. Case is ignored. */
  username?: string;
  /** E-mail address, which also works for sign-in. Unique, ignoring case. */
  email?: string;
  /** Full name of the user, visible to the user and to admins. */
  full_name?: string;
  /** Korean mobile number. Stored with hyphens. */
  phone?: string | null;
  role?: Role;
  /** Whether the account is active. Inactive accounts cannot sign in. */
  is_active?: boolean;
};

export type InvitationCreate = {
  /** E-mail address, which also works for sign-in. Unique, ignoring case. */
  email: string;
  /** Full name of the user, visible to the user and to admins. */
  full_name: string;
  role: Role;
};

export type Pick = {
  /** yes, maybe or no; null clears the answer. */
  verdict: Verdict | null;
  /** A comment on the answer. If omitted, the existing comment stays. */
  comment?: string | null;
};

/** The client’s answer about a model. */
export type Verdict = 'yes' | 'maybe' | 'no';

export type PackageCreate = {
  /** The title that the client sees. */
  title: string;
  /** A message to the client, shown above the models. */
  message?: string | null;
  /** The client’s name, for your own records. The link does not show it. */
  client_name?: string | null;
  /** Id of the client’s account, if there is one. Its data export contains the package. */
  user_id?: string | null;
  /** Start of the job. With an end, the package shows which models are free. */
  start_time?: string | Date | null;
  /** End of the job (exclusive). */
  end_time?: string | Date | null;
  /** When the link expires: at most 90 days ahead, by default in 14 days. */
  expires_at?: string | Date;
  /** Whether to show hourly rates to the client. Off by default. */
  show_prices?: boolean;
  /** The models to choose from, in display order. */
  items: Array<{
    /** Id of the model, as in `/models/{model_id}`. */
    model_id: string;
    /** A note about this model that the client sees. */
    note?: string | null;
    /** Ids of the pictures to show, in order. Private pictures are allowed. Defaults to the model’s public pictures. */
    picture_ids?: Array<string> | null;
  }>;
};

/** State at this moment; expiry counts at once. */
export type PackageStatus = 'open' | 'closed' | 'revoked' | 'expired';

export type PackageUpdate = {
  /** The title that the client sees. */
  title?: string;
  /** A message to the client, shown above the models. */
  message?: string | null;
  /** The client’s name, for your own records. The link does not show it. */
  client_name?: string | null;
  /** Id of the client’s account, if there is one. Its data export contains the package. */
  user_id?: string | null;
  /** Start of the job. With an end, the package shows which models are free. */
  start_time?: string | Date | null;
  /** End of the job (exclusive). */
  end_time?: string | Date | null;
  /** When the link expires: at most 90 days ahead, by default in 14 days. */
  expires_at?: string | Date;
  /** Whether to show hourly rates to the client. Off by default. */
  show_prices?: boolean;
  /** The models to choose from, in display order. */
  items?: Array<{
    /** Id of the model, as in `/models/{model_id}`. */
    model_id: string;
    /** A note about this model that the client sees. */
    note?: string | null;
    /** Ids of the pictures to show, in order. Private pictures are allowed. Defaults to the model’s public pictures. */
    picture_ids?: Array<string> | null;
    /** Read-only; ignored if you send it. */
    model_name?: unknown;
    /** Read-only; ignored if you send it. */
    position?: unknown;
    /** Read-only; ignored if you send it. */
    verdict?: unknown;
    /** Read-only; ignored if you send it. */
    comment?: unknown;
    /** Read-only; ignored if you send it. */
    decided_at?: unknown;
    /** Read-only; ignored if you send it. */
    version?: unknown;
  }>;
};

export type CalendarCreate = {
  scope: CalendarScope;
  /** Id of the model to show. Required if the scope is model, and not accepted otherwise. */
  model_id?: string | null;
  /** Language of the calendar’s name and events. */
  language?: Language;
};

/** mine: your own bookings; model: the schedule of one model; agency: the schedules of all models. Only admins can create the latter two. */
export type CalendarScope = 'mine' | 'model' | 'agency';

/** Language of texts: ko (Korean) or en (English). */
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
  /** URL that receives the events. It must be `https` and must not point to a private network. */
  url: string;
  /** Event types to deliver; empty for all. */
  events?: Array<EventType>;
  /** A note for your own records; not part of deliveries. */
  description?: string | null;
};

export type WebhookUpdate = {
  /** URL that receives the events. It must be `https` and must not point to a private network. */
  url?: string;
  /** Event types to deliver; empty for all. */
  events?: Array<EventType>;
  /** A note for your own records; not part of deliveries. */
  description?: string | null;
};

export type WebhookReplay = {
  /** Replays events from this time on. */
  since?: string | Date;
  /** Replays only these events. */
  event_ids?: Array<string>;
};

/** Progress of the delivery. */
export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** The body that all errors have in common (RFC 9457). */
export type Problem = {
  /** Always false for an error. */
  success: false;
  error_code: ErrorCode;
  /** A sentence to show to users, in the language of `Accept-Language`. */
  error_message: string;
  /** Time of the response, in UTC. */
  timestamp: string;
  /** URI that identifies the error type (RFC 9457). */
  type: string;
  /** Name of the error type, always in English. */
  title: string;
  /** The HTTP status of the response. */
  status: number;
  /** The same as `error_message`. */
  detail: string;
  /** Path of the request that failed. */
  instance: string;
  /** Id of the request, to search the log for. */
  request_id: string;
  /** Problems by field, all at once. */
  errors?: Array<FieldProblem>;
  /** Total number of problems; `errors` lists at most 50. */
  errors_total?: number;
};

/** All error codes of the API, the same in every language. */
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
  /** Path of the invalid field, separated by dots. */
  field: string;
  /** Code of the problem, the same in every language. */
  code: string;
  /** A sentence to show to users, in the language of `Accept-Language`. */
  message: string;
};

/** The request breaks the rules of one or more fields. */
export type ValidationProblem = Problem & {
  /** Error code of this response. */
  error_code: 'ValidationException';
  /** Problems by field, all at once. */
  errors: Array<FieldProblem>;
};

/** The requested window is not free. */
export type BookingConflict = Problem & {
  /** Error code of this response. */
  error_code: 'BookingConflictException';
  /** What blocks the window. Absent if it has gone in the meantime. */
  conflict?: {
    /** Start of the window (inclusive). */
    start_time?: string;
    /** End of the window (exclusive). */
    end_time?: string;
    /** Id of the blocking booking, if the caller can see it. */
    booking_id?: string;
    /** Index of the item in a batch that caused the error, from 0. */
    item?: number;
    /** Index of the other item that it overlaps, from 0. */
    other_item?: number;
  };
  /** Free windows of the same length to offer instead. */
  nearest_free?: Array<TimeWindow>;
};

export type TimeWindow = {
  /** Start of the window (inclusive). */
  start_time: string;
  /** End of the window (exclusive). */
  end_time: string;
};

/** The maximum number has been reached. */
export type QuotaConflict = Problem & {
  /** Error code of this response. */
  error_code: 'QuotaExceededException';
  /** The limit that the request would exceed. */
  conflict?: {
    /** Maximum number that can exist. */
    limit: number;
  };
};

/** The pictures in the request are not the current ones. */
export type PictureSetConflict = Problem & {
  /** Error code of this response. */
  error_code: 'PictureSetChangedException';
  /** How the request differs from the current pictures. */
  conflict?: {
    /** Ids of pictures that the request leaves out. */
    missing: Array<string>;
    /** Ids that do not exist or appear twice. */
    unknown: Array<string>;
  };
};

/** The current state of the booking does not allow this change. */
export type TransitionConflict = Problem & {
  /** Error code of this response. */
  error_code: 'InvalidTransitionException';
  /** The refused change of state. */
  conflict?: {
    from: BookingStatus;
    to: BookingStatus;
    /** States that the caller can move the booking to now. */
    allowed: Array<BookingStatus>;
  };
};

/** The package is closed, revoked or expired. */
export type PackageClosed = Problem & {
  /** Error code of this response. */
  error_code: 'PackageClosedException';
  /** Why the request was refused. */
  conflict: {
    /** Current state of the package, which rules the change out. */
    status: 'closed' | 'revoked' | 'expired';
  };
};

/** Events after the cursor have been deleted. */
export type CursorExpired = Problem & {
  /** Error code of this response. */
  error_code: 'CursorExpiredException';
  /** Where reading can continue. */
  conflict: {
    /** A cursor that starts at the oldest event still stored. */
    oldest: string;
  };
};

export type User = {
  /** Id of the user, as in `/users/{user_id}`. */
  user_id: string;
  /** Name to sign in with. Unique, ignoring case. */
  username: string;
  /** E-mail address, which also works for sign-in. Unique, ignoring case. */
  email: string;
  /** Full name of the user, visible to the user and to admins. */
  full_name: string;
  /** Korean mobile number. Stored with hyphens. */
  phone: string | null;
  /** Date of birth (YYYY-MM-DD). */
  birth_date: string | null;
  role: Role;
  /** Whether the account is active. Inactive accounts cannot sign in. */
  is_active: boolean;
  /** Whether the e-mail address is verified. */
  email_verified: boolean;
  /** A new e-mail address that awaits verification; null if there is none. */
  pending_email: string | null;
  /** Whether to receive booking notices by mail. */
  notify: boolean;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

export type TokenPair = {
  /** The JWT to send in the header `Authorization: Bearer <token>`. */
  access_token: string;
  /** Exchanges for the next pair of tokens, once. */
  refresh_token: string;
  /** Type of the access token; always `bearer`. */
  token_type: 'bearer';
  /** Seconds until the access token expires. */
  expires_in: number;
};

export type Envelope = {
  /** Always true for a success. */
  success: true;
  /** A sentence to show to users, in the language of `Accept-Language`. */
  message: string;
  /** The resource after the action; null if there is nothing to return. */
  data: null;
  /** Time of the response, in UTC. */
  timestamp: string;
};

export type EmailVerifiedEnvelope = {
  /** Always true for a success. */
  success: true;
  /** A sentence to show to users, in the language of `Accept-Language`. */
  message: string;
  data: EmailVerified;
  /** Time of the response, in UTC. */
  timestamp: string;
};

export type EmailVerified = {
  /** Confirms that the address is verified; always true. */
  email_verified: true;
};

export type SessionPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Session>;
};

export type Session = {
  /** Id of the session, as in `/auth/sessions/{session_id}`. */
  session_id: string;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Last sign-in or refresh of this session. */
  last_used_at: string;
  /** Time from which it is no longer valid, in UTC. */
  expires_at: string;
  /** User-Agent header of the sign-in. */
  user_agent: string | null;
  /** Whether this is the session that sent the request. */
  current: boolean;
};

export type PersonalData = {
  /** Time of the export, in UTC. */
  exported_at: string;
  user: User;
  /** Your sessions, with their network addresses. */
  sessions: Array<{
    /** Id of the session, as in `/auth/sessions/{session_id}`. */
    session_id: string;
    /** Time of creation, in UTC. */
    created_at: string;
    /** Last sign-in or refresh of this session. */
    last_used_at: string;
    /** Time from which it is no longer valid, in UTC. */
    expires_at: string;
    /** User-Agent header of the sign-in. */
    user_agent: string | null;
    /** Whether this is the session that sent the request. */
    current: boolean;
    /** Network address of the sign-in: the IPv4 address, or the /64 prefix for IPv6. */
    address: string | null;
  }>;
  /** Your calendars, without their secret addresses. */
  calendars: Array<Calendar>;
  /** The invitation that created this account, if any. */
  invitations: Array<Invitation>;
  /** Your bookings with their history. */
  bookings: Array<{
    /** Id of the booking, as in `/bookings/{booking_id}`. */
    booking_id: string;
    /** Id of the model, as in `/models/{model_id}`. */
    model_id: string;
    /** Name of the model, so that you need not fetch it. */
    model_name: string;
    /** Id of the user, as in `/users/{user_id}`. */
    user_id: string;
    /** The client who booked. Present only for admins. */
    client?: {
      /** Id of the user, as in `/users/{user_id}`. */
      user_id: string;
      /** Full name of the client; null once the account is erased. */
      full_name: string | null;
    };
    /** Start of the window (inclusive). */
    start_time: string;
    /** End of the window (exclusive). */
    end_time: string;
    /** Local time in the booking’s time zone, with its UTC offset. */
    start_local: string;
    /** Local time in the booking’s time zone, with its UTC offset. */
    end_local: string;
    /** IANA time zone name, such as Asia/Seoul. */
    timezone: string;
    status: BookingStatus;
    /** Position among the live options for this time; null unless the booking is an option. */
    option_position: number | null;
    /** When the option expires; null unless the booking is an option. */
    option_expires_at: string | null;
    /** The hourly rate in KRW when the booking was created. */
    price_per_hour: number;
    /** Price of the whole booking in KRW, rounded up to whole won. */
    total_price: number;
    /** Anything else that the agency should know. */
    notes: string | null;
    /** Place of the job. */
    location: string | null;
    /** Reason given for the cancellation. */
    cancel_reason: string | null;
    /** Id of the user who cancelled the booking. Another client’s id is visible only to admins. */
    cancelled_by: string | null;
    /** Time of creation, in UTC. */
    created_at: string;
    /** Time of the last change, in UTC. */
    updated_at: string;
    /** Changes of the booking, in order. */
    events: Array<BookingEvent>;
  }>;
  /** Packages made for you, with your answers. */
  packages: Array<{
    /** Id of the package, as in `/packages/{package_id}`. */
    package_id: string;
    /** The title that the client sees. */
    title: string;
    /** The message to the client, shown above the models. */
    message: string | null;
    /** The client’s name, for your own records; not shown by the link. */
    client_name: string | null;
    /** Start of the job. With an end, the package shows which models are free. */
    start_time: string | null;
    /** End of the job (exclusive). */
    end_time: string | null;
    status: PackageStatus;
    /** When the link was first opened; null until then. */
    viewed_at: string | null;
    /** Time from which it is no longer valid, in UTC. */
    expires_at: string;
    /** Time of creation, in UTC. */
    created_at: string;
    /** Items of this page, in sort order. */
    items: Array<{
      /** Id of the model in the shortlist. */
      model_id: string;
      /** Name of the model, so that you need not fetch it. */
      model_name: string;
      /** The note that the client sees; null if there is none. */
      note: string | null;
      /** The client’s answer; null until there is one. */
      verdict: Verdict | null;
      /** The comment that the client left with the answer. */
      comment: string | null;
      /** When the client last answered; null until then. */
      decided_at: string | null;
    }>;
  }>;
  /** Mails sent to you in the last 30 days. */
  mails: Array<MailRecord>;
  /** Audit log entries by you or about you. */
  activity: Array<AuditEntry>;
};

export type Calendar = {
  /** Id of the calendar, as in `/calendars/{calendar_id}`. */
  calendar_id: string;
  /** Id of the user who created the calendar. This user and admins can delete it. */
  user_id: string;
  scope: CalendarScope;
  /** Id of the model that the calendar shows; null unless the scope is model. */
  model_id: string | null;
  /** Language of the calendar’s name and events. */
  language: Language;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Date on which a calendar app last read the address; null if none has. */
  last_used_on: string | null;
};

export type Invitation = {
  /** Id of the invitation, as in `/users/invitations/{invitation_id}`. */
  invitation_id: string;
  /** The invited e-mail address; null from 30 days after the invitation ended. */
  email: string | null;
  /** Full name of the user, visible to the user and to admins. */
  full_name: string | null;
  role: Role;
  /** Id of the admin who sent the invitation. */
  invited_by: string;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time from which it is no longer valid, in UTC. */
  expires_at: string;
  /** When the account was created; null if the invitation was not accepted. */
  accepted_at: string | null;
  /** When an admin revoked the invitation; null if none did. */
  revoked_at: string | null;
};

export type BookingEvent = {
  /** created, edited, rescheduled, challenge, challenged, or the state that the booking entered. */
  event: string;
  /** State before the change; null for the creation. */
  from: BookingStatus | null;
  /** State after the change. */
  to: BookingStatus;
  /** Id of the user who made the change; null for the system. Clients also get null for another client. */
  actor_id: string | null;
  /** The reason given, or the times before and after the change. */
  detail: Record<string, unknown> | null;
  /** Time of the event, in UTC. */
  at: string;
};

export type MailRecord = {
  /** Unique identifier of the mail. */
  mail_id: string;
  /** Kind of mail. The text itself is not stored. */
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
  /** Whether the mail is waiting, was sent, was dropped or failed. */
  state: 'pending' | 'sent' | 'failed' | 'dropped';
  /** Time of creation, in UTC. */
  created_at: string;
  /** When the mail was sent; null if it was not. */
  sent_at: string | null;
};

export type AuditEntry = {
  /** session.started, session.failed, session.reused, user.created, user.updated, user.password_changed, user.password_reset, user.deleted, model.created, model.updated, model.deleted, book_out.created, book_out.deleted, picture.created, picture.updated, picture.deleted, webhook.created, webhook.updated, webhook.secret_rotated, webhook.deleted, calendar.created, calendar.deleted, invitation.created, invitation.accepted, invitation.revoked, package.created, package.updated, package.deleted, or booking. with an event of the history. */
  action: string;
  /** Id of the user who performed the action; null for the system and for callers who were not signed in. */
  actor_id: string | null;
  /** Type of the resource that the action concerns. */
  target_type:
    | 'user'
    | 'model'
    | 'booking'
    | 'picture'
    | 'webhook'
    | 'calendar'
    | 'package'
    | 'invitation';
  /** Id of the resource that the action concerns; null if there is no such account. */
  target_id: string | null;
  /** Values before and after the change, by field. Contains no secrets. Removed when the account is erased. */
  changes: Record<
    string,
    {
      /** The value before the change. */
      before: unknown;
      /** The value after the change. */
      after: unknown;
    }
  > | null;
  /** Network address of a sign-in: the IPv4 address, or the /64 prefix for IPv6. */
  address: string | null;
  /** Time of the event, in UTC. */
  at: string;
};

export type ModelPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Model | AdminModel>;
  /** The `cursor` for the next page; null on the last page. */
  next_cursor: string | null;
};

export type Model = {
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Name of the model, as the catalogue shows it. */
  name: string;
  /** Introduction of the model, shown to clients. */
  description: string;
  /** Hourly rate in KRW, at least 10,000. */
  price_per_hour: number;
  /** Whether the model accepts bookings at all, whatever the time. */
  is_available: boolean;
  /** Name under which the model works. */
  stage_name: string | null;
  /** Gender under which the catalogue lists a model. */
  gender: Gender | null;
  /** The agency’s divisions in which the model is listed. */
  boards: Array<Board>;
  /** Height without shoes, in cm. */
  height_cm: number | null;
  /** Bust or chest at the fullest point, in cm. */
  bust_cm: number | null;
  /** Waist at the narrowest point, in cm. */
  waist_cm: number | null;
  /** Hips at the widest point, in cm. */
  hips_cm: number | null;
  /** Inside length of the leg, in cm. */
  inseam_cm: number | null;
  /** Korean shoe size, in mm. */
  shoe_mm: number | null;
  /** Current hair colour, in words. */
  hair_color: string | null;
  /** Colour of the eyes, in words. */
  eye_color: string | null;
  /** Nationality of the model, such as KR. */
  nationality: string | null;
  /** Languages that the model speaks, without duplicates. */
  languages: Array<string>;
  /** City or region where the model lives and works. */
  based_in: string | null;
  /** Instagram username of the model. */
  instagram: string | null;
  /** The model’s first public picture; null if there is none. */
  cover: PictureCover | null;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

export type PictureCover = {
  /** Id of the picture, as in `/pictures/{picture_id}`. */
  picture_id: string;
  /** Width in pixels, with the picture upright. */
  width: number;
  /** Height in pixels, with the picture upright. */
  height: number;
  /** Alternative text: what the picture shows, for people who cannot see it. */
  alt: string | null;
  /** URLs by width. They are root-relative: put the API’s origin before them. */
  urls: PictureUrls;
};

export type PictureUrls = {
  /** URL of the WebP file, 320 pixels wide. */
  320: string;
  /** URL of the WebP file, 800 pixels wide. */
  800: string;
  /** URL of the WebP file, 1600 pixels wide. */
  1600: string;
};

export type AdminModel = {
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Name of the model, as the catalogue shows it. */
  name: string;
  /** Introduction of the model, shown to clients. */
  description: string;
  /** Hourly rate in KRW, at least 10,000. */
  price_per_hour: number;
  /** Whether the model accepts bookings at all, whatever the time. */
  is_available: boolean;
  /** Name under which the model works. */
  stage_name: string | null;
  /** Gender under which the catalogue lists a model. */
  gender: Gender | null;
  /** The agency’s divisions in which the model is listed. */
  boards: Array<Board>;
  /** Height without shoes, in cm. */
  height_cm: number | null;
  /** Bust or chest at the fullest point, in cm. */
  bust_cm: number | null;
  /** Waist at the narrowest point, in cm. */
  waist_cm: number | null;
  /** Hips at the widest point, in cm. */
  hips_cm: number | null;
  /** Inside length of the leg, in cm. */
  inseam_cm: number | null;
  /** Korean shoe size, in mm. */
  shoe_mm: number | null;
  /** Current hair colour, in words. */
  hair_color: string | null;
  /** Colour of the eyes, in words. */
  eye_color: string | null;
  /** Nationality of the model, such as KR. */
  nationality: string | null;
  /** Languages that the model speaks, without duplicates. */
  languages: Array<string>;
  /** City or region where the model lives and works. */
  based_in: string | null;
  /** Instagram username of the model. */
  instagram: string | null;
  /** The model’s first public picture; null if there is none. */
  cover: PictureCover | null;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
  /** Date of birth (YYYY-MM-DD). */
  birth_date: string | null;
  /** Internal notes of the agency. Visible to admins only. */
  notes_internal: string | null;
  /** The mother agency, which discovered the model. Visible to admins only. */
  mother_agency: string | null;
  /** The agency’s commission in percent. Visible to admins only. */
  commission_pct: number | null;
};

export type ModelFacets = {
  /** Number of models that match all filters; null beyond 10,000. */
  total: number | null;
  /** Models by board, under all filters except `board`. */
  boards: {
    /** Number of models with this value. */
    women: number | null;
    /** Number of models with this value. */
    men: number | null;
    /** Number of models with this value. */
    new_faces: number | null;
    /** Number of models with this value. */
    commercial: number | null;
    /** Number of models with this value. */
    curve: number | null;
    /** Number of models with this value. */
    classic: number | null;
    /** Number of models with this value. */
    fit: number | null;
    /** Number of models with this value. */
    hands: number | null;
    /** Number of models with this value. */
    influencer: number | null;
    /** Number of models with this value. */
    celebrity: number | null;
    /** Number of models with this value. */
    foreign: number | null;
  };
  /** Models by gender, under all filters except `gender`. */
  genders: {
    /** Number of models with this value. */
    female: number | null;
    /** Number of models with this value. */
    male: number | null;
    /** Number of models with this value. */
    non_binary: number | null;
  };
  /** Models by availability, under all filters except `is_available`. */
  is_available: {
    /** Number of models with this value. */
    true: number | null;
    /** Number of models with this value. */
    false: number | null;
  };
  /** Range of hourly rates, under all filters except those on price. */
  price: {
    /** Lowest hourly rate, in KRW. */
    min: number | null;
    /** Highest hourly rate, in KRW. */
    max: number | null;
  };
};

export type Availability = {
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Start of the requested period. */
  from: string;
  /** End of the requested period (exclusive). */
  to: string;
  /** Windows with a confirmed booking or a book-out, without naming whose. */
  busy: Array<TimeWindow>;
  /** The remaining windows, from the earliest time that can be booked. */
  free: Array<TimeWindow>;
};

export type BookOutPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<BookOut>;
};

export type BookOut = {
  /** Id of the book-out, as in `/models/{model_id}/book-outs/{book_out_id}`. */
  book_out_id: string;
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Start of the window (inclusive). */
  start_time: string;
  /** End of the window (exclusive). */
  end_time: string;
  /** Reason for the change. The history records it. */
  reason: string | null;
  /** Time of creation, in UTC. */
  created_at: string;
};

export type PictureList = {
  /** Number of pictures in the response. */
  total: number;
  /** Number of items skipped from the start of the list. */
  skip: 0;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: false;
  /** Whether items precede this page. */
  has_prev: false;
  /** Items of this page, in sort order. */
  items: Array<Picture | AdminPicture>;
};

export type Picture = {
  /** Id of the picture, as in `/pictures/{picture_id}`. */
  picture_id: string;
  /** Id of the model in the picture. */
  model_id: string;
  kind: PictureKind;
  /** Whether anyone can see the picture. The first public picture is the model’s cover. */
  is_public: boolean;
  /** Position among the model’s pictures; lower comes first. */
  position: number;
  /** Width in pixels, with the picture upright. */
  width: number;
  /** Height in pixels, with the picture upright. */
  height: number;
  /** Alternative text: what the picture shows, for people who cannot see it. */
  alt: string | null;
  /** Size of the stored original in bytes, after metadata was removed. */
  bytes: number;
  content_type: ImageType;
  /** URLs by width. They are root-relative: put the API’s origin before them. */
  urls: PictureUrls;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

/** Media type of the original file. */
export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp';

export type AdminPicture = {
  /** Id of the picture, as in `/pictures/{picture_id}`. */
  picture_id: string;
  /** Id of the model in the picture. */
  model_id: string;
  kind: PictureKind;
  /** Whether anyone can see the picture. The first public picture is the model’s cover. */
  is_public: boolean;
  /** Position among the model’s pictures; lower comes first. */
  position: number;
  /** Width in pixels, with the picture upright. */
  width: number;
  /** Height in pixels, with the picture upright. */
  height: number;
  /** Alternative text: what the picture shows, for people who cannot see it. */
  alt: string | null;
  /** Size of the stored original in bytes, after metadata was removed. */
  bytes: number;
  content_type: ImageType;
  /** URLs by width and of the original. Those of private pictures and originals are signed and expire after one to two hours. */
  urls: AdminPictureUrls;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

export type AdminPictureUrls = {
  /** URL of the WebP file, 320 pixels wide. */
  320: string;
  /** URL of the WebP file, 800 pixels wide. */
  800: string;
  /** URL of the WebP file, 1600 pixels wide. */
  1600: string;
  /** URL of the original, in the format of its upload. */
  original: string;
};

export type BookingPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Booking>;
  /** The `cursor` for the next page; null on the last page. */
  next_cursor: string | null;
};

export type Booking = {
  /** Id of the booking, as in `/bookings/{booking_id}`. */
  booking_id: string;
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Name of the model, so that you need not fetch it. */
  model_name: string;
  /** Id of the user, as in `/users/{user_id}`. */
  user_id: string;
  /** The client who booked. Present only for admins. */
  client?: {
    /** Id of the user, as in `/users/{user_id}`. */
    user_id: string;
    /** Full name of the client; null once the account is erased. */
    full_name: string | null;
  };
  /** Start of the window (inclusive). */
  start_time: string;
  /** End of the window (exclusive). */
  end_time: string;
  /** Local time in the booking’s time zone, with its UTC offset. */
  start_local: string;
  /** Local time in the booking’s time zone, with its UTC offset. */
  end_local: string;
  /** IANA time zone name, such as Asia/Seoul. */
  timezone: string;
  status: BookingStatus;
  /** Position among the live options for this time; null unless the booking is an option. */
  option_position: number | null;
  /** When the option expires; null unless the booking is an option. */
  option_expires_at: string | null;
  /** The hourly rate in KRW when the booking was created. */
  price_per_hour: number;
  /** Price of the whole booking in KRW, rounded up to whole won. */
  total_price: number;
  /** Anything else that the agency should know. */
  notes: string | null;
  /** Place of the job. */
  location: string | null;
  /** Reason given for the cancellation. */
  cancel_reason: string | null;
  /** Id of the user who cancelled the booking. Another client’s id is visible only to admins. */
  cancelled_by: string | null;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

export type BookingBatchResult = {
  /** The bookings that were created, in the order of the request. */
  items: Array<Booking>;
};

export type Quote = {
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Name of the model, so that you need not fetch it. */
  model_name: string;
  /** Start of the window (inclusive). */
  start_time: string;
  /** End of the window (exclusive). */
  end_time: string;
  /** IANA time zone name, such as Asia/Seoul. */
  timezone: string;
  /** Hourly rate in KRW. */
  price_per_hour: number;
  /** Price of the whole booking in KRW, rounded up to whole won. */
  total_price: number;
  /** Whether no confirmed booking and no book-out overlaps the window. */
  is_free: boolean;
  /** Confirmed bookings and book-outs that overlap the window. */
  blocked_by: Array<TimeWindow>;
  /** The position an option would get; null if no option can be placed. */
  option_position: number | null;
  /** The nearest free windows of the same length, if this one is not free. */
  nearest_free: Array<TimeWindow>;
  /** Other models on the same boards, at a similar price, who are free in this window. */
  alternatives: Array<{
    /** Id of the model, as in `/models/{model_id}`. */
    model_id: string;
    /** Name of the model, as the catalogue shows it. */
    name: string;
    /** Hourly rate in KRW. */
    price_per_hour: number;
    /** Price of the whole booking in KRW, rounded up to whole won. */
    total_price: number;
  }>;
};

export type BookingEnvelope = {
  /** Always true for a success. */
  success: true;
  /** A sentence to show to users, in the language of `Accept-Language`. */
  message: string;
  data: Booking;
  /** Time of the response, in UTC. */
  timestamp: string;
};

export type BookingEventPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<BookingEvent>;
  /** The `cursor` for the next page; null on the last page. */
  next_cursor: string | null;
};

export type UserPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<User>;
  /** The `cursor` for the next page; null on the last page. */
  next_cursor: string | null;
};

export type InvitationPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Number of entries in `items`. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Invitation>;
};

export type AuditPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<AuditEntry>;
  /** The `cursor` for the next page; null on the last page. */
  next_cursor: string | null;
};

export type SharedPackage = {
  /** Title that the agency gave the package. */
  title: string;
  /** The agency’s message to the client. */
  message: string | null;
  /** When the link stops accepting answers. */
  expires_at: string;
  status: PackageStatus;
  /** The agency that sent the package, and how to reach it. */
  agency: {
    /** Name of the agency that sent the package. */
    name: string | null;
    /** E-mail address for questions; null if none is set. */
    email: string | null;
  };
  /** The models to choose from, in the agency’s order. */
  items: Array<SharedPackageItem>;
};

export type SharedPackageItem = {
  model: SharedModel;
  /** The pictures to show, in order. URLs of private pictures are signed and expire after one to two hours. */
  pictures: Array<PictureCover>;
  /** The agency’s note about this model. */
  note: string | null;
  /** The client’s answer; null until there is one. */
  verdict: Verdict | null;
  /** The comment that the client left with the answer. */
  comment: string | null;
  /** Whether the model is free during the job. Present only if the package has start and end times. */
  is_free?: boolean;
};

/** Public profile of the model. It has a price only if the package shows prices. */
export type SharedModel = {
  /** Id of the model, as in `/models/{model_id}`. */
  model_id: string;
  /** Name of the model, as the catalogue shows it. */
  name: string;
  /** Introduction of the model, shown to clients. */
  description: string;
  /** Hourly rate in KRW, at least 10,000. */
  price_per_hour?: number;
  /** Whether the model accepts bookings at all, whatever the time. */
  is_available: boolean;
  /** Name under which the model works. */
  stage_name: string | null;
  /** Gender under which the catalogue lists a model. */
  gender: Gender | null;
  /** The agency’s divisions in which the model is listed. */
  boards: Array<Board>;
  /** Height without shoes, in cm. */
  height_cm: number | null;
  /** Bust or chest at the fullest point, in cm. */
  bust_cm: number | null;
  /** Waist at the narrowest point, in cm. */
  waist_cm: number | null;
  /** Hips at the widest point, in cm. */
  hips_cm: number | null;
  /** Inside length of the leg, in cm. */
  inseam_cm: number | null;
  /** Korean shoe size, in mm. */
  shoe_mm: number | null;
  /** Current hair colour, in words. */
  hair_color: string | null;
  /** Colour of the eyes, in words. */
  eye_color: string | null;
  /** Nationality of the model, such as KR. */
  nationality: string | null;
  /** Languages that the model speaks, without duplicates. */
  languages: Array<string>;
  /** City or region where the model lives and works. */
  based_in: string | null;
  /** Instagram username of the model. */
  instagram: string | null;
  /** The model’s first public picture; null if there is none. */
  cover: PictureCover | null;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

export type Package = {
  /** Id of the package, as in `/packages/{package_id}`. */
  package_id: string;
  /** The title that the client sees. */
  title: string;
  /** The message to the client, shown above the models. */
  message: string | null;
  /** The client’s name, for your own records; not shown by the link. */
  client_name: string | null;
  /** Id of the client’s account, if there is one. Its data export contains the package. */
  user_id: string | null;
  /** Start of the job. With an end, the package shows which models are free. */
  start_time: string | null;
  /** End of the job (exclusive). */
  end_time: string | null;
  /** Whether the client sees hourly rates. */
  show_prices: boolean;
  /** The models with their answers, in display order. */
  items: Array<PackageItem>;
  /** Time from which it is no longer valid, in UTC. */
  expires_at: string;
  status: PackageStatus;
  /** The link to send to the client; null if the server has no PUBLIC_URL. */
  url: string | null;
  /** When the link was first opened; null until then. */
  viewed_at: string | null;
  /** Increases with every change by an admin, not with picks. */
  version: number;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

export type PackageItem = {
  /** Id of the model in the shortlist. */
  model_id: string;
  /** Name of the model, so that you need not fetch it. */
  model_name: string;
  /** Position in the list, from 1. */
  position: number;
  /** The note that the client sees; null if there is none. */
  note: string | null;
  /** Ids of the pictures shown; null for the model’s public pictures. */
  picture_ids: Array<string> | null;
  /** The client’s answer; null until there is one. */
  verdict: Verdict | null;
  /** The comment that the client left with the answer. */
  comment: string | null;
  /** When the client last answered; null until then. */
  decided_at: string | null;
  /** Increases with every pick. `If-Match` on a pick compares it. */
  version: number;
};

export type PackagePage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Package>;
  /** The `cursor` for the next page; null on the last page. */
  next_cursor: string | null;
};

export type CalendarWithUrl = {
  /** Id of the calendar, as in `/calendars/{calendar_id}`. */
  calendar_id: string;
  /** Id of the user who created the calendar. This user and admins can delete it. */
  user_id: string;
  scope: CalendarScope;
  /** Id of the model that the calendar shows; null unless the scope is model. */
  model_id: string | null;
  /** Language of the calendar’s name and events. */
  language: Language;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Date on which a calendar app last read the address; null if none has. */
  last_used_on: string | null;
  /** The address to subscribe to. Only this response contains it, and anyone who has it can read the calendar. */
  url: string;
};

export type CalendarList = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Number of entries in `items`. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Calendar>;
};

export type EventPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Event>;
  /** The `cursor` for the next request; never null. */
  next_cursor: string;
};

export type Event = {
  /** Id of the event. Webhook deliveries carry it as `webhook-id`; use it to drop duplicates. */
  id: string;
  /** Kind of change that the event reports. */
  type: EventType;
  /** When the change happened. */
  timestamp: string;
  /** Ids, states and times only. Booking events have booking_id, model_id, user_id, status, previous_status, start_time, end_time, timezone, option_expires_at, version, changes and by. */
  data: Record<string, unknown>;
};

export type WebhookWithSecret = {
  /** Id of the webhook, as in `/webhooks/{webhook_id}`. */
  webhook_id: string;
  /** URL that receives the events. */
  url: string;
  /** Event types that are delivered; empty for all. */
  events: Array<EventType>;
  /** A note for your own records; not part of deliveries. */
  description: string | null;
  status: WebhookStatus;
  /** Why it is disabled; null while it is active. */
  disabled_reason: DisabledReason | null;
  /** When deliveries began to fail without a success since; null if they work. */
  failing_since: string | null;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
  /** Secret to verify signatures with. Only this response contains it. */
  secret: string;
};

/** No events are queued while the webhook is disabled. */
export type WebhookStatus = 'active' | 'disabled';

/** admin: disabled by an admin; gone: the receiver returned 410; failing: deliveries failed for five days. */
export type DisabledReason = 'admin' | 'gone' | 'failing';

export type WebhookPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Number of entries in `items`. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Webhook>;
};

export type Webhook = {
  /** Id of the webhook, as in `/webhooks/{webhook_id}`. */
  webhook_id: string;
  /** URL that receives the events. */
  url: string;
  /** Event types that are delivered; empty for all. */
  events: Array<EventType>;
  /** A note for your own records; not part of deliveries. */
  description: string | null;
  status: WebhookStatus;
  /** Why it is disabled; null while it is active. */
  disabled_reason: DisabledReason | null;
  /** When deliveries began to fail without a success since; null if they work. */
  failing_since: string | null;
  /** Time of creation, in UTC. */
  created_at: string;
  /** Time of the last change, in UTC. */
  updated_at: string;
};

export type WebhookReplayResult = {
  /** Number of events queued. */
  queued: number;
  /** The `since` for the next request if there were more than 1,000 events; null otherwise. */
  next_since: string | null;
};

export type DeliveryPage = {
  /** Number of items that match; null with `cursor`, and if counting would exceed 10,000 rows. */
  total: number | null;
  /** Number of items skipped from the start of the list. */
  skip: number;
  /** Maximum number of items on this page. */
  limit: number;
  /** Whether more items follow this page. */
  has_next: boolean;
  /** Whether items precede this page. */
  has_prev: boolean;
  /** Items of this page, in sort order. */
  items: Array<Delivery>;
  /** The `cursor` for the next page; null on the last page. */
  next_cursor: string | null;
};

export type Delivery = {
  /** Id of the event, sent as `webhook-id`. */
  event_id: string;
  /** Event type; `ping` for a test. */
  type: string;
  state: DeliveryState;
  /** Number of attempts so far. */
  attempts: number;
  /** When the next attempt is due; null if there is none. */
  next_attempt_at: string | null;
  /** HTTP status that the receiver returned last; null without a response. */
  last_status: number | null;
  /** Why the last attempt failed; null if it did not. */
  last_error: string | null;
  /** Duration of the last attempt in milliseconds. */
  last_ms: number | null;
};

export type Root = {
  /** Name of the API, from the setting `APP_NAME`. */
  message: string;
  /** Semantic version of the API. */
  version: string;
  /** Path of the Swagger UI documentation. */
  docs: string;
};

export type Health = {
  /** The only value; problems return an error instead. */
  status: 'ok';
};

export type Readiness = {
  /** The only value; problems return an error instead. */
  status: 'ok';
  /** Results by what was checked. */
  checks: {
    /** The only value; problems return an error instead. */
    database: 'ok';
    /** The only value; problems return an error instead. */
    migrations: 'ok';
    /** The only value; problems return an error instead. */
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
