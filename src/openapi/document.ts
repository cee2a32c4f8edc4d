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

const FORM: Text = [
  '비밀번호 폼(RFC 6749 §4.3.2)입니다. `tokenUrl`은 JSON 대신 `application/x-www-form-urlencoded`도 받습니다.',
  'The password form of RFC 6749 §4.3.2: `tokenUrl` takes it as `application/x-www-form-urlencoded`, in place of JSON.',
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
