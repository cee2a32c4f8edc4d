import type { Language } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';

/** Response headers and their descriptions. */
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
  'X-Existing': [
    '같은 파일이 이미 있어서 그 사진을 돌려주었으면 "true".',
    '`true` where the same file was there already, and this is its picture.',
  ],
  'X-Rendition': [
    '렌디션 대신 원본을 보냈으면 "original".',
    '`original` where the original was sent in place of a rendition.',
  ],
  Location: ['새 자원의 경로.', 'Path of the new resource.'],
  'Retry-After': ['다시 시도하기까지 기다릴 초.', 'Seconds to wait before the next try.'],
  'WWW-Authenticate': ['`Bearer`', '`Bearer`'],
} as const satisfies Record<string, Text>;

export type HeaderName = keyof typeof HEADERS;

/** Returns references to the named headers. */
export const headersOf = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Returns the header components that responses refer to. */
export const headerComponents = (language: Language) =>
  Object.fromEntries(
    Object.entries<Text>(HEADERS).map(([name, words]) => [
      name,
      { schema: { type: 'string' as const }, description: inLanguage(words, language) },
    ]),
  );
