import { createDocument, type ZodOpenApiObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Operation, Tag } from '../http/operation';
import type { Language } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';
import { addCodeSamples } from './code-samples';
import { adaptExamples, daysFrom, dropShownExamples } from './examples';
import { headerComponents } from './headers';
import { toOperation } from './operations';
import { shareParameters } from './parameters';
import { createProblems, type ProblemsOf } from './problems';
import { finishDocument, refineSchema } from './schemas';
import { TAGS } from './tags';

const INTRODUCTION: Text = [
  [
    '패션·커머셜 모델 에이전시의 API입니다. `?lang=en`을 붙이면 이 문서를 영어로 볼 수 있습니다.',
    '',
    '- `POST /api/v1/auth/login`으로 로그인하고 액세스 토큰을 `Authorization: Bearer …`로 보냅니다.',
    '- 목록의 페이지는 `skip`과 `limit`, 또는 `next_cursor`로 넘깁니다. 정의되지 않은 필드와 쿼리 매개변수에는 422를 반환합니다.',
    '- 응답의 시각은 ISO 8601 UTC입니다. 요청의 시각에는 UTC 오프셋이 필요합니다.',
    '- 금액은 원(KRW) 단위 정수입니다.',
    '- 모든 오류의 본문은 같은 형식(`Problem`, RFC 9457)이며, 언어는 `Accept-Language`를 따릅니다.',
    '- 상태를 변경하는 대부분의 POST는 `Idempotency-Key`를 받습니다. 같은 키로 같은 요청을 보내면 24시간 동안 첫 응답을 그대로 반환합니다.',
    '- 요청이 너무 많으면 429를 반환합니다. `Retry-After`는 다시 시도하기까지 기다릴 시간(초)입니다.',
    '- 단일 자원의 응답에는 `ETag`가 있으며, `If-Match`와 `If-None-Match`를 사용할 수 있습니다.',
  ].join('\n'),
  [
    'The API of an agency for fashion and commercial models. Add `?lang=ko` to read this document in Korean.',
    '',
    '- Sign in with `POST /api/v1/auth/login` and send the access token as `Authorization: Bearer …`.',
    '- Page through lists with `skip` and `limit`, or with `next_cursor`. Unknown fields and query parameters return 422.',
    '- Times in responses are ISO 8601 in UTC. Times in requests need a UTC offset.',
    '- Money is integer KRW.',
    '- All errors have the same body (`Problem`, RFC 9457), in the language of `Accept-Language`.',
    '- Most POSTs that change state accept an `Idempotency-Key`. For 24 hours, the same request with the same key returns the first response again.',
    '- Too many requests return 429. `Retry-After` is the number of seconds to wait.',
    '- Single resources have an `ETag`, for use with `If-Match` and `If-None-Match`.',
  ].join('\n'),
];

const HERE: Text = [
  '이 문서를 제공한 서버(production, staging 또는 local)',
  'The server that served this document: production, staging or local',
];

const TOKENS: Text = [
  'JWT 액세스 토큰입니다(RFC8725 준수). 기본적으로 30분 뒤 만료되며 `POST /api/v1/auth/refresh`로 갱신합니다.',
  'A JWT access token that follows RFC8725. By default it expires after 30 minutes. Renew it with `POST /api/v1/auth/refresh`.',
];

const FORM: Text = [
  'OAuth2 비밀번호 폼(RFC 6749 §4.3.2)입니다. `tokenUrl`은 JSON 외에 `application/x-www-form-urlencoded`도 받습니다.',
  'The OAuth2 password form (RFC 6749 §4.3.2). `tokenUrl` accepts `application/x-www-form-urlencoded` as well as JSON.',
];

/** Describes sign-in for tools that send requests. */
const securitySchemes = (language: Language) => ({
  password: {
    type: 'oauth2' as const,
    description: `${inLanguage(FORM, language)} ${inLanguage(TOKENS, language)}`,
    flows: {
      password: {
        tokenUrl: '/api/v1/auth/login',
        refreshUrl: '/api/v1/auth/refresh',
        scopes: {},
      },
    },
  },
  bearer: {
    type: 'http' as const,
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: inLanguage(TOKENS, language),
  },
});

interface DocumentInfo {
  title: string;
  version: string;
}

interface DocumentOptions {
  /** The API's URL: origin and path, without a trailing slash. */
  server?: string | undefined;
  /** Epoch milliseconds. Times in examples are moved to after this; without it they stay as written. */
  today?: number | undefined;
}

/** Returns the paths of the operations, section by section. */
function pathsOf(operations: readonly Operation[], language: Language, problemsOf: ProblemsOf) {
  const chapters: Tag[] = Object.values(TAGS);
  const ordered = operations.toSorted((a, b) => chapters.indexOf(a.tag) - chapters.indexOf(b.tag));
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of ordered) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    const own = { [operation.method]: toOperation(operation, language, problemsOf(operation)) };
    paths[path] = { ...paths[path], ...own };
  }
  return paths;
}

/** Builds the OpenAPI 3.1 document of the operations in one language. */
export function buildDocument(
  operations: readonly Operation[],
  info: DocumentInfo,
  language: Language,
  { server = '/', today }: DocumentOptions = {},
) {
  const { responses, examples, problemsOf } = createProblems(language);
  const document: ZodOpenApiObject = {
    openapi: '3.1.1',
    info: {
      ...info,
      description: inLanguage(INTRODUCTION, language),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server, description: inLanguage(HERE, language), 'x-internal': false }],
    tags: Object.values(TAGS).map(({ name, description }) => ({
      name: inLanguage(name, language),
      description: inLanguage(description, language),
    })),
    paths: pathsOf(operations, language, problemsOf),
    components: {
      responses,
      examples,
      headers: headerComponents(language),
      securitySchemes: securitySchemes(language),
    },
  };
  const created = createDocument(document, { override: refineSchema(language) });
  finishDocument(created, language);
  adaptExamples(created, language, daysFrom(today));
  dropShownExamples(created);
  addCodeSamples(created, server);
  return shareParameters(created);
}
