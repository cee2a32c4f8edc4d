import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { ERRORS, type ErrorCode } from './errors';
import { isoTime, TimeWindow } from './fields';
import { limiterOf } from './limits';
import { LANGUAGES, type Language, translate } from './messages';
import type { OperationInfo, Text } from './operation';
import { TAGS } from './tags';

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

const text = (value: Text, language: Language) => value[LANGUAGES.indexOf(language)] ?? value[0];

const paramsOf = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');

const takesIfMatch = (operation: OperationInfo) =>
  operation.etag === true && operation.method !== 'get' && !operation.creates;

const isApiGet = ({ method, path }: OperationInfo) => method === 'get' && path.startsWith('/api/');

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
  if (limiterOf(operation, access === 'public')) codes.push('RateLimitException');
  return [...new Set(codes)];
}

function problemExample(
  code: ErrorCode,
  status: string,
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
    status: Number(status),
    detail,
    instance,
    request_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
  };
}

function problemsOf(operation: OperationInfo, language: Language): ZodOpenApiResponsesObject {
  const errors = errorsOf(operation);
  const byStatus = Object.groupBy(errors, (code) => String(ERRORS[code].status));
  if (operation.idempotent)
    byStatus[409] = [...(byStatus[409] ?? []), 'IdempotencyConflictException'];
  const responses = Object.entries(byStatus).map(([status, codes = []]) => {
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

/** A body's media type with the schema's first example, which both pages show as it is. */
function media(schema: z.ZodType) {
  const [example] = (schema.meta()?.examples as unknown[] | undefined) ?? [];
  return { schema, ...(example !== undefined && { example }) };
}

const header = (description: string) => ({ schema: { type: 'string' as const }, description });

function successOf(operation: OperationInfo): ZodOpenApiResponsesObject {
  const headers = {
    'X-Request-Id': header('The id of this request, in the log too.'),
    'X-Process-Time': header(
      'Seconds this request waited for the stores; time stands still between I/O.',
    ),
    ...(operation.etag && { ETag: header('Strong validator of this representation.') }),
    ...(operation.idempotent && {
      'Idempotency-Replayed': header('"true" where the answer was given before.'),
    }),
    ...(operation.creates && { Location: header('Path of the new resource.') }),
  };
  const content = { [operation.contentType ?? 'application/json']: media(operation.response) };
  return {
    '200': { description: 'OK', headers, content },
    ...(isApiGet(operation) && { '304': { description: 'Not Modified' } }),
  };
}

function securityOf({ access, optionalSession }: OperationInfo) {
  const schemes = [{ bearer: [] }, { password: [] }];
  if (access !== 'public') return schemes;
  return optionalSession ? [{}, ...schemes] : [];
}

const IDEMPOTENCY_KEY = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/)
  .describe('Repeats of the request with this key get its first answer again, for 24 hours.');

function toOperation(operation: OperationInfo, language: Language): ZodOpenApiOperationObject {
  const names = paramsOf(operation.path);
  const path = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const conditional = {
    'If-None-Match': z.string().optional().describe('304 while it still matches.'),
  };
  const headers = z.object({
    ...(isApiGet(operation) && conditional),
    ...(operation.idempotent && { 'Idempotency-Key': IDEMPOTENCY_KEY.optional() }),
    ...(takesIfMatch(operation) && {
      'If-Match': z.string().optional().describe('412 once it has changed.'),
    }),
  });
  const content = operation.body && {
    'application/json': media(operation.body),
    ...(operation.form && { 'application/x-www-form-urlencoded': { schema: operation.form } }),
  };
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: text(operation.summary, language),
    ...(operation.description && { description: text(operation.description, language) }),
    security: securityOf(operation),
    requestParams: {
      ...(names.length > 0 && { path }),
      ...(operation.query && { query: operation.query as z.ZodObject }),
      ...(Object.keys(headers.shape).length > 0 && { header: headers }),
    },
    ...(content && { requestBody: { required: !operation.bodyOptional, content } }),
    responses: { ...successOf(operation), ...problemsOf(operation, language) },
  };
}

const INTRODUCTION: Text = [
  [
    '패션·커머셜 모델 에이전시의 API입니다.',
    '',
    '- 시간은 ISO 8601 UTC이며, 요청의 시간에는 오프셋이 필요합니다.',
    '- 금액은 원(KRW) 단위 정수입니다.',
    '- 오류는 모두 같은 본문(`Problem`, RFC 9457)이며 언어는 `Accept-Language`를 따릅니다.',
    '- 무언가를 만들거나 옮기는 모든 POST는 `Idempotency-Key`를 받습니다. 같은 키의 같은 요청은 24시간 동안 첫 응답을 그대로 돌려받습니다.',
    '- 요청이 너무 많으면 429이며 `Retry-After`(초)가 언제 다시 시도할지 알려 줍니다.',
    '- 단일 자원에는 `ETag`가 있고 `If-Match`와 `If-None-Match`를 쓸 수 있습니다.',
  ].join('\n'),
  [
    'The API of an agency for fashion and commercial models.',
    '',
    '- Times are ISO 8601 UTC; a time in a request needs an offset.',
    '- Money is integer KRW.',
    '- Every failure has one body (`Problem`, RFC 9457), in the language of `Accept-Language`.',
    '- Every POST that creates or moves something takes an `Idempotency-Key`: the same request with the same key gets the first answer again for 24 hours.',
    '- Too many requests are a 429; `Retry-After` says in how many seconds to try again.',
    '- Single resources carry an `ETag`; `If-Match` and `If-None-Match` are honoured.',
  ].join('\n'),
];

/** Bounds of the safe integers say nothing to a reader. */
function withoutSafeBounds({
  jsonSchema,
}: {
  jsonSchema: { minimum?: number; maximum?: number };
}): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** The OpenAPI 3.1 document of the operations, in one language. */
export function buildDocument(
  operations: readonly OperationInfo[],
  info: { title: string; version: string },
  language: Language,
) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: toOperation(operation, language) };
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      ...info,
      description: text(INTRODUCTION, language),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.values(TAGS).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        password: {
          type: 'oauth2',
          flows: { password: { tokenUrl: '/api/v1/auth/login', scopes: {} } },
        },
      },
    },
  };
  return createDocument(document, { override: withoutSafeBounds });
}
