import type { Text } from './text';

/** Settings, readiness and the headers of requests: read by operators and developers. */
export const SYSTEM_MESSAGES = {
  'settings.missing': ['서버에 {name} 설정이 필요합니다', 'The server needs the setting {name}'],
  'settings.invalid': ['서버 설정 오류: {reason}', 'The server is misconfigured: {reason}'],
  'ready.database': ['데이터베이스에 연결할 수 없습니다', 'The database cannot be reached'],
  'ready.migrations': [
    '적용되지 않은 마이그레이션이 있습니다',
    'Some migrations have not been applied',
  ],
  'ready.triggers': [
    '데이터베이스에 필요한 트리거가 없습니다',
    'Required triggers are missing in the database',
  ],
  'request.not_utf8': [
    '요청 내용을 읽을 수 없습니다. UTF-8 형식인지 확인해 주세요',
    'The request could not be read. It is not valid UTF-8',
  ],
  'idempotency.running': [
    '같은 Idempotency-Key의 요청을 아직 처리하고 있습니다',
    'A request with this Idempotency-Key is still being processed',
  ],
  'idempotency.key_format': [
    'Idempotency-Key는 1~255자의 영문, 숫자, 기호로 보내 주세요',
    'An Idempotency-Key must have 1–255 printable ASCII characters',
  ],
  'list.bookmark_invalid': [
    'X-D1-Bookmark에는 이 API가 응답한 값을 그대로 보내 주세요',
    'X-D1-Bookmark must be a value that this API returned',
  ],
} as const satisfies Record<string, Text>;
