import * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { about, isoTime, TimeWindow } from '../http/field-schemas';
import { limiterOf } from '../http/limiters';
import type { OperationInfo } from '../http/operation';
import { type Language, translate } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';
import { ERRORS, type ErrorCode } from '../lib/errors';
import { headersOf } from './responses';

const FieldProblem = z
  .object({
    field: z.string().meta(about('점으로 이은 필드 경로.', 'Path of the field, with dots.')),
    code: z.string().meta(about('언어와 무관한 코드.', 'A code; the same in every language.')),
    message: z.string().meta(about('사람이 읽을 문장.', 'A sentence for people to read.')),
  })
  .meta({ id: 'FieldProblem' });

const Problem = z
  .object({
    success: z.literal(false).meta(about('언제나 false입니다.', 'Always false.')),
    error_code: z
      .enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])
      .meta(
        about(
          '무엇이 잘못되었는지. 언어와 무관합니다.',
          'What went wrong; the same in every language.',
        ),
      ),
    error_message: z.string().meta(about('사람이 읽을 문장.', 'A sentence for people to read.')),
    timestamp: isoTime,
    type: z.string().meta(about('오류 종류의 URI.', 'URI of the error type.')),
    title: z.string().meta(about('오류 종류의 영어 이름.', 'Name of the error type, in English.')),
    status: z.int().min(400).max(599).meta(about('HTTP 상태 코드.', 'The HTTP status.')),
    detail: z.string().meta(about('`error_message`와 같습니다.', 'The same as `error_message`.')),
    instance: z.string().meta(about('요청한 경로.', 'Path of the request.')),
    request_id: z
      .string()
      .meta(about('로그에서 찾을 요청의 id.', 'Id of the request, as in the log.')),
    errors: z
      .array(FieldProblem)
      .optional()
      .meta(about('잘못된 필드.', 'The fields that are wrong.')),
    conflict: z
      .record(z.string(), z.unknown())
      .optional()
      .meta(about('무엇과 충돌하는지.', 'What stands in the way.')),
    nearest_free: z
      .array(TimeWindow)
      .optional()
      .meta(about('길이가 같은 빈 시간.', 'Free windows of the same length.')),
  })
  .meta({ id: 'Problem' });

/** Whether an operation minds If-Match. */
export const takesIfMatch = (operation: OperationInfo) =>
  operation.etag === true && operation.method !== 'get' && !operation.creates;

/** Every error an operation can answer with: its own, and those that follow from its contract. */
export function errorsOf(operation: OperationInfo): ErrorCode[] {
  const { access, body, errors = [], idempotent, optionalSession } = operation;
  const codes: ErrorCode[] = [
    ...errors,
    'ValidationException',
    'InternalServerException',
    'ServiceUnavailableException',
  ];
  if (access !== 'public' || optionalSession) codes.push('AuthenticationException');
  if (access === 'admin') codes.push('PermissionDeniedException');
  if (body)
    codes.push(
      'MalformedRequestException',
      'PayloadTooLargeException',
      'UnsupportedMediaTypeException',
    );
  if (takesIfMatch(operation)) codes.push('PreconditionFailedException');
  if (idempotent) codes.push('IdempotencyConflictException');
  if (limiterOf(operation, () => true)) codes.push('RateLimitException');
  return [...new Set(codes)];
}

const ID = '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10';
const BLOCKER = { start_time: '2026-12-01T03:00:00.000Z', end_time: '2026-12-01T09:00:00.000Z' };
const OFFER = { start_time: '2026-12-01T09:00:00.000Z', end_time: '2026-12-01T17:00:00.000Z' };

/** A move that an operation refuses: to where it leads, from a state that is final. */
function refusedMove({ example = {} }: OperationInfo) {
  const { status, data } = example as { status?: string; data?: { status?: string } };
  const to = status ?? data?.status ?? 'confirmed';
  return { from: to === 'completed' ? 'cancelled' : 'completed', to };
}

/** What some errors tell beyond their code. */
function detailsOf(code: ErrorCode, operation: OperationInfo): object {
  if (code === 'BookingConflictException') return { conflict: BLOCKER, nearest_free: [OFFER] };
  if (code !== 'InvalidTransitionException') return {};
  return { conflict: { ...refusedMove(operation), allowed: [] } };
}

const UNKNOWN_FIELD: Text = ['인식할 수 없는 키: "color"', 'Unrecognized key: "color"'];

/** A field problem that the operation really has: what it needs left out, else what it does not know. */
function fieldExample({ body }: OperationInfo, language: Language) {
  const fields = Object.entries(body instanceof z.ZodObject ? body.shape : {});
  const [needed] = fields.find(([, field]) => !field.safeParse(undefined).success) ?? [];
  const message = inLanguage(UNKNOWN_FIELD, language);
  return needed
    ? { field: needed, code: 'invalid_type', message: translate('field.required', language) }
    : { field: 'color', code: 'unrecognized_keys', message };
}

interface Failure {
  code: ErrorCode;
  status: number;
}

/** The sentence of an error, in general or about something. */
function sentence({ code, status }: Failure, operation: OperationInfo, language: Language) {
  if (code === 'IdempotencyConflictException' && status === 409) {
    return translate('idempotency.running', language);
  }
  if (code === 'AuthenticationException' && operation.form) {
    return translate('auth.bad_credentials', language);
  }
  return translate(code, language, { id: ID, ...refusedMove(operation) });
}

function problemExample(failure: Failure, operation: OperationInfo, language: Language) {
  const { code, status } = failure;
  const field = code === 'ValidationException' && fieldExample(operation, language);
  const detail = field ? field.message : sentence(failure, operation, language);
  return {
    success: false,
    error_code: code,
    error_message: detail,
    timestamp: '2026-12-01T00:00:00.000Z',
    type: `urn:model-agency:error:${code}`,
    title: ERRORS[code].title,
    status,
    detail,
    instance: operation.path.replaceAll(/:\w+/g, ID),
    request_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
    ...(field && { errors: [field] }),
    ...detailsOf(code, operation),
  };
}

/** Headers that some failures have. */
const FAILURE_HEADERS: Record<number, Parameters<typeof headersOf>[0]> = {
  401: ['WWW-Authenticate', 'Access-Control-Allow-Origin'],
  429: ['Retry-After', 'Access-Control-Allow-Origin'],
  503: ['Retry-After', 'Access-Control-Allow-Origin'],
};

function responseOf(failures: Failure[], operation: OperationInfo, language: Language) {
  const headers = FAILURE_HEADERS[failures[0]?.status ?? 500];
  const examples = failures.map((failure) => [
    failure.code,
    { value: problemExample(failure, operation, language) },
  ]);
  const lines = failures.map(
    (failure) => `\`${failure.code}\` ${sentence(failure, operation, language)}.`,
  );
  return {
    description: lines.join(' ').replaceAll(`: ${ID}`, ''),
    ...(headers && { headers: headersOf(headers, language) }),
    content: {
      'application/problem+json': { schema: Problem, examples: Object.fromEntries(examples) },
    },
  };
}

/** Every failure of an operation, by status, with an example each. */
export function problemsOf(
  operation: OperationInfo,
  language: Language,
): ZodOpenApiResponsesObject {
  const errors: Failure[] = errorsOf(operation).map((code) => ({
    code,
    status: ERRORS[code].status,
  }));
  if (operation.idempotent) errors.push({ code: 'IdempotencyConflictException', status: 409 });
  const statuses = [...new Set(errors.map(({ status }) => status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      responseOf(
        errors.filter((error) => error.status === status),
        operation,
        language,
      ),
    ]),
  );
}
