import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERRORS, type ErrorCode } from '../errors';
import { limiterOf } from '../http/limiters';
import type { Operation } from '../http/operation';
import { usesToken } from '../http/session';
import { type Language, type MessageKey, translate } from '../i18n/messages';
import { type HeaderName, headersOf } from './headers';
import { problemOf } from './problem-schemas';

/** Returns whether an operation honours If-Match. */
export const takesIfMatch = (operation: Operation) =>
  operation.etag === true && operation.method !== 'get' && !operation.creates;

/** Returns every error of an operation: its own and those implied by its contract. */
function errorsOf(operation: Operation): ErrorCode[] {
  const { access, body, file, errors = [], idempotent } = operation;
  const codes: ErrorCode[] = [
    ...errors,
    'ValidationException',
    'InternalServerException',
    'ServiceUnavailableException',
  ];
  if (usesToken(operation)) codes.push('AuthenticationException');
  if (access === 'admin') codes.push('PermissionDeniedException');
  if (body)
    codes.push(
      'MalformedRequestException',
      'PayloadTooLargeException',
      'UnsupportedMediaTypeException',
    );
  if (file) codes.push('PayloadTooLargeException', 'UnsupportedMediaTypeException');
  if (takesIfMatch(operation)) codes.push('PreconditionFailedException');
  if (idempotent) codes.push('IdempotencyConflictException');
  if (limiterOf(operation, () => true)) codes.push('RateLimitException');
  return [...new Set(codes)];
}

const ID = '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10';
const BLOCKER = { start_time: '2026-12-01T03:00:00.000Z', end_time: '2026-12-01T09:00:00.000Z' };
const OFFER = { start_time: '2026-12-01T09:00:00.000Z', end_time: '2026-12-01T17:00:00.000Z' };
const REFUSED = { from: 'completed', to: 'confirmed' };

/** Returns example details of an error. */
function detailsOf(code: ErrorCode, language: Language): object {
  if (code === 'ValidationException') {
    const error = { field: 'color', code: 'unrecognized_keys', message: unknownField(language) };
    return { errors: [error], errors_total: 1 };
  }
  if (code === 'BookingConflictException') return { conflict: BLOCKER, nearest_free: [OFFER] };
  if (code === 'QuotaExceededException') return { conflict: { limit: 60 } };
  if (code === 'PictureSetChangedException') return { conflict: { missing: [ID], unknown: [] } };
  if (code === 'PackageClosedException') return { conflict: { status: 'expired' } };
  if (code === 'CursorExpiredException') return { conflict: { oldest: 'WzEsMV0.…' } };
  if (code === 'InvalidTransitionException') return { conflict: { ...REFUSED, allowed: [] } };
  return {};
}

const unknownField = (language: Language) =>
  translate('field.unknown', language, { name: 'color' });

/** An error in an operation's response. */
interface Failure {
  code: ErrorCode;
  status: number;
  /** The response's component name. */
  name: string;
  message: MessageKey;
}

function failureOf(code: ErrorCode, operation: Operation, status: number): Failure {
  const name = code.replace(/Exception$/, '');
  if (code === 'IdempotencyConflictException' && status === 409) {
    return { code, status, name: 'RequestStillRunning', message: 'idempotency.running' };
  }
  if (code === 'AuthenticationException' && operation.form) {
    return { code, status, name: 'BadCredentials', message: 'auth.bad_credentials' };
  }
  return { code, status, name, message: code };
}

const sentence = ({ message }: Failure, language: Language) =>
  translate(message, language, { id: ID, limit: '64 KiB', ...REFUSED });

function exampleOf(failure: Failure, language: Language) {
  const { code, status } = failure;
  const detail =
    code === 'ValidationException' ? unknownField(language) : sentence(failure, language);
  return {
    success: false,
    error_code: code,
    error_message: detail,
    timestamp: '2026-12-01T00:00:00.000Z',
    type: `urn:model-agency:error:${code}`,
    title: ERRORS[code].title,
    status,
    detail,
    instance: `/api/v1/models/${ID}`,
    request_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
    ...detailsOf(code, language),
  };
}

/** Headers of some failures. */
const FAILURE_HEADERS: Record<number, HeaderName[]> = {
  401: ['WWW-Authenticate', 'Access-Control-Allow-Origin'],
  429: ['Retry-After', 'Access-Control-Allow-Origin'],
  503: ['Retry-After', 'Access-Control-Allow-Origin'],
};

function responseOf(failures: Failure[], language: Language) {
  const headers = FAILURE_HEADERS[failures[0]?.status ?? 500];
  const examples = failures.map(({ code, name }) => [
    code,
    { $ref: `#/components/examples/${name}` },
  ]);
  const lines = failures.map((failure) => `\`${failure.code}\` ${sentence(failure, language)}.`);
  return {
    description: lines.join(' ').replaceAll(`: ${ID}`, ''),
    ...(headers && { headers: headersOf(headers) }),
    content: {
      'application/problem+json': {
        schema: problemOf(failures.map(({ code }) => code)),
        examples: Object.fromEntries(examples),
      },
    },
  };
}

/** Returns every failure of an operation with its status. */
function failuresOf(operation: Operation): Failure[] {
  const failures = errorsOf(operation).map((code) =>
    failureOf(code, operation, ERRORS[code].status),
  );
  if (operation.idempotent) {
    failures.push(failureOf('IdempotencyConflictException', operation, 409));
  }
  return failures;
}

export type ProblemsOf = (operation: Operation) => ZodOpenApiResponsesObject;

/** Builds the failures of operations by status, as references to shared responses and examples. */
export function createProblems(language: Language) {
  const responses: Record<string, ZodOpenApiResponseObject> = {};
  const examples: Record<string, { value: object }> = {};
  const problemsOf: ProblemsOf = (operation) => {
    const all = failuresOf(operation);
    const statuses = [...new Set(all.map(({ status }) => status))].sort();
    const references = statuses.map((status) => {
      const failures = all.filter((failure) => failure.status === status);
      const name = failures.map((failure) => failure.name).join('Or');
      for (const failure of failures) {
        examples[failure.name] ??= { value: exampleOf(failure, language) };
      }
      responses[name] ??= responseOf(failures, language);
      return [status, { $ref: `#/components/responses/${name}` }];
    });
    return Object.fromEntries(references);
  };
  return { responses, examples, problemsOf };
}
