import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { toDomainError } from '../db/errors';
import { SettingsError } from '../env';
import { translate } from '../i18n/messages';
import { AppError, ERRORS, type ErrorCode, statusOf } from '../lib/errors';
import type { AppContext } from './app-env';
import { logError } from './log';

const RETRY_AFTER_SECONDS = '5';

const HTTP_EXCEPTIONS: Record<number, ErrorCode> = {
  400: 'MalformedRequestException',
  413: 'PayloadTooLargeException',
};

/** Whatever was thrown as the one error class; unknown things become a 500 without a cause. */
function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof SettingsError) {
    const params = { reason: thrown.message };
    return new AppError('ServiceUnavailableException', { message: 'settings.invalid', params });
  }
  const code = thrown instanceof HTTPException ? HTTP_EXCEPTIONS[thrown.status] : undefined;
  return code ? new AppError(code) : toDomainError(thrown);
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

/** The one body of every failure: the specification's envelope and an RFC 9457 problem at once. */
export function handleError(thrown: unknown, c: AppContext): Response {
  const error = toAppError(thrown);
  const status = statusOf(error);
  const { message, params, errors, conflict, nearestFree, first } = error.details;
  if (status >= 500) logError(c, thrown, status === 503);
  if (first) c.set('language', first.language);
  const language = c.get('language') ?? 'ko';
  const fields = errors?.map((item) => ({
    ...item,
    message: translate(item.message, language, params),
  }));
  const detail = fields?.[0]?.message ?? translate(message ?? error.code, language, params);
  const body = {
    success: false,
    error_code: error.code,
    error_message: detail,
    timestamp: first?.timestamp ?? new Date(c.get('now')).toISOString(),
    type: `urn:model-agency:error:${error.code}`,
    title: ERRORS[error.code].title,
    status,
    detail,
    instance: new URL(c.req.url).pathname,
    request_id: first?.requestId ?? c.get('requestId'),
    ...(fields && { errors: fields }),
    ...(conflict && { conflict }),
    ...(nearestFree && { nearest_free: nearestFree }),
  };
  return c.body(JSON.stringify(body), status as ContentfulStatusCode, headersOf(error));
}
