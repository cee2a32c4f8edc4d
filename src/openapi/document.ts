import * as z from 'zod';
import { createDocument, type ZodOpenApiObject, type ZodOpenApiOperationObject } from 'zod-openapi';
import { about, id } from '../http/field-schemas';
import type { OperationInfo } from '../http/operation';
import type { Language } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';
import { problemsOf, takesIfMatch } from './problems';
import { isApiGet, media, successOf } from './responses';
import { finishDocument, refineSchema } from './schemas';
import { TAGS } from './tags';

const paramsOf = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');

function securityOf({ access, optionalSession }: OperationInfo) {
  const schemes = [{ bearer: [] }, { password: [] }];
  if (access !== 'public') return schemes;
  return optionalSession ? [{}, ...schemes] : [];
}

/** Who may call; which is said of every operation. */
const ACCESS: Record<OperationInfo['access'], Text> = {
  public: ['누구나 호출할 수 있습니다.', 'Open to everybody.'],
  session: ['로그인이 필요합니다.', 'Requires a signed-in caller.'],
  admin: ['관리자만 호출할 수 있습니다.', 'Requires an admin.'],
};

const BOOKMARK = z
  .string()
  .max(200)
  .meta(
    about(
      '앞선 응답의 값. 적어도 그 응답이 본 만큼 새로운 데이터를 읽습니다.',
      'The one of an earlier answer: this read sees at least what that answer saw.',
    ),
  );

/** Characters of a list of ETags that reach the Worker in any case. */
const MAX_TAGS = 4096;

const IDEMPOTENCY_KEY = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[\x20-\x7e]+$/)
  .meta({
    ...about(
      '같은 키의 같은 요청은 24시간 동안 첫 응답을 그대로 받습니다.',
      'Repeats of the request with the same key get the first answer again, for 24 hours.',
    ),
  });

/** Ids in paths, and where they come from. */
const PATH_IDS: Record<string, ReturnType<typeof about>> = {
  user_id: about('사용자의 id.', 'Id of a user.'),
  session_id: about(
    '`GET /auth/sessions`가 알려 주는 세션의 id.',
    'Id of a session, from `GET /auth/sessions`.',
  ),
  model_id: about('`GET /models`가 알려 주는 모델의 id.', 'Id of a model, from `GET /models`.'),
  book_out_id: about('북아웃의 id.', 'Id of a book-out.'),
  booking_id: about('예약의 id.', 'Id of a booking.'),
};

function toOperation(operation: OperationInfo, language: Language): ZodOpenApiOperationObject {
  const names = paramsOf(operation.path);
  const path = z.object(
    Object.fromEntries(names.map((name) => [name, id.meta(PATH_IDS[name] ?? {})])),
  );
  const conditional = {
    'If-None-Match': z
      .string()
      .max(MAX_TAGS)
      .optional()
      .meta(
        about(
          '앞선 응답의 `ETag`. 그대로이면 304입니다.',
          'The `ETag` of an earlier answer: 304 while it still matches.',
        ),
      ),
  };
  const headers = z.object({
    ...(isApiGet(operation) && conditional),
    ...(operation.atBookmark && { 'X-D1-Bookmark': BOOKMARK.optional() }),
    ...(operation.idempotent && { 'Idempotency-Key': IDEMPOTENCY_KEY.optional() }),
    ...(takesIfMatch(operation) && {
      'If-Match': z
        .string()
        .max(MAX_TAGS)
        .optional()
        .meta(
          about(
            '앞서 읽은 `ETag`. 그 사이 바뀌었으면 412입니다.',
            'The `ETag` that was read: 412 once it has changed.',
          ),
        ),
    }),
  });
  const content = operation.body && {
    'application/json': media(operation.body),
    ...(operation.form && { 'application/x-www-form-urlencoded': { schema: operation.form } }),
  };
  return {
    operationId: operation.id,
    tags: [inLanguage(operation.tag.name, language)],
    summary: inLanguage(operation.summary, language),
    description: [operation.description, ACCESS[operation.access]]
      .map((one) => one && inLanguage(one, language))
      .filter(Boolean)
      .join('\n\n'),
    security: securityOf(operation),
    requestParams: {
      ...(names.length > 0 && { path }),
      ...(operation.query && { query: operation.query as z.ZodObject }),
      ...(Object.keys(headers.shape).length > 0 && { header: headers }),
    },
    ...(content && { requestBody: { required: !operation.bodyOptional, content } }),
    responses: { ...successOf(operation, language), ...problemsOf(operation, language) },
  };
}

const INTRODUCTION: Text = [
  [
    '패션·커머셜 모델 에이전시의 API입니다. 이 문서는 `?lang=en`으로 영어로도 볼 수 있습니다.',
    '',
    '- `POST /api/v1/auth/login`으로 로그인하고 액세스 토큰을 `Authorization: Bearer …`로 보냅니다.',
    '- 목록은 `skip`과 `limit`, 또는 `next_cursor`로 넘깁니다. 모르는 필드와 쿼리는 422입니다.',
    '- 시간은 ISO 8601 UTC이며, 요청의 시간에는 오프셋이 필요합니다.',
    '- 금액은 원(KRW) 단위 정수입니다.',
    '- 오류는 모두 같은 본문(`Problem`, RFC 9457)이며 언어는 `Accept-Language`를 따릅니다.',
    '- 무언가를 만들거나 옮기는 모든 POST는 `Idempotency-Key`를 받습니다. 같은 키의 같은 요청은 24시간 동안 첫 응답을 그대로 돌려받습니다.',
    '- 요청이 너무 많으면 429이며 `Retry-After`(초)가 언제 다시 시도할지 알려 줍니다.',
    '- 단일 자원에는 `ETag`가 있고 `If-Match`와 `If-None-Match`를 쓸 수 있습니다.',
  ].join('\n'),
  [
    'The API of an agency for fashion and commercial models. `?lang=ko` shows this document in Korean.',
    '',
    '- Sign in by `POST /api/v1/auth/login` and send the access token as `Authorization: Bearer …`.',
    '- Lists are paged by `skip` and `limit`, or by `next_cursor`. Unknown fields and query parameters are a 422.',
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
      description: inLanguage(INTRODUCTION, language),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: inLanguage(HERE, language), 'x-internal': false }],
    tags: Object.values(TAGS).map(({ name, description }) => ({
      name: inLanguage(name, language),
      description: inLanguage(description, language),
    })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: inLanguage(TOKENS, language),
        },
        password: {
          type: 'oauth2',
          description: inLanguage(TOKENS, language),
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
  const created = createDocument(document, { override: refineSchema(language) });
  return finishDocument(created, language);
}
