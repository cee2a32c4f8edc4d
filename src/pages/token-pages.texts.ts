import type { Text } from '../i18n/text';

interface Field {
  name: string;
  type: 'text' | 'password' | 'tel' | 'date';
  autocomplete: string;
  label: Text;
  hint?: Text;
  required: boolean;
}

/** A page whose button uses a mail's token. */
export interface TokenPage {
  path: string;
  /** The API path that uses it. */
  action: string;
  title: Text;
  lead: Text;
  fields: readonly Field[];
  button: Text;
  done: Text;
}

const passwordHint: Text = [
  '8~128자로 입력하고 대문자, 소문자, 숫자, 특수문자를 모두 포함해 주세요.',
  '8 to 128 characters with an upper-case letter, a lower-case letter, a digit and a special character.',
];

const optional: Text = ['선택', 'optional'];

/** The four pages that mails link to. */
export const TOKEN_PAGES: readonly TokenPage[] = [
  {
    path: '/reset-password',
    action: '/api/v1/auth/password/reset',
    title: ['새 비밀번호 설정', 'Set a new password'],
    lead: [
      '새 비밀번호를 저장하면 모든 기기에서 로그아웃됩니다.',
      'Saving a new password signs you out everywhere.',
    ],
    fields: [
      {
        name: 'new_password',
        type: 'password',
        autocomplete: 'new-password',
        label: ['새 비밀번호', 'New password'],
        hint: passwordHint,
        required: true,
      },
    ],
    button: ['비밀번호 저장', 'Save the password'],
    done: [
      '비밀번호가 변경되었습니다. 새 비밀번호로 로그인해 주세요.',
      'Your password has been changed. Sign in with the new one.',
    ],
  },
  {
    path: '/verify-email',
    action: '/api/v1/auth/email/verify',
    title: ['이메일 주소 인증', 'Verify your e-mail address'],
    lead: [
      '아래 버튼을 누르면 이 이메일 주소가 인증됩니다.',
      'Press the button to verify this e-mail address.',
    ],
    fields: [],
    button: ['이메일 인증', 'Verify the address'],
    done: ['이메일 주소가 인증되었습니다.', 'Your e-mail address has been verified.'],
  },
  {
    path: '/accept-invitation',
    action: '/api/v1/auth/invitations/accept',
    title: ['초대 수락', 'Accept the invitation'],
    lead: ['사용할 사용자명과 비밀번호를 입력해 주세요.', 'Choose a username and a password.'],
    fields: [
      {
        name: 'username',
        type: 'text',
        autocomplete: 'username',
        label: ['사용자명', 'Username'],
        required: true,
      },
      {
        name: 'password',
        type: 'password',
        autocomplete: 'new-password',
        label: ['비밀번호', 'Password'],
        hint: passwordHint,
        required: true,
      },
      {
        name: 'phone',
        type: 'tel',
        autocomplete: 'tel-national',
        label: ['전화번호', 'Phone number'],
        hint: optional,
        required: false,
      },
      {
        name: 'birth_date',
        type: 'date',
        autocomplete: 'bday',
        label: ['생년월일', 'Date of birth'],
        hint: optional,
        required: false,
      },
    ],
    button: ['계정 만들기', 'Create the account'],
    done: [
      '계정이 만들어졌습니다. 이제 로그인해 주세요.',
      'Your account is ready. You can sign in now.',
    ],
  },
  {
    path: '/cancel-email-change',
    action: '/api/v1/auth/email/cancel',
    title: ['이메일 변경 취소', 'Cancel the change of e-mail address'],
    lead: [
      '이메일 주소 변경을 취소하고 모든 기기에서 로그아웃합니다. 직접 요청하지 않으셨다면 비밀번호도 변경해 주세요.',
      'This cancels the change of address and signs you out everywhere. If you did not request the change, change your password as well.',
    ],
    fields: [],
    button: ['변경 취소', 'Cancel the change'],
    done: [
      '이메일 주소 변경이 취소되었습니다. 다시 로그인해 주세요.',
      'The change of address has been cancelled. Please sign in again.',
    ],
  },
];

/** Texts shared by all of these pages. */
export const COMMON_TEXTS = {
  incomplete: [
    '링크가 올바르지 않습니다. 메일에 있는 주소 전체를 열어 주세요.',
    'The link is incomplete. Open the whole address from the mail.',
  ],
  failed: [
    '연결하지 못했습니다. 잠시 후 다시 시도해 주세요.',
    'The connection failed. Try again in a moment.',
  ],
  needsScript: [
    '이 페이지를 사용하려면 브라우저에서 자바스크립트를 켜 주세요.',
    'Switch on JavaScript in your browser to use this page.',
  ],
} as const satisfies Record<string, Text>;
