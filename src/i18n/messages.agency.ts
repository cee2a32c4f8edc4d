import type { Text } from './text';

/** Models and their bookings. */
export const AGENCY_MESSAGES = {
  'model.price_min': ['최소 가격은 10,000원입니다', 'The minimum price is 10,000 won'],
  'model.birth_date_range': [
    '생년월일은 1900년 이후의 과거 날짜여야 합니다',
    'The date of birth must be in the past and not before 1900',
  ],
  'model.deleted': ['모델이 삭제되었습니다', 'The model has been deleted'],
  'picture.deleted': ['사진이 삭제되었습니다', 'The picture has been deleted'],
  'picture.unsupported': [
    'JPEG, PNG, WebP 파일만 업로드할 수 있습니다. 움직이는 이미지는 지원하지 않습니다',
    'Only JPEG, PNG and WebP files can be uploaded. Animated images are not supported',
  ],
  'picture.truncated': [
    '파일의 일부가 없습니다. 원본 파일을 다시 업로드해 주세요',
    'The file is incomplete. Upload the original again',
  ],
  'picture.undecodable': [
    '손상되었거나 읽을 수 없는 이미지입니다',
    'The image is damaged or unreadable',
  ],
  'picture.dimensions': [
    '사진의 각 변은 320~12,000픽셀, 전체는 5,000만 픽셀 이하여야 합니다',
    'Each side must have 320 to 12,000 pixels, and the whole picture at most 50 megapixels',
  ],
  'picture.orientation': [
    '좌우나 상하가 뒤집힌 사진입니다. 바로잡아 저장한 뒤 다시 업로드해 주세요',
    'The picture is stored mirrored. Save it the right way round and upload it again',
  ],
  'picture.not_configured': ['사진 저장소가 설정되지 않았습니다', 'Picture storage is not set up'],
  'model.not_available': [
    '현재 예약할 수 없는 모델입니다',
    'This model is currently not available for bookings',
  ],
  'book_out.deleted': ['북아웃이 삭제되었습니다', 'The book-out has been deleted'],
  'book_out.too_long': [
    '북아웃은 최대 366일까지 등록할 수 있습니다',
    'A book-out can last at most 366 days',
  ],
  'availability.range': [
    '일정은 한 번에 최대 92일까지 조회할 수 있습니다',
    'Choose a period of at most 92 days',
  ],
  'filter.user_id_admin': [
    '다른 사용자의 예약은 관리자만 조회할 수 있습니다',
    'Only admins can see the bookings of other users',
  ],

  'booking.cancelled': ['예약이 취소되었습니다', 'The booking has been cancelled'],
  'booking.in_past': ['지난 시간은 예약할 수 없습니다', 'A booking cannot start in the past'],
  'booking.duplicate': [
    '같은 시간대에 같은 모델의 예약이 이미 있습니다',
    'There is already a booking of this model at this time',
  ],
  'booking.items_meet': [
    '같은 모델의 예약 두 건이 서로 겹칩니다',
    'Two of these bookings overlap and are for the same model',
  ],
  'booking.too_many_requests': [
    '처리를 기다리는 예약 요청이 이미 {limit}건입니다. 기존 요청이 처리되거나 취소된 뒤 다시 시도해 주세요',
    'You already have {limit} open requests. Try again after some of them are decided or cancelled',
  ],
  'booking.begun': [
    '이미 시작된 예약의 시작 시간은 변경할 수 없습니다',
    'The start of a booking that has already begun cannot be changed',
  ],
  'booking.too_soon': [
    '예약은 최소 1시간 후부터 가능합니다',
    'A booking must start at least one hour from now',
  ],
  'booking.too_far': [
    '예약은 1년 이내만 가능합니다',
    'A booking must start within one year from now',
  ],
  'booking.too_short': ['예약 시간은 최소 1시간입니다', 'A booking must last at least one hour'],
  'booking.too_long': ['예약 시간은 최대 14일입니다', 'A booking can last at most 14 days'],
  'booking.options_full': [
    '이 시간대에는 이미 옵션이 4개 있습니다',
    'There are already four options at this time',
  ],
  'booking.option_too_late': [
    '옵션은 시작 24시간 전까지만 걸 수 있습니다',
    'An option must be placed more than 24 hours before the start',
  ],
  'booking.owner_erased': [
    '탈퇴한 사용자의 예약에는 메모와 장소를 남길 수 없습니다',
    'Notes and a location cannot be added to a booking of an erased account',
  ],
  'booking.not_challenger': [
    '앞 순위의 옵션이 있을 때만 챌린지할 수 있습니다',
    'You can only challenge if there is an option ahead of yours',
  ],
  'booking.admin_only_user': [
    '다른 사용자의 예약은 관리자만 만들 수 있습니다',
    'Only admins can book for other users',
  ],
  'booking.not_editable': [
    '현재 ‘{from}’ 상태인 예약은 수정할 수 없습니다',
    'A booking with the status “{from}” cannot be changed',
  ],
  'booking.times_not_editable': [
    '현재 ‘{from}’ 상태인 예약의 시간은 변경할 수 없습니다',
    'The times of a booking with the status “{from}” cannot be changed',
  ],
  'booking.start_not_editable': [
    '이미 시작된 예약의 시작 시간은 변경할 수 없습니다',
    'The start of a booking that has already begun cannot be changed',
  ],

  'webhook.deleted': ['웹훅이 삭제되었습니다', 'The webhook has been deleted'],
  'webhook.test_queued': ['테스트 전송을 대기열에 추가했습니다', 'The test event has been queued'],
  'webhook.url_invalid': ['올바른 주소를 입력해 주세요', 'Enter a valid address'],
  'webhook.url_https': [
    'https로 시작하는 주소를 입력해 주세요',
    'Enter an address that begins with https',
  ],
  'webhook.url_credentials': [
    '사용자명이나 비밀번호가 포함된 주소는 사용할 수 없습니다',
    'The address must not contain a username or password',
  ],
  'webhook.url_own': [
    '이 API의 주소는 사용할 수 없습니다',
    'The address of this API cannot be used',
  ],
  'webhook.url_private': [
    '공개된 인터넷 주소만 사용할 수 있습니다',
    'Only addresses on the public internet can be used',
  ],
  'webhook.replay_one_of': [
    '시각과 이벤트 목록 중 하나만 보내 주세요',
    'Send either a time or a list of events',
  ],

  'package.deleted': ['패키지가 삭제되었습니다', 'The package has been deleted'],
  'package.link_unknown': [
    '링크가 만료되었거나 더 이상 사용할 수 없습니다. 링크를 보낸 에이전시에 문의해 주세요',
    'This link has expired or is no longer valid. Contact the agency that sent it',
  ],
  'package.window': [
    '시작 시간과 종료 시간을 함께 입력하고, 시작 시간이 종료 시간보다 빨라야 합니다',
    'Enter both a start and an end, with the start before the end',
  ],
  'package.expiry': [
    '만료 시각은 지금부터 90일 이내여야 합니다',
    'The expiry must be within 90 days from now',
  ],
  'package.pictures_foreign': [
    '이 모델의 사진만 선택할 수 있습니다',
    'Only pictures of this model can be chosen',
  ],
  'package.model_gone': [
    '이 모델은 더 이상 선택할 수 없습니다',
    'This model can no longer be picked',
  ],

  'calendar.deleted': ['캘린더가 삭제되었습니다', 'The calendar has been deleted'],
  'calendar.link_unknown': [
    '이 주소의 캘린더를 찾을 수 없습니다',
    'No calendar was found at this address',
  ],
  'calendar.model_missing': ['모델을 선택해 주세요', 'Choose a model'],
  'calendar.model_unused': [
    '모델은 모델 캘린더에만 지정할 수 있습니다',
    'Only a model calendar can have a model',
  ],
  'calendar.name_mine': ['내 예약', 'My bookings'],
  'calendar.name_agency': ['에이전시 일정', 'Agency schedule'],
  'calendar.booked_out': ['북아웃', 'Booked out'],
  'calendar.requested': ['요청', 'Requested'],
  'calendar.option': ['옵션', 'Option'],
  'calendar.confirmed': ['확정', 'Confirmed'],
  'calendar.completed': ['완료', 'Completed'],
  'calendar.declined': ['거절', 'Declined'],
  'calendar.released': ['해제', 'Released'],
  'calendar.expired': ['만료', 'Expired'],
  'calendar.cancelled': ['취소', 'Cancelled'],
  'calendar.no_show': ['노쇼', 'No-show'],
  'calendar.price': ['금액: {price}원', 'Price: {price} won'],
  'calendar.client': ['고객: {name}', 'Client: {name}'],

  'status.requested': ['요청', 'requested'],
  'status.option': ['옵션', 'option'],
  'status.confirmed': ['확정', 'confirmed'],
  'status.completed': ['완료', 'completed'],
  'status.declined': ['거절', 'declined'],
  'status.released': ['해제', 'released'],
  'status.expired': ['만료', 'expired'],
  'status.cancelled': ['취소', 'cancelled'],
  'status.no_show': ['노쇼', 'no-show'],
} as const satisfies Record<string, Text>;
