/** The document's tags, in the words of the original specification. */
export const TAGS = {
  auth: '인증',
  users: '사용자 관리',
  models: '모델',
  bookings: '예약',
  audit: '감사 로그',
  system: '시스템',
} as const;
