import { ACCOUNT_MESSAGES } from './messages.accounts';
import { AGENCY_MESSAGES } from './messages.agency';
import { ERROR_MESSAGES } from './messages.errors';
import { FIELD_MESSAGES } from './messages.fields';
import { SYSTEM_MESSAGES } from './messages.system';
import { LANGUAGES, type Language, type Text } from './text';

export { LANGUAGES, type Language } from './text';

/**
 * Texts by key, [Korean, English]: sentences that a front end can show to its users as they are.
 * Where the original specification gives a wording, the Korean is that wording.
 */
export const MESSAGES = {
  ...ERROR_MESSAGES,
  ...FIELD_MESSAGES,
  ...ACCOUNT_MESSAGES,
  ...AGENCY_MESSAGES,
  ...SYSTEM_MESSAGES,
} as const satisfies Record<string, Text>;

export type MessageKey = keyof typeof MESSAGES;

/** What fills a message's `{name}`: a text, a number, or another message. */
export type MessageParams = Record<string, string | number | { key: MessageKey }>;

/** The message in that language, `{name}` filled from params. A text that is no key comes back as it is. */
export function translate(
  key: MessageKey | (string & {}),
  language: Language,
  params: MessageParams = {},
): string {
  const entry: Text | undefined = Object.hasOwn(MESSAGES, key)
    ? MESSAGES[key as MessageKey]
    : undefined;
  const text = entry?.[LANGUAGES.indexOf(language)] ?? key;
  const filled = (whole: string, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return whole;
    if (typeof value === 'number') return value.toLocaleString('en-US');
    return typeof value === 'string' ? value : translate(value.key, language);
  };
  return text.replace(/\{(\w+)\}/g, filled);
}

/** The caller's language by Accept-Language (RFC 9110 §12.5.4): Korean unless English weighs more. */
export function preferredLanguage(header: string | undefined): Language {
  const weight = { ko: 0, en: 0 };
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...params] = part.trim().toLowerCase().split(';');
    const language = LANGUAGES.find((name) => range === name || range.startsWith(`${name}-`));
    const q = Number(
      params
        .find((param) => param.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    if (language && q > weight[language]) weight[language] = q;
  }
  return weight.en > weight.ko ? 'en' : 'ko';
}
