import { AppError } from '../errors';

/** The codes that triggers raise. */
const CODES = [
  'BOOKING_OVERLAP',
  'BOOK_OUT_OVERLAP',
  'BOOKING_DUPLICATE',
  'BOOKING_IN_PAST',
  'REQUESTS_FULL',
  'OPTION_TOO_LATE',
  'INVALID_TRANSITION',
  'OPTIONS_FULL',
  'MODEL_NOT_BOOKABLE',
  'USER_NOT_BOOKABLE',
  'LAST_ADMIN',
  'MODEL_GONE',
  'PICTURES_FULL',
  'WEBHOOKS_FULL',
  'CALENDARS_FULL',
  'PACKAGE_FULL',
  'PACKAGE_MODEL',
  'PACKAGE_CLOSED',
  'PICKS_FULL',
  'INVITATIONS_FULL',
] as const;

/** A write that the database refused: the columns of a unique constraint, or a trigger's code. */
export type Refusal =
  | { kind: 'unique'; target: string }
  | { kind: 'raised'; code: (typeof CODES)[number] };

const RAISED = new RegExp(CODES.join('|'));

/** Yields the messages of an error and its causes, without Drizzle's own, which contain the parameters. */
function* messages(thrown: unknown): Generator<string> {
  for (let error = thrown; error instanceof Error; error = error.cause as unknown) {
    if (!error.message.startsWith('Failed query')) yield error.message;
  }
}

/**
 * Finds the refusal in an error from D1. D1 errors have no code, Drizzle wraps those of single statements,
 * and `batch` throws a plain Error, so this walks the chain of causes.
 */
export function refusalOf(thrown: unknown): Refusal | undefined {
  for (const message of messages(thrown)) {
    const unique = /UNIQUE constraint failed: ([\w.]+)/.exec(message)?.[1];
    if (unique) return { kind: 'unique', target: unique };
    const code = RAISED.exec(message)?.[0];
    if (code) return { kind: 'raised', code } as Refusal;
  }
  return undefined;
}

/** Returns whether a batch was refused because its idempotency key is taken. */
export const isKeyTaken = (thrown: unknown) =>
  [...messages(thrown)].some((text) => text.includes('IDEMPOTENCY_KEY_TAKEN'));

/** Transient faults from D1's retry guide. No other fault is retried. */
const TRANSIENT =
  /Network connection lost|storage caused object to be reset|reset because its code was updated|Cannot resolve D1 DB due to transient issue/;

/** Returns whether a retry may succeed. The first call may have succeeded already. */
export const isTransient = (thrown: unknown) =>
  [...messages(thrown)].some((text) => TRANSIENT.test(text));

/** Invalid SQL or a violated CHECK is our bug. Any other D1 error is an outage. */
const OUR_FAULT =
  /constraint failed|SQLITE_CONSTRAINT|SQLITE_ERROR|SQLITE_MISMATCH|SQLITE_TOOBIG|D1_TYPE_ERROR|syntax error/;

/** Maps an unhandled error to 503 if D1 failed, otherwise to 500. */
export function toDomainError(thrown: unknown): AppError {
  // The session guard throws its own 401, which Drizzle wraps for single statements.
  for (let error = thrown; error instanceof Error; error = error.cause as unknown) {
    if (error instanceof AppError) return error;
  }
  const texts = [...messages(thrown)];
  const fromD1 = texts.some((text) =>
    /D1_|D1 DB|Network connection lost|storage caused object/.test(text),
  );
  if (fromD1 && !texts.some((text) => OUR_FAULT.test(text))) {
    return new AppError('ServiceUnavailableException');
  }
  return new AppError('InternalServerException');
}

/** Returns the code that a trigger raised, if a trigger refused the write. */
export function raisedCode(thrown: unknown): (typeof CODES)[number] | undefined {
  const refusal = refusalOf(thrown);
  return refusal?.kind === 'raised' ? refusal.code : undefined;
}
