import type { MessageKey, MessageParams } from './messages';

/** Every error the API can answer with: its status and its title. The contract's table. */
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
  MethodNotAllowedException: { status: 405, title: 'Method not allowed' },
  BookingConflictException: { status: 409, title: 'Booking conflict' },
  InvalidTransitionException: { status: 409, title: 'Invalid transition' },
  ModelInUseException: { status: 409, title: 'Model in use' },
  LastAdminException: { status: 409, title: 'Account must stay' },
  PreconditionFailedException: { status: 412, title: 'Precondition failed' },
  PayloadTooLargeException: { status: 413, title: 'Payload too large' },
  UnsupportedMediaTypeException: { status: 415, title: 'Unsupported media type' },
  ValidationException: { status: 422, title: 'Validation failed' },
  InternalServerException: { status: 500, title: 'Internal server error' },
  ServiceUnavailableException: { status: 503, title: 'Service unavailable' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A field to blame: a dotted path, a stable code, and a message key or a ready text. */
export interface FieldError {
  field: string;
  code: string;
  message: MessageKey | (string & {});
}

export interface ErrorDetails {
  message?: MessageKey;
  params?: MessageParams;
  errors?: FieldError[];
  conflict?: Record<string, unknown>;
  /** Windows to offer instead, as views. */
  nearestFree?: unknown[];
  headers?: Record<string, string>;
}

/** The one error that the layers throw; the error handler makes the answer of it. */
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

/** A 422 that blames one field. */
export function invalidField(field: string, code: string, message: MessageKey): AppError {
  return new AppError('ValidationException', { errors: [{ field, code, message }] });
}
