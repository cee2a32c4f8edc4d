import type { Tag } from '../http/operation';

/** The document's tags. The Korean names are from the original specification. */
export const TAGS = {
  auth: {
    name: ['인증', 'Authentication'],
    description: [
      '가입, 로그인, 세션, 내 프로필과 개인정보.',
      'Sign-up, sign-in, sessions, your profile and your personal data.',
    ],
  },
  models: {
    name: ['모델', 'Models'],
    description: [
      '모델 카탈로그, 예약 가능 시간, 북아웃.',
      'The model catalogue, availability and book-outs.',
    ],
  },
  pictures: {
    name: ['사진', 'Pictures'],
    description: [
      '포트폴리오, 디지털, 콤프 카드. 파일의 형식은 내용으로 판별하고, 메타데이터를 제거해 세 가지 크기로 제공합니다.',
      'Portfolio pictures, digitals and comp cards. Files are identified by their content, stripped of metadata, and served in three sizes.',
    ],
  },
  bookings: {
    name: ['예약', 'Bookings'],
    description: [
      '요청부터 완료까지의 예약. 한 모델의 확정된 예약은 서로 겹치지 않습니다.',
      'Bookings from request to completion. Confirmed bookings of a model never overlap.',
    ],
  },
  users: {
    name: ['사용자 관리', 'Users'],
    description: ['관리자가 관리하는 계정과 초대.', 'Accounts and invitations, managed by admins.'],
  },
  audit: {
    name: ['감사 로그', 'Audit log'],
    description: [
      '누가, 언제, 무엇을 변경했는지의 기록.',
      'Records of who changed what, and when.',
    ],
  },
  packages: {
    name: ['패키지', 'Packages'],
    description: [
      '고객에게 링크로 보내 답을 받는 후보 모델 목록.',
      'Shortlists of models that clients pick from through a link.',
    ],
  },
  calendars: {
    name: ['캘린더', 'Calendars'],
    description: [
      '휴대전화와 컴퓨터의 캘린더 앱에서 구독하는 일정(iCalendar).',
      'Schedules that calendar apps can subscribe to (iCalendar).',
    ],
  },
  events: {
    name: ['이벤트', 'Events'],
    description: [
      '예약과 패키지의 변경을 순서대로 담은 목록.',
      'Changes of bookings and packages, in order.',
    ],
  },
  webhooks: {
    name: ['웹훅', 'Webhooks'],
    description: [
      '서명된 이벤트를 다른 시스템으로 전송합니다.',
      'Signed deliveries of events to other systems.',
    ],
  },
  system: {
    name: ['시스템', 'System'],
    description: ['상태, 지표, 문서.', 'Health, metrics and documentation.'],
  },
} as const satisfies Record<string, Tag>;
