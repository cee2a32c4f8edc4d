import type { Language } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';

/** Response headers and their descriptions. */
const HEADERS = {
  'X-Request-Id': [
    '요청의 id. 로그에도 기록되므로 문의할 때 함께 알려 주세요.',
    'Id of the request. The log contains it too: quote it when you report a problem.',
  ],
  'Access-Control-Allow-Origin': [
    'ALLOWED_ORIGINS에 있는 출처(origin)에서 호출하면 그 출처.',
    'The caller’s origin, if ALLOWED_ORIGINS contains it.',
  ],
  'X-Process-Time': [
    '데이터베이스 등 저장소를 기다린 시간(초). Workers의 시계는 I/O 사이에 멈추므로 CPU 시간은 포함하지 않습니다.',
    'Seconds spent waiting for stores. Clocks in Workers stand still between I/O, so CPU time is not included.',
  ],
  ETag: [
    '자원의 버전을 나타내는 강한 검증자(strong validator).',
    'Strong validator of this version of the resource.',
  ],
  'X-D1-Bookmark': [
    '이 응답이 읽은 데이터베이스의 시점. 카탈로그를 조회할 때 다시 보내면 그 시점 이후의 데이터를 읽습니다.',
    'State of the database that this response has seen. Send it with catalogue reads to see at least as much.',
  ],
  'Idempotency-Replayed': [
    '저장된 이전 응답을 다시 반환한 것이면 "true".',
    '`true` if this is the stored response of an earlier request.',
  ],
  'X-Existing': [
    '같은 파일이 이미 있어 기존 사진을 반환했으면 "true".',
    '`true` if the same file existed already and the response is its picture.',
  ],
  'X-Rendition': [
    '변환된 크기 대신 원본을 반환했으면 "original".',
    '`original` if the response is the original instead of the requested size.',
  ],
  Location: ['생성된 자원의 경로.', 'Path of the created resource.'],
  'Retry-After': ['다시 시도하기 전에 기다릴 시간(초).', 'Seconds to wait before retrying.'],
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
