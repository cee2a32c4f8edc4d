import type { Text } from './text';

/** Signing up, signing in and accounts. */
export const ACCOUNT_MESSAGES = {
  'auth.token_required': ['로그인이 필요합니다', 'Please sign in first'],
  'auth.bad_credentials': [
    '사용자명 또는 비밀번호가 올바르지 않습니다',
    'Incorrect username or password',
  ],
  'auth.too_many_attempts': [
    '로그인 시도가 너무 많습니다. 잠시 후 다시 시도해 주세요',
    'Too many failed attempts. Try again later',
  ],
  'auth.busy': [
    '로그인 요청이 몰리고 있습니다. 잠시 후 다시 시도해 주세요',
    'Too many people are signing in right now. Try again shortly',
  ],
  'auth.wrong_password': ['현재 비밀번호가 올바르지 않습니다', 'The current password is incorrect'],
  'auth.logged_out': ['로그아웃되었습니다', 'You are signed out'],
  'auth.password_changed': ['비밀번호가 변경되었습니다', 'Your password has been changed'],
  'auth.session_ended': ['세션이 종료되었습니다', 'The session has ended'],
  'auth.token_invalid': [
    '링크가 올바르지 않거나 만료되었습니다. 메일을 다시 요청해 주세요',
    'This link is invalid or has expired. Request a new mail',
  ],
  'auth.reset_sent': [
    '해당 주소로 가입한 계정이 있으면 비밀번호 재설정 메일을 보냈습니다',
    'If an account has this address, a mail with a reset link is on its way',
  ],
  'auth.password_reset': [
    '비밀번호가 변경되었습니다. 새 비밀번호로 로그인해 주세요',
    'Your password has been changed. Sign in with the new one',
  ],
  'auth.email_verified': ['이메일 주소가 인증되었습니다', 'Your e-mail address has been verified'],
  'auth.email_change_cancelled': [
    '이메일 변경을 취소하고 모든 기기에서 로그아웃했습니다',
    'The change of e-mail address has been cancelled, and you are signed out everywhere',
  ],
  'auth.verification_sent': [
    '인증할 주소가 있으면 인증 메일을 보냈습니다',
    'If an address needs verification, the mail is on its way',
  ],
  'auth.current_password_required': [
    '이메일을 바꾸려면 현재 비밀번호를 입력해 주세요',
    'Enter your current password to change the e-mail address',
  ],
  'booking.email_unverified': ['이메일 인증이 필요합니다', 'Verify your e-mail address first'],
  'mail.not_configured': ['메일이 설정되지 않았습니다', 'Mail is not set up'],
  'invitation.pending': [
    '이 주소로 보낸 초대가 아직 유효합니다',
    'An invitation to this address is still open',
  ],
  'invitation.revoked': ['초대를 취소했습니다', 'The invitation has been revoked'],
  'invitation.resent': ['초대 메일을 다시 보냈습니다', 'The invitation has been sent again'],
  'account.erased': ['계정이 삭제되었습니다', 'Your account has been erased'],

  'password.min': [
    '비밀번호는 8자 이상이어야 합니다',
    'The password must have at least 8 characters',
  ],
  'password.min_basic': [
    '비밀번호는 6자 이상이어야 합니다',
    'The password must have at least 6 characters',
  ],
  'password.max': [
    '비밀번호는 128자 이하여야 합니다',
    'The password can have at most 128 characters',
  ],
  'password.classes': [
    '비밀번호에는 대문자, 소문자, 숫자, 특수문자가 모두 들어가야 합니다',
    'The password must contain an upper-case letter, a lower-case letter, a digit and a special character',
  ],
  'password.common': [
    '너무 흔해서 쉽게 알아낼 수 있는 비밀번호입니다',
    'This password is too common and easy to guess',
  ],
  'password.name': [
    '비밀번호는 사용자명이나 이메일과 달라야 합니다',
    'The password must differ from the username and the e-mail address',
  ],

  'user.email_taken': ['이미 존재하는 이메일입니다', 'This e-mail address is already in use'],
  'user.username_taken': ['이미 존재하는 사용자명입니다', 'This username is already in use'],
  'user.underage': ['18세 이상만 가입 가능합니다', 'You must be 18 or older to sign up'],
  'user.deleted': ['사용자가 삭제되었습니다', 'The user has been deleted'],
  'user.not_active': [
    '비활성화된 계정에는 예약을 만들 수 없습니다',
    'Bookings cannot be created for an inactive account',
  ],
  'user.own_account': [
    '로그인한 본인의 계정은 이 방법으로 삭제할 수 없습니다',
    'You cannot delete your own account this way',
  ],
  'user.username_format': [
    '사용자명에는 글자, 숫자, 공백과 . _ - 만 사용할 수 있습니다',
    'A username can only contain letters, digits, spaces and . _ -',
  ],
  'user.username_mixed': [
    '사용자명에는 라틴 문자를 키릴 문자나 그리스 문자와 섞어 쓸 수 없습니다',
    'A username cannot mix Latin letters with Cyrillic or Greek ones',
  ],
  'user.phone_format': [
    '전화번호는 010-1234-5678 형식이어야 합니다',
    'Enter a phone number such as 010-1234-5678',
  ],
} as const satisfies Record<string, Text>;
