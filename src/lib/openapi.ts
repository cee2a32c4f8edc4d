import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { id } from './fields';
import { LANGUAGES, type Language } from './messages';
import { problemsOf, takesIfMatch } from './openapi-problems';
import { liftDescriptions, refineSchema } from './openapi-schemas';
import type { OperationInfo, Text } from './operation';
import { TAGS } from './tags';

const text = (value: Text, language: Language) => value[LANGUAGES.indexOf(language)] ?? value[0];

const paramsOf = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');

const isApiGet = ({ method, path }: OperationInfo) => method === 'get' && path.startsWith('/api/');

/** A body's media type with the schema's first example, which both pages show as it is. */
function media(schema: z.ZodType) {
  const [example] = (schema.meta()?.examples as unknown[] | undefined) ?? [];
  return { schema, ...(example !== undefined && { example }) };
}

const header = (description: string) => ({ schema: { type: 'string' as const }, description });

function successOf(operation: OperationInfo): ZodOpenApiResponsesObject {
  const headers = {
    'X-Request-Id': header('The id of this request, in the log too.'),
    'Access-Control-Allow-Origin': header(
      'The caller’s origin, where it is one of ALLOWED_ORIGINS.',
    ),
    'X-Process-Time': header(
      'Seconds this request waited for the stores; time stands still between I/O.',
    ),
    ...(operation.etag && { ETag: header('Strong validator of this representation.') }),
    ...(operation.path.startsWith('/api/') && {
      'X-D1-Bookmark': header('What this answer has seen; catalogue reads take it, see there.'),
    }),
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

/** Who may call; which is said of every operation. */
const ACCESS: Record<OperationInfo['access'], Text> = {
  public: ['누구나 호출할 수 있습니다.', 'For everybody.'],
  session: ['로그인이 필요합니다.', 'For callers who are signed in.'],
  admin: ['관리자만 호출할 수 있습니다.', 'For admins.'],
};

const BOOKMARK = z
  .string()
  .max(200)
  .describe('That of an earlier answer: what is read has seen at least what that one has.');

/** Characters of a list of ETags that reach the Worker in any case. */
const MAX_TAGS = 4096;

const IDEMPOTENCY_KEY = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/)
  .describe('Repeats of the request with this key get its first answer again, for 24 hours.');

function toOperation(operation: OperationInfo, language: Language): ZodOpenApiOperationObject {
  const names = paramsOf(operation.path);
  const path = z.object(Object.fromEntries(names.map((name) => [name, id])));
  const conditional = {
    'If-None-Match': z.string().max(MAX_TAGS).optional().describe('304 while it still matches.'),
  };
  const headers = z.object({
    ...(isApiGet(operation) && conditional),
    ...(operation.atBookmark && { 'X-D1-Bookmark': BOOKMARK.optional() }),
    ...(operation.idempotent && { 'Idempotency-Key': IDEMPOTENCY_KEY.optional() }),
    ...(takesIfMatch(operation) && {
      'If-Match': z.string().max(MAX_TAGS).optional().describe('412 once it has changed.'),
    }),
  });
  const content = operation.body && {
    'application/json': media(operation.body),
    ...(operation.form && { 'application/x-www-form-urlencoded': { schema: operation.form } }),
  };
  return {
    operationId: operation.id,
    tags: [text(operation.tag.name, language)],
    summary: text(operation.summary, language),
    description: [operation.description, ACCESS[operation.access]]
      .map((one) => one && text(one, language))
      .filter(Boolean)
      .join('\n\n'),
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

const HERE: Text = [
  '이 문서를 준 서버(production, staging 또는 local)',
  'The server that this document came from: production, staging or local',
];

const TOKENS: Text = [
  'JWT 액세스 토큰(RFC8725를 따름). 30분 뒤 만료되며 `POST /api/v1/auth/refresh`로 갱신합니다.',
  'A JWT access token by the practices of RFC8725. It lasts half an hour; `POST /api/v1/auth/refresh` renews it.',
];

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
    servers: [{ url: '/', description: text(HERE, language), 'x-internal': false }],
    tags: Object.values(TAGS).map(({ name, description }) => ({
      name: text(name, language),
      description: text(description, language),
    })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: text(TOKENS, language),
        },
        password: {
          type: 'oauth2',
          description: text(TOKENS, language),
          flows: {
            password: {
              tokenUrl: '/api/v1/auth/login',
              refreshUrl: '/api/v1/auth/refresh',
              scopes: {},
            },
          },
        },
      },
    },
  };
  const finished = createDocument(document, { override: refineSchema });
  liftDescriptions(finished.paths ?? {});
  return finished;
}
