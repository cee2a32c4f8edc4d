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
      '모델 카탈로그, 예약 가능한 시간, 예약을 받지 않는 시간.',
      'The catalogue of models, their availability and their book-outs.',
    ],
  },
  pictures: {
    name: ['사진', 'Pictures'],
    description: [
      '포트폴리오, 디지털, 콤프 카드. 파일은 내용으로 판단하고 촬영 정보를 지운 뒤 세 가지 크기로 보여 줍니다.',
      'Portfolio, digitals and comp cards: judged by their content, freed of metadata, shown in three sizes.',
    ],
  },
  bookings: {
    name: ['예약', 'Bookings'],
    description: [
      '요청에서 완료까지의 예약. 확정된 예약은 서로 겹치지 않습니다.',
      'Bookings from request to completion. Confirmed ones never overlap.',
    ],
  },
  users: {
    name: ['사용자 관리', 'Users'],
    description: ['관리자가 돌보는 계정.', 'Accounts, managed by admins.'],
  },
  audit: {
    name: ['감사 로그', 'Audit log'],
    description: ['누가 언제 무엇을 바꾸었는지.', 'Who changed what, and when.'],
  },
  packages: {
    name: ['패키지', 'Packages'],
    description: [
      '고객에게 링크로 보내 고르게 하는 모델 목록.',
      'Shortlists of models that are sent to clients as a link, to pick from.',
    ],
  },
  calendars: {
    name: ['캘린더', 'Calendars'],
    description: [
      '휴대전화와 컴퓨터의 캘린더에서 구독하는 일정(iCalendar).',
      'Schedules to subscribe to from the calendar of a phone or a computer (iCalendar).',
    ],
  },
  events: {
    name: ['이벤트', 'Events'],
    description: ['모든 변화의 흐름.', 'The stream of every change.'],
  },
  webhooks: {
    name: ['웹훅', 'Webhooks'],
    description: ['이벤트를 다른 시스템으로 보냅니다.', 'Delivers events to other systems.'],
  },
  system: {
    name: ['시스템', 'System'],
    description: ['상태, 지표, 문서.', 'Health, metrics and documentation.'],
  },
} as const satisfies Record<string, Tag>;
