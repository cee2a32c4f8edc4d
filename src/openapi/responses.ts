import type * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { exampleOf } from '../http/field-schemas';
import type { OperationInfo } from '../http/operation';
import { type Language, translate } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';

/** Reads that answer 304 while `If-None-Match` matches. */
export const isApiGet = ({ method, path }: OperationInfo) =>
  method === 'get' && path.startsWith('/api/');

/** A body's media type with the schema's first example, which both pages show as it is. */
export function media(schema: z.ZodType, changes: object = {}) {
  const example = exampleOf(schema) as object | undefined;
  return { schema, ...(example !== undefined && { example: { ...example, ...changes } }) };
}

/** Headers of answers, and what they say. */
const HEADERS = {
  'X-Request-Id': ['이 요청의 id. 로그에도 남습니다.', 'The id of this request, in the log too.'],
  'Access-Control-Allow-Origin': [
    'ALLOWED_ORIGINS에 있는 출처에서 호출했을 때 그 출처.',
    'The caller’s origin, where it is one of ALLOWED_ORIGINS.',
  ],
  'X-Process-Time': [
    '저장소를 기다린 시간(초). Workers의 시계는 I/O 사이에 멈춰 있습니다.',
    'Seconds spent waiting for the stores; Workers’ clocks stand still between I/O.',
  ],
  ETag: ['이 표현의 강한 검증자.', 'Strong validator of this representation.'],
  'X-D1-Bookmark': [
    '이 응답이 본 데이터의 시점. 카탈로그 조회에 다시 보낼 수 있습니다.',
    'The state of the database that this answer has seen; send it with catalogue reads.',
  ],
  'Idempotency-Replayed': [
    '이전 응답을 다시 준 것이면 "true".',
    '`true` where the answer is a repeated one.',
  ],
  Location: ['새 자원의 경로.', 'Path of the new resource.'],
  'Retry-After': ['다시 시도하기까지 기다릴 초.', 'Seconds to wait before the next try.'],
  'WWW-Authenticate': ['`Bearer`', '`Bearer`'],
} as const satisfies Record<string, Text>;

/** The documentation of headers by their names. */
export const headersOf = (names: (keyof typeof HEADERS)[], language: Language) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      {
        schema: { type: 'string' as const },
        description: inLanguage(HEADERS[name], language),
      },
    ]),
  );

const OK: Text = ['성공', 'OK'];
const NOT_MODIFIED: Text = ['변경되지 않음', 'Not Modified'];

/** The answers of an operation that are no failures. */
export function successOf(operation: OperationInfo, language: Language): ZodOpenApiResponsesObject {
  const { message, creates, etag, idempotent, path, example } = operation;
  const headers = headersOf(
    [
      'X-Request-Id',
      'Access-Control-Allow-Origin',
      'X-Process-Time',
      ...(etag ? (['ETag'] as const) : []),
      ...(path.startsWith('/api/') ? (['X-D1-Bookmark'] as const) : []),
      ...(idempotent ? (['Idempotency-Replayed'] as const) : []),
      ...(creates ? (['Location'] as const) : []),
    ],
    language,
  );
  const changes = { ...example, ...(message && { message: translate(message, language) }) };
  const content = {
    [operation.contentType ?? 'application/json']: media(operation.response, changes),
  };
  return {
    '200': { description: inLanguage(OK, language), headers, content },
    ...(isApiGet(operation) && {
      '304': { description: inLanguage(NOT_MODIFIED, language) },
    }),
  };
}
