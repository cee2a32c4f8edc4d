import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { toDomainError } from '../db/errors';
import { SettingsError } from '../env';
import { AppError, ERRORS, type FieldError, statusOf } from '../errors';
import { type Language, type MessageParams, translate } from '../i18n/messages';
import type { AppContext } from './app-env';
import { logError } from './log';

const RETRY_AFTER_SECONDS = '5';

const HTTP_EXCEPTIONS: Record<number, AppError> = {
  400: new AppError('MalformedRequestException'),
};

/** The most field errors listed in one body. `errors_total` holds the full number. */
const MOST_LISTED = 50;

/** Field messages from the original specification. They come first, in this order and unaltered. */
const SPECIFIED = ['user.email_taken', 'user.username_taken', 'user.underage', 'model.price_min'];

function specifiedFirst(errors: readonly FieldError[]): FieldError[] {
  const isSpecified = ({ message }: FieldError) => SPECIFIED.includes(message);
  const rank = ({ message }: FieldError) => SPECIFIED.indexOf(message);
  const [first, others] = [errors.filter(isSpecified), errors.filter((one) => !isSpecified(one))];
  return [...first.toSorted((a, b) => rank(a) - rank(b)), ...others];
}

/** Returns the field errors in response order and the sentence that summarizes them. */
function toldOf(errors: readonly FieldError[], language: Language, params?: MessageParams) {
  const [first, ...others] = specifiedFirst(errors);
  if (!first) return undefined;
  const told = [first, ...others].slice(0, MOST_LISTED).map(({ params: own, ...error }) => ({
    ...error,
    message: translate(error.message, language, own ?? params),
  }));
  const count = { first: told[0]?.message ?? '', others: others.length };
  const isAlone = others.length === 0 || SPECIFIED.includes(first.message);
  const sentence = isAlone ? count.first : translate('errors.more', language, count);
  return { sentence, fields: { errors: told, errors_total: errors.length } };
}

/** Converts whatever was thrown to an AppError. Unknown errors become a 500 that reveals no cause. */
function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof SettingsError) {
    const params = { reason: thrown.message };
    return new AppError('ServiceUnavailableException', { message: 'settings.invalid', params });
  }
  const known = thrown instanceof HTTPException ? HTTP_EXCEPTIONS[thrown.status] : undefined;
  return known ?? toDomainError(thrown);
}

function headersOf(error: AppError): Record<string, string> {
  const status = statusOf(error);
  return {
    'Content-Type': 'application/problem+json; charset=utf-8',
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(status === 503 && { 'Retry-After': RETRY_AFTER_SECONDS }),
    ...error.details.headers,
  };
}

/** Renders every failure as one body: the specification's envelope and an RFC 9457 problem in one. */
export function handleError(thrown: unknown, c: AppContext): Response {
  const error = toAppError(thrown);
  const status = statusOf(error);
  const { message, params, errors, conflict, nearestFree, original } = error.details;
  if (status >= 500) logError(c, thrown, status === 503);
  if (original) c.set('language', original.language);
  const language = c.get('language') ?? 'ko';
  const told = errors && toldOf(errors, language, params);
  const detail = told?.sentence ?? translate(message ?? error.code, language, params);
  const body = {
    success: false,
    error_code: error.code,
    error_message: detail,
    timestamp: original?.timestamp ?? new Date(c.get('now')).toISOString(),
    type: `urn:model-agency:error:${error.code}`,
    title: ERRORS[error.code].title,
    status,
    detail,
    instance: new URL(c.req.url).pathname,
    request_id: original?.requestId ?? c.get('requestId'),
    ...told?.fields,
    ...(conflict && { conflict }),
    ...(nearestFree && { nearest_free: nearestFree }),
  };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, headersOf(error));
}
