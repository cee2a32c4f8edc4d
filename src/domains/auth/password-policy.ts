import type { Settings } from '../../env';
import type { MessageKey } from '../../i18n/messages';
import { AppError } from '../../lib/errors';

const SPECIAL = /[!@#$%^&*(),.?":{}|<>]/;

/**
 * The most common passwords that get past the character rule, folded to lower case: those of the
 * yearly "most used" lists 2023–2025 and of the 49,000 most common ones that zxcvbn ships, and the
 * plainest decorations of "password" and "qwerty".
 */
const COMMON = new Set(
  `p@ssw0rd pa$$w0rd p@$$w0rd p@55w0rd p@ssword1 p@ssw0rd1 passw0rd! password1! password123!
  password@1 password@123 pass@123 pass@1234 pass@12345 qwerty1! qwerty1? qwerty123! qwerty123?
  qwerty@123 qwer1234! asdf1234! welcome1! welcome@123 admin@123 admin@1234 test@123 demo@123
  abc@123 abc@1234 abc@12345 abcd@123 abcd@1234 abcd1234@ abcd1234! aa@12345 aa@123456 aa@1234567
  aa@123456789 aa123456@ 123456a@ 123456aa@ global123@ india@123 kumar@123 changeme1! letmein1!
  iloveyou1! 1q2w3e4r! 1qaz!qaz 1qaz@wsx !qaz2wsx !qazxsw2 zaq!2wsx zaq1@wsx l58jkdjp! p030710p$e4o`
    .split(/\s+/)
    .filter(Boolean),
);

/** The first rule a new password breaks, if any. 'basic' is the original specification's: 6 characters. */
export function passwordProblem(
  password: string,
  policy: Settings['PASSWORD_POLICY'],
): MessageKey | undefined {
  const min = policy === 'basic' ? 6 : 8;
  if (password.length < min) return 'password.min';
  if (password.length > 128) return 'password.max';
  if (policy === 'basic') return undefined;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, SPECIAL];
  if (!classes.every((one) => one.test(password))) return 'password.classes';
  if (COMMON.has(password.toLowerCase())) return 'password.common';
  return undefined;
}

/** @throws AppError 422 that blames `field` when the password breaks the policy. */
export function assertPassword(
  field: string,
  password: string,
  policy: Settings['PASSWORD_POLICY'],
): void {
  const message = passwordProblem(password, policy);
  if (!message) return;
  const code = message.replace('password.', 'password_');
  throw new AppError('ValidationException', {
    errors: [{ field, code, message }],
    params: { min: policy === 'basic' ? 6 : 8 },
  });
}
