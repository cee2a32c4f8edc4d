import * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERRORS, type ErrorCode } from './errors';
import { isoTime, TimeWindow } from './fields';
import { limiterOf } from './limits';
import { type Language, translate } from './messages';
import type { OperationInfo } from './operation';

const FieldProblem = z
  .object({ field: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'FieldProblem' });

const Problem = z
  .object({
    success: z.literal(false),
    error_code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    error_message: z.string(),
    timestamp: isoTime,
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    request_id: z.string(),
    errors: z.array(FieldProblem).optional().describe('The fields to blame.'),
    conflict: z.record(z.string(), z.unknown()).optional().describe('What stands in the way.'),
    nearest_free: z.array(TimeWindow).optional().describe('Free windows of the same length.'),
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

function problemExample(
  code: ErrorCode,
  status: number,
  operation: OperationInfo,
  language: Language,
) {
  const { title } = ERRORS[code];
  const detail = translate(code, language, { id: '5f0c2c7e', from: 'declined', to: 'confirmed' });
  const instance = operation.path.replaceAll(/:\w+/g, '5f0c2c7e');
  return {
    success: false,
    error_code: code,
    error_message: detail,
    timestamp: '2026-12-01T00:00:00.000Z',
    type: `urn:model-agency:error:${code}`,
    title,
    status,
    detail,
    instance,
    request_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
  };
}

/** Every failure of an operation, by status, with an example each. */
export function problemsOf(
  operation: OperationInfo,
  language: Language,
): ZodOpenApiResponsesObject {
  const errors = errorsOf(operation).map((code) => ({ code, status: ERRORS[code].status }));
  if (operation.idempotent) errors.push({ code: 'IdempotencyConflictException', status: 409 });
  const statuses = [...new Set(errors.map(({ status }) => status))].sort();
  const responses = statuses.map((status) => {
    const codes = errors.filter((error) => error.status === status).map(({ code }) => code);
    const examples = codes.map((code) => [
      code,
      { value: problemExample(code, status, operation, language) },
    ]);
    const content = { schema: Problem, examples: Object.fromEntries(examples) };
    return [
      status,
      { description: codes.join(', '), content: { 'application/problem+json': content } },
    ];
  });
  return Object.fromEntries(responses);
}
