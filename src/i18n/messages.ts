/** Languages the API speaks; the first is the default. */
export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** [Korean, English]. Where the original specification gives a wording, the Korean is that wording. */
const MESSAGES = {
  MalformedRequestException: [
    '요청 본문이 올바른 JSON이 아닙니다',
    'The request body is not valid JSON',
  ],
  AuthenticationException: ['유효하지 않은 토큰입니다', 'The token is missing or not valid'],
  PermissionDeniedException: ['권한이 없습니다', 'You are not allowed to do this'],
  RouteNotFoundException: ['요청한 경로를 찾을 수 없습니다', 'There is nothing at this path'],
  UserNotFoundException: ['사용자를 찾을 수 없습니다: {id}', 'User not found: {id}'],
  SessionNotFoundException: ['세션을 찾을 수 없습니다: {id}', 'Session not found: {id}'],
  ModelNotFoundException: ['모델을 찾을 수 없습니다: {id}', 'Model not found: {id}'],
  BookOutNotFoundException: ['북아웃을 찾을 수 없습니다: {id}', 'Book-out not found: {id}'],
  BookingNotFoundException: ['예약을 찾을 수 없습니다: {id}', 'Booking not found: {id}'],
  MethodNotAllowedException: ['허용되지 않는 메서드입니다', 'This method is not allowed here'],
  BookingConflictException: [
    '해당 시간에 이미 확정된 예약이나 북아웃이 있습니다',
    'The model is already booked or booked out in this window',
  ],
  InvalidTransitionException: [
    '{from} 상태에서는 {to}(으)로 변경할 수 없습니다',
    'A booking cannot go from {from} to {to}',
  ],
  ModelInUseException: [
    '진행 중인 예약이 있는 모델은 삭제할 수 없습니다',
    'The model has live bookings ahead and cannot be deleted',
  ],
  LastAdminException: [
    '마지막 관리자는 변경하거나 삭제할 수 없습니다',
    'The last active admin has to stay one',
  ],
  PreconditionFailedException: [
    '다른 요청이 먼저 변경했습니다. 다시 조회한 뒤 시도하세요',
    'It has changed since you read it: read it again and retry',
  ],
  PayloadTooLargeException: ['요청 본문이 너무 큽니다 (최대 64KiB)', 'The body is over 64 KiB'],
  UnsupportedMediaTypeException: [
    '지원하지 않는 Content-Type입니다',
    'This Content-Type is not supported here',
  ],
  ValidationException: ['입력값이 올바르지 않습니다', 'The request is not valid'],
  IdempotencyConflictException: [
    '이 Idempotency-Key는 다른 요청에 이미 사용되었습니다',
    'This Idempotency-Key was used for another request',
  ],
  RateLimitException: [
    '요청이 너무 많습니다. 잠시 후 다시 시도하세요',
    'Too many requests: try again later',
  ],
  InternalServerException: ['서버 내부 오류가 발생했습니다', 'Something went wrong on our side'],
  ServiceUnavailableException: [
    '일시적으로 서비스를 사용할 수 없습니다. 잠시 후 다시 시도하세요',
    'The service is not available right now: try again shortly',
  ],

  'settings.invalid': ['서버 설정 오류: {reason}', 'The server is misconfigured: {reason}'],
  'ready.database': ['데이터베이스에 연결할 수 없습니다', 'The database cannot be reached'],
  'ready.migrations': ['적용되지 않은 마이그레이션이 있습니다', 'Migrations are not applied'],
  'ready.triggers': [
    '데이터베이스 트리거가 없습니다',
    'Guarding triggers are missing in the database',
  ],
  'idempotency.running': [
    '같은 Idempotency-Key의 요청이 아직 처리 중입니다',
    'A request with this Idempotency-Key is still running',
  ],
  'idempotency.key_format': [
    'Idempotency-Key는 1~255자의 ASCII 문자여야 합니다',
    'An Idempotency-Key is 1–255 printable ASCII characters',
  ],
  'auth.too_many_attempts': [
    '로그인 시도가 너무 많습니다. 잠시 후 다시 시도하세요',
    'Too many failed attempts: try again later',
  ],
  'account.erased': ['계정이 삭제되었습니다', 'The account has been erased'],
  'request.not_utf8': [
    '요청 본문이 올바른 UTF-8이 아닙니다',
    'The request body is not valid UTF-8',
  ],

  'auth.token_required': ['인증이 필요합니다', 'Authentication is required'],
  'auth.bad_credentials': [
    '사용자명 또는 비밀번호가 올바르지 않습니다',
    'The username or the password is wrong',
  ],
  'auth.busy': [
    '로그인 요청이 몰리고 있습니다. 잠시 후 다시 시도하세요',
    'Many people are signing in right now: try again shortly',
  ],
  'auth.wrong_password': ['현재 비밀번호가 올바르지 않습니다', 'The current password is wrong'],
  'auth.logged_out': ['로그아웃되었습니다', 'Signed out'],
  'auth.password_changed': ['비밀번호가 변경되었습니다', 'The password has been changed'],
  'auth.session_ended': ['세션이 종료되었습니다', 'The session has been ended'],
  'password.min': ['비밀번호는 8자 이상이어야 합니다', 'A password has at least 8 characters'],
  'password.min_basic': [
    '비밀번호는 6자 이상이어야 합니다',
    'A password has at least 6 characters',
  ],
  'password.max': ['비밀번호는 128자 이하여야 합니다', 'A password has at most 128 characters'],
  'password.classes': [
    '비밀번호는 대문자, 소문자, 숫자, 특수문자를 모두 포함해야 합니다',
    'A password has upper and lower case letters, a digit and a special character',
  ],
  'password.common': ['너무 흔한 비밀번호입니다', 'This password is too common'],
  'password.name': [
    '비밀번호는 사용자명이나 이메일과 달라야 합니다',
    'A password has to differ from the username and the e-mail',
  ],

  'user.email_taken': ['이미 존재하는 이메일입니다', 'This email is already in use'],
  'user.username_taken': ['이미 존재하는 사용자명입니다', 'This username is already in use'],
  'user.underage': ['18세 이상만 가입 가능합니다', 'You have to be 18 or older to sign up'],
  'user.deleted': ['사용자가 삭제되었습니다', 'The user has been deleted'],
  'user.own_account': [
    '자신의 계정은 삭제할 수 없습니다',
    'You cannot delete the account you are signed in with',
  ],
  'user.username_format': ['사용자명에는 @를 쓸 수 없습니다', 'A username has no @ in it'],
  'user.phone_format': [
    '전화번호는 010-1234-5678 형식이어야 합니다',
    'A phone number looks like 010-1234-5678',
  ],

  'model.price_min': ['최소 가격은 10,000원입니다', 'The lowest price is 10,000 won'],
  'model.deleted': ['모델이 삭제되었습니다', 'The model has been deleted'],
  'model.not_available': [
    '현재 예약할 수 없는 모델입니다',
    'This model cannot be booked at present',
  ],
  'book_out.deleted': ['북아웃이 삭제되었습니다', 'The book-out has been deleted'],
  'book_out.too_long': ['북아웃은 최대 366일입니다', 'A book-out lasts at most 366 days'],
  'availability.range': ['조회 기간은 최대 92일입니다', 'The range is at most 92 days'],
  'filter.free_pair': [
    'free_from과 free_to는 함께 사용해야 합니다',
    'free_from and free_to go together',
  ],
  'filter.user_id_admin': ['user_id로 조회할 권한이 없습니다', 'Only admins may filter by user_id'],
  'filter.range_order': ['최솟값이 최댓값보다 큽니다', 'The lower bound is above the upper bound'],

  'booking.cancelled': ['예약이 취소되었습니다', 'The booking has been cancelled'],
  'booking.too_soon': [
    '예약은 최소 1시간 후부터 가능합니다',
    'A booking starts at least one hour from now',
  ],
  'booking.too_far': ['예약은 1년 이내만 가능합니다', 'A booking starts within a year from now'],
  'booking.too_short': ['예약은 최소 1시간입니다', 'A booking lasts at least one hour'],
  'booking.too_long': ['예약은 최대 14일입니다', 'A booking lasts at most 14 days'],
  'booking.options_full': [
    '이 시간대에는 이미 옵션이 4개 있습니다',
    'There are already four options on this window',
  ],
  'booking.option_too_late': [
    '시작 24시간 전까지만 옵션을 걸 수 있습니다',
    'An option needs more than 24 hours before the start',
  ],
  'booking.owner_erased': [
    '탈퇴한 사용자의 예약에는 메모, 장소, 사유를 남길 수 없습니다',
    'No notes, location or reason can be kept on a booking whose account is erased',
  ],
  'booking.not_challenger': [
    '2순위 이하의 옵션만 챌린지할 수 있습니다',
    'Only an option behind another one can challenge',
  ],
  'booking.admin_only_user': [
    '다른 사용자의 예약은 관리자만 생성할 수 있습니다',
    'Only an admin may book for somebody else',
  ],

  'time.end_before_start': [
    '종료 시간은 시작 시간보다 늦어야 합니다',
    'The end has to come after the start',
  ],
  'time.offset_required': [
    '시간에는 UTC 오프셋이 필요합니다 (예: 2026-12-01T09:00:00+09:00)',
    'A time needs a UTC offset, as in 2026-12-01T09:00:00+09:00',
  ],
  'time.invalid': ['올바른 ISO 8601 시간이 아닙니다', 'Not a valid ISO 8601 time'],
  'time.zone_invalid': ['올바른 IANA 시간대가 아닙니다', 'Not a valid IANA time zone'],
  'field.required': ['필수 항목입니다', 'This field is required'],
  'text.invalid': [
    '사용할 수 없는 문자가 포함되어 있습니다',
    'The text has characters that are not allowed',
  ],
  'list.duplicates': ['중복된 값이 있습니다', 'The list has duplicates'],
  'list.cursor_invalid': [
    '커서가 이 목록의 것이 아닙니다',
    'The cursor does not belong to this list',
  ],
  'list.bookmark_invalid': [
    'X-D1-Bookmark는 이 API가 보낸 값이어야 합니다',
    'X-D1-Bookmark has to be one that this API sent',
  ],
  'list.cursor_with_skip': ['cursor와 skip은 함께 쓸 수 없습니다', 'Use either cursor or skip'],
} as const satisfies Record<string, readonly [string, string]>;

export type MessageKey = keyof typeof MESSAGES;
export type MessageParams = Record<string, string | number>;

/** The message in that language, `{name}` filled from params. A text that is no key comes back as it is. */
export function translate(
  key: MessageKey | (string & {}),
  language: Language,
  params: MessageParams = {},
): string {
  const entry: readonly [string, string] | undefined = Object.hasOwn(MESSAGES, key)
    ? MESSAGES[key as MessageKey]
    : undefined;
  const text = entry?.[LANGUAGES.indexOf(language)] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
}

/** The caller's language by Accept-Language (RFC 9110 §12.5.4): Korean unless English weighs more. */
export function preferredLanguage(header: string | undefined): Language {
  const weight = { ko: 0, en: 0 };
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...params] = part.trim().toLowerCase().split(';');
    const language = LANGUAGES.find((name) => range === name || range.startsWith(`${name}-`));
    const q = Number(
      params
        .find((param) => param.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    if (language && q > weight[language]) weight[language] = q;
  }
  return weight.en > weight.ko ? 'en' : 'ko';
}
