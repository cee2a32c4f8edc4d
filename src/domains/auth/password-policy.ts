import type { Settings } from '../../env';
import type { FieldError } from '../../errors';
import type { MessageKey } from '../../i18n/messages';
import { COMMON_PASSWORDS } from './common-passwords';
import { isDemoPassword } from './demo-passwords';

const SPECIAL = /[!@#$%^&*(),.?":{}|<>]/;

/** Common substitutes for letters. `l` and `i` are treated as equal, because `1` stands for both. */
const SUBSTITUTES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '3': 'e',
  '6': 'g',
  '9': 'g',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  l: 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
};

const unsubstituted = (text: string) => [...text].map((one) => SUBSTITUTES[one] ?? one).join('');

/**
 * Returns possible base words of a password: lower case, without substitutes and trailing digits and symbols.
 * There are several because a trailing digit may be decoration or a letter (`trustn01`).
 */
export function basesOf(password: string): string[] {
  const folded = password.normalize('NFKC').toLowerCase();
  const { length } = folded.replace(/[\d\p{P}\p{S}\s]+$/u, '');
  return Array.from({ length: folded.length - length + 1 }, (_, more) =>
    unsubstituted(folded.slice(0, length + more)),
  );
}

let common: ReadonlySet<string> | undefined;

function isCommon(password: string): boolean {
  common ??= new Set(COMMON_PASSWORDS.trim().split(/\s+/).map(unsubstituted));
  return isDemoPassword(password) || basesOf(password).some((base) => common?.has(base));
}

/** The account's names, which its password must not match. */
export interface Names {
  username: string;
  email: string;
}

function isName(password: string, { username, email }: Names): boolean {
  const bases = basesOf(password);
  const localPart = email.slice(0, email.lastIndexOf('@'));
  return [username, localPart].some((name) => {
    // A name of digits only has an empty base, which matches nothing.
    return basesOf(name).some((base) => base !== '' && bases.includes(base));
  });
}

/** Returns the minimum length of a new password. The policy 'basic' is the original specification's. */
const minOf = (policy: Settings['PASSWORD_POLICY']) => (policy === 'basic' ? 6 : 8);

/** Returns the first rule that a new password breaks, if any. */
export function passwordProblem(
  password: string,
  policy: Settings['PASSWORD_POLICY'],
  names: Names,
): MessageKey | undefined {
  const { length } = [...password];
  if (length < minOf(policy)) return policy === 'basic' ? 'password.min_basic' : 'password.min';
  if (length > 128) return 'password.max';
  if (policy === 'basic') return undefined;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, SPECIAL];
  if (!classes.every((one) => one.test(password))) return 'password.classes';
  if (isCommon(password)) return 'password.common';
  return isName(password, names) ? 'password.name' : undefined;
}

/** Returns the field errors of a new password, to report with the request's other errors. */
export function passwordErrors(
  field: string,
  password: string,
  policy: Settings['PASSWORD_POLICY'],
  names: Names,
): FieldError[] {
  const message = passwordProblem(password, policy, names);
  if (!message) return [];
  const code = message.replace('password.', 'password_').replace('_basic', '');
  return [{ field, code, message }];
}
