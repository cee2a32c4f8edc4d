import type { Text } from './text';

/** Models and their bookings. */
export const AGENCY_MESSAGES = {
  'model.price_min': ['최소 가격은 10,000원입니다', 'The lowest price is 10,000 won'],
  'model.birth_date_range': [
    '생년월일은 1900년 이후의 지난 날짜여야 합니다',
    'The date of birth has to be in the past and not before 1900',
  ],
  'model.deleted': ['모델이 삭제되었습니다', 'The model has been deleted'],
  'picture.deleted': ['사진이 삭제되었습니다', 'The picture has been deleted'],
  'picture.unsupported': [
    'JPEG, PNG, WebP 파일만 올릴 수 있습니다. 움직이는 이미지는 올릴 수 없습니다',
    'Only JPEG, PNG and WebP files can be uploaded, and none that move',
  ],
  'picture.truncated': [
    '파일이 잘려 있습니다. 원본 파일을 다시 올려 주세요',
    'The file is not whole: upload the original again',
  ],
  'picture.undecodable': [
    '손상되었거나 읽을 수 없는 이미지입니다',
    'The image is damaged or cannot be read',
  ],
  'picture.dimensions': [
    '사진의 각 변은 320~12,000픽셀, 전체는 5천만 픽셀 이하여야 합니다',
    'Each side has to be 320 to 12,000 pixels, and the whole at most 50 megapixels',
  ],
  'picture.orientation': [
    '좌우나 상하가 뒤집힌 사진입니다. 바로잡아 저장한 뒤 다시 올려 주세요',
    'The picture is stored mirrored: save it the right way round and upload it again',
  ],
  'picture.not_configured': [
    '사진 저장소가 설정되지 않았습니다',
    'No store for pictures has been set up',
  ],
  'model.not_available': [
    '현재 예약할 수 없는 모델입니다',
    'This model cannot be booked at present',
  ],
  'book_out.deleted': ['북아웃이 삭제되었습니다', 'The book-out has been deleted'],
  'book_out.too_long': [
    '북아웃은 최대 366일까지 등록할 수 있습니다',
    'A book-out lasts at most 366 days',
  ],
  'availability.range': [
    '일정은 한 번에 최대 92일까지 조회할 수 있습니다',
    'Availability covers at most 92 days at once',
  ],
  'filter.user_id_admin': [
    '다른 사용자의 예약은 관리자만 조회할 수 있습니다',
    'Only admins may look at the bookings of others',
  ],

  'booking.cancelled': ['예약이 취소되었습니다', 'The booking has been cancelled'],
  'booking.in_past': ['지난 시간은 예약할 수 없습니다', 'A booking cannot start in the past'],
  'booking.duplicate': [
    '같은 모델의 예약이 같은 시간대에 이미 있습니다',
    'There is already a booking of this model in this window',
  ],
  'booking.items_meet': [
    '같은 모델의 예약 두 건이 서로 겹칩니다',
    'Two of these bookings are of the same model and overlap',
  ],
  'booking.too_many_requests': [
    '처리를 기다리는 예약 요청이 이미 {limit}건입니다. 기존 요청이 처리되거나 취소된 뒤 다시 시도해 주세요',
    'There are {limit} open requests already. Try again when some are decided or cancelled',
  ],
  'booking.begun': [
    '이미 시작된 예약의 시작 시간은 변경할 수 없습니다',
    'The start of a booking that has begun cannot be changed',
  ],
  'booking.too_soon': [
    '예약은 최소 1시간 후부터 가능합니다',
    'A booking starts at least one hour from now',
  ],
  'booking.too_far': ['예약은 1년 이내만 가능합니다', 'A booking starts within a year from now'],
  'booking.too_short': ['예약 시간은 최소 1시간입니다', 'A booking lasts at least one hour'],
  'booking.too_long': ['예약 시간은 최대 14일입니다', 'A booking lasts at most 14 days'],
  'booking.options_full': [
    '이 시간대에는 이미 옵션이 4개 있습니다',
    'There are already four options at that time',
  ],
  'booking.option_too_late': [
    '옵션은 시작 24시간 전까지만 걸 수 있습니다',
    'An option has to be placed more than 24 hours before the start',
  ],
  'booking.owner_erased': [
    '탈퇴한 사용자의 예약에는 메모와 장소를 남길 수 없습니다',
    'No notes or location can be kept on a booking whose account is erased',
  ],
  'booking.not_challenger': [
    '앞선 순위의 옵션이 있을 때만 챌린지할 수 있습니다',
    'Only an option behind another one can challenge it',
  ],
  'booking.admin_only_user': [
    '다른 사용자의 예약은 관리자만 만들 수 있습니다',
    'Only an admin may book for somebody else',
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
    'The start of a booking that has begun can no longer be changed',
  ],

  'webhook.deleted': ['웹훅이 삭제되었습니다', 'The webhook has been deleted'],
  'webhook.test_queued': ['시험 전송을 대기열에 넣었습니다', 'The test has been queued'],
  'webhook.url_invalid': ['올바른 주소를 입력해 주세요', 'Enter a valid address'],
  'webhook.url_https': [
    'https로 시작하는 주소를 입력해 주세요',
    'Enter an address that begins with https',
  ],
  'webhook.url_credentials': [
    '사용자명이나 비밀번호가 들어 있는 주소는 쓸 수 없습니다',
    'An address with a user name or a password cannot be used',
  ],
  'webhook.url_own': [
    '이 API 자신의 주소는 쓸 수 없습니다',
    'The address of this API itself cannot be used',
  ],
  'webhook.url_private': [
    '공개된 인터넷 주소가 아니면 쓸 수 없습니다',
    'Only an address on the public internet can be used',
  ],
  'webhook.replay_one_of': [
    '시각 또는 이벤트 목록 가운데 하나만 보내 주세요',
    'Send either a time or a list of events',
  ],

  'package.deleted': ['패키지가 삭제되었습니다', 'The package has been deleted'],
  'package.link_unknown': [
    '링크가 만료되었거나 더는 쓸 수 없습니다. 보낸 에이전시에 문의해 주세요',
    'This link has expired or is no longer in use. Ask the agency that sent it',
  ],
  'package.window': [
    '시작 시간과 종료 시간을 함께, 시작이 앞서도록 입력해 주세요',
    'Enter both a start and an end, the start first',
  ],
  'package.expiry': [
    '만료 시각은 지금부터 90일 이내여야 합니다',
    'The expiry has to lie within 90 days from now',
  ],
  'package.pictures_foreign': [
    '이 모델의 사진만 선택할 수 있습니다',
    'Choose only pictures of this model',
  ],
  'package.model_gone': [
    '이 모델은 더 이상 선택할 수 없습니다',
    'This model can no longer be picked',
  ],

  'calendar.deleted': ['캘린더가 삭제되었습니다', 'The calendar has been deleted'],
  'calendar.link_unknown': [
    '이 주소의 캘린더를 찾을 수 없습니다',
    'There is no calendar at this address',
  ],
  'calendar.model_missing': ['모델을 선택해 주세요', 'Choose a model'],
  'calendar.model_unused': [
    '모델은 모델 캘린더에만 지정할 수 있습니다',
    'Only the calendar of a model takes a model',
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
