import type { Text } from '../i18n/text';

/** Default descriptions of fields by name. Names with two meanings are not listed. */
export const FIELD_DESCRIPTIONS: Record<string, Text> = {
  user_id: [
    '`/users/{user_id}`에서 사용하는 사용자 id.',
    'Id of the user, as in `/users/{user_id}`.',
  ],
  model_id: [
    '`/models/{model_id}`에서 사용하는 모델 id.',
    'Id of the model, as in `/models/{model_id}`.',
  ],
  booking_id: [
    '`/bookings/{booking_id}`에서 사용하는 예약 id.',
    'Id of the booking, as in `/bookings/{booking_id}`.',
  ],
  book_out_id: [
    '`/models/{model_id}/book-outs/{book_out_id}`에서 사용하는 북아웃 id.',
    'Id of the book-out, as in `/models/{model_id}/book-outs/{book_out_id}`.',
  ],
  session_id: [
    '`/auth/sessions/{session_id}`에서 사용하는 세션 id.',
    'Id of the session, as in `/auth/sessions/{session_id}`.',
  ],
  created_at: ['생성된 시각(UTC).', 'Time of creation, in UTC.'],
  updated_at: ['마지막으로 변경된 시각(UTC).', 'Time of the last change, in UTC.'],
  expires_at: [
    '이 시각부터 더 이상 유효하지 않습니다(UTC).',
    'Time from which it is no longer valid, in UTC.',
  ],
  start_time: ['시작 시각. 이 시각을 포함합니다.', 'Start of the window (inclusive).'],
  end_time: ['종료 시각. 이 시각은 포함하지 않습니다.', 'End of the window (exclusive).'],
  at: ['기록된 일이 일어난 시각(UTC).', 'Time of the event, in UTC.'],
  timestamp: ['서버가 응답한 시각(UTC).', 'Time of the response, in UTC.'],
  address: [
    '로그인한 네트워크 주소. IPv4 주소 또는 IPv6의 /64 대역입니다.',
    'Network address of the sign-in: the IPv4 address, or the /64 prefix for IPv6.',
  ],
  user_agent: ['로그인할 때 받은 User-Agent 헤더.', 'User-Agent header of the sign-in.'],

  username: [
    '로그인에 사용하는 이름. 대소문자를 구분하지 않고 중복될 수 없습니다.',
    'Name to sign in with. Unique, ignoring case.',
  ],
  email: [
    '로그인에도 사용할 수 있는 이메일 주소. 대소문자를 구분하지 않고 중복될 수 없습니다.',
    'E-mail address, which also works for sign-in. Unique, ignoring case.',
  ],
  password: [
    '로그인에 사용하는 비밀번호. 해시로만 저장합니다.',
    'Password to sign in with. Stored only as a hash.',
  ],
  current_password: [
    '본인 확인을 위한 현재 비밀번호.',
    'The current password, as proof of identity.',
  ],
  new_password: [
    '새 비밀번호. 가입할 때와 같은 규칙이 적용됩니다.',
    'The new password. The rules are the same as at sign-up.',
  ],
  full_name: [
    '사용자의 성명. 본인과 관리자만 볼 수 있습니다.',
    'Full name of the user, visible to the user and to admins.',
  ],
  phone: [
    '대한민국 휴대전화 번호. 하이픈을 넣어 저장합니다.',
    'Korean mobile number. Stored with hyphens.',
  ],
  birth_date: ['생년월일(YYYY-MM-DD).', 'Date of birth (YYYY-MM-DD).'],
  role: [
    '계정의 권한. `admin`은 에이전시를 관리하고 `client`는 예약합니다.',
    'Role of the account: `admin` manages the agency, `client` books.',
  ],
  is_active: [
    '계정의 활성 여부. 비활성 계정은 로그인할 수 없습니다.',
    'Whether the account is active. Inactive accounts cannot sign in.',
  ],
  refresh_token: [
    '새 토큰을 받을 때 사용하는 토큰. 한 번만 사용할 수 있습니다.',
    'Refresh token, valid for one use.',
  ],
  token_type: ['토큰의 종류. 항상 `bearer`입니다.', 'Type of the access token; always `bearer`.'],

  name: ['카탈로그에 표시하는 모델의 이름.', 'Name of the model, as the catalogue shows it.'],
  model_name: [
    '모델의 이름. 모델을 따로 조회하지 않아도 됩니다.',
    'Name of the model, so that you need not fetch it.',
  ],
  stage_name: ['모델이 활동할 때 사용하는 이름.', 'Name under which the model works.'],
  description: ['고객에게 보여 주는 모델 소개.', 'Introduction of the model, shown to clients.'],
  is_available: ['새 예약을 받는지 여부.', 'Whether the model accepts new bookings.'],
  gender: ['카탈로그에서 모델을 분류하는 성별.', 'Gender under which the catalogue lists a model.'],
  boards: [
    '모델이 속한 에이전시의 보드(분야).',
    'Divisions of the agency in which the model is listed.',
  ],
  height_cm: ['신발을 벗고 잰 키(cm).', 'Height without shoes, in cm.'],
  bust_cm: ['가슴의 가장 넓은 부분의 둘레(cm).', 'Bust or chest at the fullest point, in cm.'],
  waist_cm: ['허리의 가장 가는 부분의 둘레(cm).', 'Waist at the narrowest point, in cm.'],
  hips_cm: ['엉덩이의 가장 넓은 부분의 둘레(cm).', 'Hips at the widest point, in cm.'],
  inseam_cm: ['다리 안쪽 길이(인심, cm).', 'Inside length of the leg, in cm.'],
  shoe_mm: ['한국식 신발 치수(mm).', 'Korean shoe size, in mm.'],
  hair_color: ['현재 머리카락 색.', 'Current hair colour, in words.'],
  eye_color: ['눈동자 색.', 'Colour of the eyes, in words.'],
  nationality: ['모델의 국적. 예: KR.', 'Nationality of the model, such as KR.'],
  languages: [
    '모델이 구사하는 언어. 중복될 수 없습니다.',
    'Languages that the model speaks, without duplicates.',
  ],
  based_in: ['모델이 거주하며 활동하는 지역.', 'City or region where the model lives and works.'],
  instagram: ['모델의 인스타그램 사용자명.', 'Instagram username of the model.'],
  notes_internal: [
    '에이전시의 내부 메모. 관리자만 볼 수 있습니다.',
    'Internal notes of the agency. Visible to admins only.',
  ],
  mother_agency: [
    '모델을 발굴한 모에이전시(mother agency). 관리자만 볼 수 있습니다.',
    'The mother agency, which discovered the model. Visible to admins only.',
  ],
  commission_pct: [
    '에이전시 수수료(%). 관리자만 볼 수 있습니다.',
    'The agency’s commission in percent. Visible to admins only.',
  ],

  timezone: ['IANA 시간대 이름. 예: Asia/Seoul.', 'IANA time zone name, such as Asia/Seoul.'],
  notes: ['에이전시에 전하는 요청 사항.', 'Anything else that the agency should know.'],
  location: ['촬영 장소.', 'Place of the job.'],
  reason: ['변경 사유. 이력에 기록됩니다.', 'Reason for the change. The history records it.'],
  cancel_reason: ['취소할 때 입력한 사유.', 'Reason given for the cancellation.'],
  price_per_hour: ['시간당 요금(원).', 'Hourly rate in KRW.'],
  total_price: [
    '예약 전체 금액(원). 원 단위로 올림합니다.',
    'Price of the whole booking in KRW, rounded up to whole won.',
  ],
  is_free: [
    '이 시간대가 비어 있는지 여부.',
    'Whether no confirmed booking and no book-out overlaps the window.',
  ],

  exported_at: ['데이터를 내보낸 시각(UTC).', 'Time of the export, in UTC.'],
  sessions: ['로그인한 세션과 그 네트워크 주소.', 'Your sessions, with their network addresses.'],
  bookings: ['본인의 예약과 그 이력.', 'Your bookings with their history.'],
  calendars: [
    '본인의 캘린더. 구독 주소는 포함하지 않습니다.',
    'Your calendars, without their secret addresses.',
  ],
  packages: [
    '본인을 위해 만들어진 패키지와 본인의 답.',
    'Packages made for you, with your answers.',
  ],
  events: ['예약의 변경 이력, 시간순.', 'Changes of the booking, in order.'],
  activity: [
    '감사 로그에서 본인이 수행했거나 본인에 관한 항목.',
    'Audit log entries by you or about you.',
  ],
  target_type: ['작업 대상 자원의 종류.', 'Type of the resource that the action concerns.'],
  before: ['변경하기 전의 값.', 'The value before the change.'],
  after: ['변경한 뒤의 값.', 'The value after the change.'],

  data: [
    '작업 후의 자원. 반환할 자원이 없으면 null입니다.',
    'The resource after the action; null if there is nothing to return.',
  ],

  skip: [
    '목록의 처음부터 건너뛴 항목의 수.',
    'Number of items skipped from the start of the list.',
  ],
  limit: ['한 페이지에 담을 수 있는 최대 항목 수.', 'Maximum number of items on this page.'],
  has_next: ['이 페이지 뒤에 항목이 더 있는지 여부.', 'Whether more items follow this page.'],
  has_prev: ['이 페이지 앞에 항목이 있는지 여부.', 'Whether items precede this page.'],
  items: ['이 페이지의 항목, 정렬 순서대로.', 'Items of this page, in sort order.'],
};
