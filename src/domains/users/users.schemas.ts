import * as z from 'zod';
import { Role } from '../../http/input/enum-schemas';
import {
  characters,
  date,
  described,
  isoTime,
  line,
  queryFlag,
  queryText,
} from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import { mixesAlphabets } from '../../lib/plain-text';

// No "@", nor characters that NFKC turns into one. Sign-in takes a username or an email, and one must never
// be mistaken for the other.
const USERNAME = /^[\p{L}\p{M}\p{Nd}._ -]+$/u;
const hasUsernameCharacters = (name: string) =>
  USERNAME.test(name) && USERNAME.test(name.normalize('NFKC'));

const username = line(3, 50)
  .refine(hasUsernameCharacters, 'user.username_format')
  .refine((name) => !mixesAlphabets(name), 'user.username_mixed')
  .meta(
    described(
      '글자, 숫자, `.` `_` `-`와 중간의 공백을 사용할 수 있습니다. 대소문자는 구분하지 않습니다.',
      'Letters, digits, `.` `_` `-` and spaces between them. Case is ignored.',
    ),
  );
const email = z.string().trim().max(254).check(z.email());
const fullName = line(2, 100);
const password = characters(z.string(), 1, 1024);

const phone = z
  .string()
  .regex(/^01[0-9]-?[0-9]{4}-?[0-9]{4}$/, 'user.phone_format')
  .meta({ maxLength: 13 })
  .transform((value) => value.replace(/^(\d{3})-?(\d{4})-?(\d{4})$/, '$1-$2-$3'))
  .meta({ examples: ['010-1234-5678'] });

const account = {
  username: username.meta({ examples: ['haneul'] }),
  email: email.meta({ examples: ['haneul@example.com'] }),
  password: password.meta(
    described(
      '8~128자이며 대문자, 소문자, 숫자, 특수문자를 모두 포함해야 합니다.',
      '8 to 128 characters with an upper-case and a lower-case letter, a digit and a special character.',
    ),
  ),
  full_name: fullName.meta({ examples: ['김하늘'] }),
  phone: phone.nullish(),
  birth_date: date
    .nullish()
    .meta(
      described(
        '생년월일. 18세 이상만 가입할 수 있습니다.',
        'Date of birth. The person must be 18 or older to sign up.',
      ),
    ),
  age: z
    .int()
    .min(0)
    .max(150)
    .nullish()
    .meta(
      described(
        '만 나이. 18세 이상인지 확인하는 데만 쓰고 저장하지 않습니다.',
        'Age in full years. Used only to check that the person is 18 or older, and not stored.',
      ),
    ),
};

const example = {
  username: 'haneul',
  email: 'haneul@example.com',
  password: 'Plum-Rain7!',
  full_name: '김하늘',
  phone: '010-1234-5678',
  birth_date: '1995-04-12',
};

export const AccountBody = z.strictObject(account).meta({ id: 'Account', examples: [example] });

export const UserBody = z
  .strictObject({
    ...account,
    role: Role.optional().meta(
      described(
        '계정의 권한. 관리자만 지정할 수 있으며, 기본값은 `client`입니다.',
        'Role of the account. Only admins can set it; the default is `client`.',
      ),
    ),
    is_active: z
      .boolean()
      .optional()
      .meta(
        described(
          '계정의 활성 여부. 관리자만 지정할 수 있으며, 기본값은 true입니다.',
          'Whether the account is active. Only admins can set it; the default is true.',
        ),
      ),
  })
  .meta({
    id: 'UserCreate',
    examples: [
      {
        ...example,
        username: 'seoyeon',
        email: 'seoyeon@example.com',
        full_name: '이서연',
        phone: '010-2345-6789',
      },
    ],
  });

export const ProfileBody = z
  .strictObject({
    full_name: fullName,
    email: email.meta(
      described(
        '새 이메일 주소. 메일이 설정되어 있으면 `current_password`가 필요하며, 인증을 마쳐야 변경됩니다.',
        'The new e-mail address. If mail is set up, it requires `current_password` and takes effect once it is verified.',
      ),
    ),
    phone: phone.nullable(),
    notify: z
      .boolean()
      .meta(
        described('예약 알림을 메일로 받을지 여부.', 'Whether to receive booking notices by mail.'),
      ),
    current_password: password.meta(
      described(
        '현재 비밀번호. 이메일을 변경할 때 필요합니다.',
        'Your current password. Required to change the e-mail address.',
      ),
    ),
  })
  .partial()
  .meta({ id: 'ProfileUpdate', examples: [{ full_name: '김하늘', phone: '010-1234-5678' }] });

export const UserUpdateBody = z
  .strictObject({
    username,
    email,
    full_name: fullName,
    phone: phone.nullable(),
    role: Role,
    is_active: z.boolean(),
  })
  .partial()
  .meta({ id: 'UserUpdate', examples: [{ is_active: true }] });

export const UserListQuery = z.strictObject({
  ...cursorQuery,
  q: queryText.optional().meta({
    ...described(
      '사용자명, 이메일, 성명에서 찾을 글자.',
      'Text to find in the username, e-mail address or full name.',
    ),
    examples: ['client'],
  }),
  role: Role.optional().meta(
    described('이 역할의 사용자만 조회합니다.', 'Only users with this role.'),
  ),
  is_active: queryFlag.optional().meta({
    ...described(
      'true이면 활성 계정만, false이면 비활성 계정만 조회합니다.',
      'true: only active accounts; false: only inactive ones.',
    ),
    examples: [true],
  }),
});

export const User = z
  .object({
    user_id: z.string(),
    username: z.string(),
    email: z.string(),
    full_name: z.string(),
    phone: z.string().nullable(),
    birth_date: z.string().nullable(),
    role: Role,
    is_active: z.boolean(),
    email_verified: z
      .boolean()
      .meta(described('이메일 주소의 인증 여부.', 'Whether the e-mail address is verified.')),
    pending_email: z
      .string()
      .nullable()
      .meta(
        described(
          '인증을 기다리는 새 이메일 주소. 없으면 null입니다.',
          'A new e-mail address that awaits verification; null if there is none.',
        ),
      ),
    notify: z
      .boolean()
      .meta(
        described('예약 알림을 메일로 받을지 여부.', 'Whether to receive booking notices by mail.'),
      ),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({
    id: 'User',
    examples: [
      {
        user_id: 'a4bd1785-0717-42d0-b5ca-cb540080e9ea',
        username: 'haneul',
        email: 'haneul@example.com',
        full_name: '김하늘',
        phone: '010-1234-5678',
        birth_date: '1995-04-12',
        role: 'client',
        is_active: true,
        email_verified: false,
        pending_email: null,
        notify: true,
        created_at: '2026-11-23T00:00:00.000Z',
        updated_at: '2026-11-23T00:00:00.000Z',
      },
    ],
  });
