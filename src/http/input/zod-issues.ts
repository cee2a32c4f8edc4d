import type * as z from 'zod';
import type { FieldError } from '../../errors';
import type { MessageKey, MessageParams } from '../../i18n/messages';

type RawIssue = z.core.$ZodRawIssue;
type Issue = z.core.$ZodIssue;

/** The message for each expected type, by zod's name of the type. */
const EXPECTED: Readonly<Record<string, MessageKey>> = {
  string: 'field.text',
  number: 'field.number',
  int: 'field.whole_number',
  boolean: 'field.yes_or_no',
  array: 'field.several',
  object: 'field.group',
};

/** The message for each expected format, by zod's name of the format. */
const FORMATS: Readonly<Record<string, MessageKey>> = {
  email: 'field.email',
  url: 'field.url',
  date: 'field.date',
  datetime: 'time.invalid',
};

/** Size messages by what is counted: [when the minimum is one, too small, too large]. */
const SIZES: Readonly<Record<string, readonly [MessageKey, MessageKey, MessageKey]>> = {
  string: ['text.empty', 'text.too_short', 'text.too_long'],
  array: ['list.empty', 'list.too_short', 'list.too_long'],
};
const NUMBERS = ['number.too_small', 'number.too_small', 'number.too_large'] as const;

/** Returns the message for a zod issue, by its code. Our own rules name their messages themselves. */
export function messageOf(issue: RawIssue): MessageKey {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'field.required';
      return EXPECTED[issue.expected] ?? 'field.invalid';
    case 'too_small': {
      const [least, less] = SIZES[issue.origin] ?? NUMBERS;
      return issue.minimum === 1 ? least : less;
    }
    case 'too_big':
      return (SIZES[issue.origin] ?? NUMBERS)[2];
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'field.format';
    case 'invalid_value':
    case 'invalid_union':
    case 'invalid_element':
      return 'field.choice';
    case 'unrecognized_keys':
    case 'invalid_key':
      return 'field.unknown';
    default:
      return 'field.invalid';
  }
}

/** Returns the parameters of an issue's message. */
function paramsOf(issue: Issue): { params?: MessageParams } {
  if (issue.code === 'too_small') return { params: { min: Number(issue.minimum) } };
  if (issue.code === 'too_big') return { params: { max: Number(issue.maximum) } };
  return {};
}

const MAX_NAME = 50;
const shortened = (name: string) => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name);

/** Converts a zod issue to field errors. `messageOf` must have been its error map. */
export function toFieldErrors(issue: Issue): FieldError[] {
  const path = issue.path.map(String);
  const message = issue.message as MessageKey;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...path, key].join('.'),
      code: issue.code,
      message,
      params: { name: shortened(key) },
    }));
  }
  // In our own messages, the part after the dot is the stable code.
  const code = issue.code === 'custom' ? (message.split('.')[1] ?? 'custom') : issue.code;
  return [{ field: path.join('.') || 'body', code, message, ...paramsOf(issue) }];
}
