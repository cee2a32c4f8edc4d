import type { Text } from './text';

/** What every error says unless something more exact is known. [Korean, English]. */
export const ERROR_MESSAGES = {
  MalformedRequestException: [
    '요청 내용을 읽을 수 없습니다. JSON 형식인지 확인해 주세요',
    'The request could not be read. It is not valid JSON',
  ],
  AuthenticationException: [
    '유효하지 않은 토큰입니다',
    'Your sign-in is not valid. Please sign in again',
  ],
  PermissionDeniedException: ['권한이 없습니다', 'You are not allowed to do this'],
  RouteNotFoundException: ['요청한 경로를 찾을 수 없습니다', 'Nothing was found at this address'],
  UserNotFoundException: ['사용자를 찾을 수 없습니다: {id}', 'User not found: {id}'],
  SessionNotFoundException: ['로그인 세션을 찾을 수 없습니다: {id}', 'Session not found: {id}'],
  ModelNotFoundException: ['모델을 찾을 수 없습니다: {id}', 'Model not found: {id}'],
  BookOutNotFoundException: ['북아웃을 찾을 수 없습니다: {id}', 'Book-out not found: {id}'],
  BookingNotFoundException: ['예약을 찾을 수 없습니다: {id}', 'Booking not found: {id}'],
  PictureNotFoundException: ['사진을 찾을 수 없습니다: {id}', 'Picture not found: {id}'],
  PackageNotFoundException: ['패키지를 찾을 수 없습니다: {id}', 'Package not found: {id}'],
  CalendarNotFoundException: ['캘린더를 찾을 수 없습니다: {id}', 'Calendar not found: {id}'],
  WebhookNotFoundException: ['웹훅을 찾을 수 없습니다: {id}', 'Webhook not found: {id}'],
  DeliveryNotFoundException: ['전송 기록을 찾을 수 없습니다: {id}', 'Delivery not found: {id}'],
  InvitationNotFoundException: ['초대를 찾을 수 없습니다: {id}', 'Invitation not found: {id}'],
  MethodNotAllowedException: [
    '이 경로에서 지원하지 않는 요청 메서드입니다',
    'This address does not support this request method',
  ],
  BookingConflictException: [
    '해당 시간에 이미 확정된 예약이나 북아웃이 있습니다',
    'The model is already booked or booked out at this time',
  ],
  InvalidTransitionException: [
    '현재 ‘{from}’ 상태인 예약은 ‘{to}’ 처리할 수 없습니다',
    'A booking cannot go from “{from}” to “{to}”',
  ],
  ModelInUseException: [
    '진행 중이거나 예정된 예약이 있는 모델은 삭제할 수 없습니다',
    'A model with upcoming or ongoing bookings cannot be deleted',
  ],
  LastAdminException: [
    '마지막 관리자는 삭제하거나 비활성화하거나 역할을 변경할 수 없습니다',
    'The last active admin cannot be deleted, deactivated or given another role',
  ],
  QuotaExceededException: [
    '최대 개수({limit}개)에 도달하여 더 추가할 수 없습니다',
    'The limit of {limit} has been reached',
  ],
  PictureSetChangedException: [
    '그사이 사진 목록이 바뀌었습니다. 목록을 다시 불러온 뒤 시도해 주세요',
    'The pictures have changed in the meantime. Load them again and retry',
  ],
  PackageClosedException: ['더 이상 열려 있지 않은 패키지입니다', 'This package is no longer open'],
  CursorExpiredException: [
    '이 지점의 기록은 보관 기간이 지나 삭제되었습니다. 가장 오래된 기록부터 다시 조회해 주세요',
    'The entries after this point are no longer stored. Start again from the oldest one',
  ],
  PreconditionFailedException: [
    '그사이 다른 변경이 저장되었습니다. 다시 불러온 뒤 시도해 주세요',
    'Another change has been saved in the meantime. Load it again and retry',
  ],
  PayloadTooLargeException: [
    '보낸 내용이 너무 큽니다. 최대 {limit}까지 보낼 수 있습니다',
    'The request is too large. At most {limit} can be sent',
  ],
  UnsupportedMediaTypeException: [
    '지원하지 않는 파일 또는 데이터 형식입니다',
    'This type of file or data is not supported',
  ],
  ValidationException: ['입력한 내용이 올바르지 않습니다', 'The request is not valid'],
  IdempotencyConflictException: [
    '같은 Idempotency-Key가 이미 다른 요청에 사용되었습니다',
    'This Idempotency-Key was already used for another request',
  ],
  RateLimitException: [
    '요청이 너무 많습니다. 잠시 후 다시 시도해 주세요',
    'Too many requests. Try again later',
  ],
  InternalServerException: [
    '서버에서 오류가 발생했습니다. 잠시 후 다시 시도해 주세요',
    'Something went wrong on our side. Try again later',
  ],
  ServiceUnavailableException: [
    '일시적으로 서비스를 이용할 수 없습니다. 잠시 후 다시 시도해 주세요',
    'The service is temporarily unavailable. Try again shortly',
  ],
} as const satisfies Record<string, Text>;
