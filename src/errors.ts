import type { Language, MessageKey, MessageParams } from './i18n/messages';

/** All errors the API can return, with status and title, as in the contract. */
export const ERRORS = {
  MalformedRequestException: { status: 400, title: 'Malformed request' },
  AuthenticationException: { status: 401, title: 'Authentication required' },
  PermissionDeniedException: { status: 403, title: 'Permission denied' },
  RouteNotFoundException: { status: 404, title: 'Route not found' },
  UserNotFoundException: { status: 404, title: 'User not found' },
  SessionNotFoundException: { status: 404, title: 'Session not found' },
  ModelNotFoundException: { status: 404, title: 'Model not found' },
  BookOutNotFoundException: { status: 404, title: 'Book-out not found' },
  BookingNotFoundException: { status: 404, title: 'Booking not found' },
  PictureNotFoundException: { status: 404, title: 'Picture not found' },
  PackageNotFoundException: { status: 404, title: 'Package not found' },
  CalendarNotFoundException: { status: 404, title: 'Calendar not found' },
  WebhookNotFoundException: { status: 404, title: 'Webhook not found' },
  DeliveryNotFoundException: { status: 404, title: 'Delivery not found' },
  InvitationNotFoundException: { status: 404, title: 'Invitation not found' },
  MethodNotAllowedException: { status: 405, title: 'Method not allowed' },
  BookingConflictException: { status: 409, title: 'Booking conflict' },
  InvalidTransitionException: { status: 409, title: 'Invalid transition' },
  ModelInUseException: { status: 409, title: 'Model in use' },
  LastAdminException: { status: 409, title: 'Account must stay' },
  QuotaExceededException: { status: 409, title: 'Quota exceeded' },
  PictureSetChangedException: { status: 409, title: 'Picture set changed' },
  PackageClosedException: { status: 409, title: 'Package closed' },
  CursorExpiredException: { status: 410, title: 'Cursor expired' },
  PreconditionFailedException: { status: 412, title: 'Precondition failed' },
  PayloadTooLargeException: { status: 413, title: 'Payload too large' },
  UnsupportedMediaTypeException: { status: 415, title: 'Unsupported media type' },
  ValidationException: { status: 422, title: 'Validation failed' },
  // Status 409 while the outcome of the first request with the key is unknown.
  IdempotencyConflictException: { status: 422, title: 'Idempotency key in use' },
  RateLimitException: { status: 429, title: 'Too many requests' },
  InternalServerException: { status: 500, title: 'Internal server error' },
  ServiceUnavailableException: { status: 503, title: 'Service unavailable' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A field error: a dotted path, a stable code, and a message with its parameters. */
export interface FieldError {
  field: string;
  code: string;
  message: MessageKey | (string & {});
  params?: MessageParams;
}

export interface ErrorDetails {
  message?: MessageKey;
  params?: MessageParams;
  errors?: FieldError[];
  conflict?: Record<string, unknown>;
  /** Windows to offer instead, already rendered. */
  nearestFree?: unknown[];
  headers?: Record<string, string>;
  /** Set where an error's status differs from the table. */
  status?: 409;
  /** The parts of the original response that a replay must repeat. */
  original?: OriginalResponse;
}

/** The parts of a response that do not follow from its error. */
export interface OriginalResponse {
  timestamp: string;
  requestId: string;
  language: Language;
}

/** The only error that the layers throw. The error handler renders it. */
export class AppError extends Error {
  override name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** Returns an error's HTTP status. */
export const statusOf = ({ code, details }: AppError) => details.status ?? ERRORS[code].status;

/** Creates a 422 for a single field. */
export function invalidField(field: string, code: string, message: MessageKey): AppError {
  return new AppError('ValidationException', { errors: [{ field, code, message }] });
}
