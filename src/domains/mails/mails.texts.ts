import type { MailTemplate } from '../../db/constants';
import type { Text } from '../../i18n/text';

/** A mail's text. `{name}` is filled in at sending time. */
export interface MailText {
  subject: Text;
  lines: readonly Text[];
  button?: Text;
}

const ignore: Text = [
  '직접 요청하지 않으셨다면 이 메일을 무시하셔도 됩니다.',
  'If you did not request this, you can ignore this mail.',
];

/** Account mails, by template. */
export const ACCOUNT_MAILS = {
  forgot: {
    subject: ['[{agency}] 비밀번호 재설정 안내', '[{agency}] Reset your password'],
    lines: [
      [
        '아래 버튼을 누르면 새 비밀번호를 설정할 수 있습니다. 링크는 1시간 동안 유효합니다.',
        'Use the button below to set a new password. The link is valid for one hour.',
      ],
      ignore,
    ],
    button: ['새 비밀번호 설정', 'Set a new password'],
  },
  verify: {
    subject: ['[{agency}] 이메일 주소를 인증해 주세요', '[{agency}] Verify your e-mail address'],
    lines: [
      [
        '아래 버튼을 눌러 이 이메일 주소를 인증해 주세요. 링크는 7일 동안 유효합니다.',
        'Use the button below to verify this e-mail address. The link is valid for seven days.',
      ],
      ignore,
    ],
    button: ['이메일 인증', 'Verify the address'],
  },
  email_change: {
    subject: ['[{agency}] 이메일 주소 변경 안내', '[{agency}] Change of your e-mail address'],
    lines: [
      [
        '계정의 이메일 주소를 변경해 달라는 요청이 있었습니다.',
        'Someone asked to change the e-mail address of your account.',
      ],
      [
        '직접 요청하지 않으셨다면 7일 안에 아래 버튼을 눌러 취소해 주세요. 모든 기기에서 로그아웃됩니다.',
        'If it was not you, cancel the change with the button below within seven days. You will be signed out everywhere.',
      ],
    ],
    button: ['변경 취소', 'Cancel the change'],
  },
  invitation: {
    subject: ['[{agency}] 계정 초대', '[{agency}] Invitation to create an account'],
    lines: [
      [
        '{name} 님, {agency}에서 계정을 만들도록 초대했습니다.',
        '{name}, {agency} invites you to create an account.',
      ],
      [
        '아래 버튼을 눌러 계정을 만들어 주세요. 링크는 14일 동안 유효합니다.',
        'Use the button below to create your account. The link is valid for 14 days.',
      ],
    ],
    button: ['계정 만들기', 'Create your account'],
  },
} as const satisfies Partial<Record<MailTemplate, MailText>>;

const when: Text = ['{model} · {start} ~ {end}', '{model} · {start} – {end}'];
const until: Text = ['옵션은 {until}까지 유효합니다.', 'The option is valid until {until}.'];

/** Booking notices to clients, by event type. */
export const CLIENT_NOTICES = {
  'booking.option': {
    subject: ['옵션이 등록되었습니다: {model}', 'Your option has been placed: {model}'],
    lines: [when, until],
  },
  'booking.confirmed': {
    subject: ['예약이 확정되었습니다: {model}', 'Your booking is confirmed: {model}'],
    lines: [when],
  },
  'booking.declined': {
    subject: ['예약 요청이 거절되었습니다: {model}', 'Your booking request was declined: {model}'],
    lines: [when],
  },
  'booking.released': {
    subject: ['옵션이 해제되었습니다: {model}', 'Your option was released: {model}'],
    lines: [when],
  },
  'booking.expired': {
    subject: ['예약이 만료되었습니다: {model}', 'Your booking has expired: {model}'],
    lines: [when],
  },
  'booking.cancelled': {
    subject: ['예약이 취소되었습니다: {model}', 'Your booking was cancelled: {model}'],
    lines: [when],
  },
  'booking.rescheduled': {
    subject: [
      '예약 시간이 변경되었습니다: {model}',
      'The time of your booking has changed: {model}',
    ],
    lines: [when],
  },
  'booking.challenged': {
    subject: [
      '옵션의 만료 시각이 앞당겨졌습니다: {model}',
      'Your option now expires sooner: {model}',
    ],
    lines: [when, until],
  },
} as const satisfies Record<string, MailText>;

export const OPTION_ENDING: MailText = {
  subject: [
    '옵션이 24시간 안에 만료됩니다: {model}',
    'Your option expires within 24 hours: {model}',
  ],
  lines: [when, until],
};

/** Booking notices to the agency, by event type. */
export const AGENCY_NOTICES = {
  'booking.created': {
    subject: ['새 예약 요청: {model}', 'New booking request: {model}'],
    lines: [when, ['고객: {client}', 'Client: {client}']],
  },
  'booking.cancelled': {
    subject: ['고객이 예약을 취소했습니다: {model}', 'A client cancelled a booking: {model}'],
    lines: [when, ['고객: {client}', 'Client: {client}']],
  },
  'booking.challenge': {
    subject: [
      '고객이 옵션을 챌린지했습니다: {model}',
      'A client challenged the options ahead: {model}',
    ],
    lines: [when, ['고객: {client}', 'Client: {client}']],
  },
} as const satisfies Record<string, MailText>;

/** A client's picks from a package so far, sent to the admin who created it. */
export const PICKS: MailText = {
  subject: ['고객이 패키지에 답했습니다: {title}', 'A client answered your package: {title}'],
  lines: [
    ['네: {yes}', 'Yes: {yes}'],
    ['보류: {maybe}', 'Maybe: {maybe}'],
    ['아니요: {no}', 'No: {no}'],
    ['아직 답하지 않은 모델: {open}명', 'Not answered yet: {open}'],
  ],
};

export const WEBHOOK_DISABLED: MailText = {
  subject: ['웹훅이 비활성화되었습니다', 'A webhook was disabled'],
  lines: [
    [
      '5일 동안 전송에 실패하여 웹훅을 비활성화했습니다: {url}',
      'Deliveries failed for five days, so this webhook was disabled: {url}',
    ],
  ],
};

export const SUMMARY: MailText = {
  subject: ['예약 알림 {count}건', '{count} booking notices'],
  lines: [['그동안 다음과 같은 변경이 있었습니다.', 'These changes happened in the meantime:']],
};
