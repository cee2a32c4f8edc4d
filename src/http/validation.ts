import { zValidator } from '@hono/zod-validator';
import type { MiddlewareHandler } from 'hono';
import type * as z from 'zod';
import enLocale from 'zod/v4/locales/en.js';
import koLocale from 'zod/v4/locales/ko.js';
import { LANGUAGES, type Language } from '../i18n/messages';
import { AppError, type FieldError } from '../lib/errors';
import type { AppContext, AppEnv } from './app-env';

const korean = koLocale().localeError;
const english = enLocale().localeError;

type Issue = z.core.$ZodIssue;

function toFieldErrors(issue: Issue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: [...path, key].join('.'),
      code: issue.code,
      message: issue.message,
    }));
  }
  // Rules of our own carry a message key; the part behind the dot is the stable code.
  const code = issue.code === 'custom' ? (issue.message.split('.')[1] ?? 'custom') : issue.code;
  return [{ field: path.join('.') || 'body', code, message: issue.message }];
}

function validator(target: 'json' | 'query' | 'form', schema: z.ZodType, language: Language) {
  const words = language === 'ko' ? korean : english;
  // Said plainly: the locales tell of types, "undefined" among them.
  const error: z.core.$ZodErrorMap = (issue) =>
    issue.code === 'invalid_type' && issue.input === undefined ? 'field.required' : words(issue);
  return zValidator(
    target,
    schema,
    (result) => {
      if (result.success) return;
      const issues = result.error.issues as Issue[];
      throw new AppError('ValidationException', { errors: issues.flatMap(toFieldErrors) });
    },
    { validationFunction: (type, value) => type.safeParse(value, { error }) },
  );
}

/** Middleware that validates one part of the request and throws a 422 in the caller's language. */
export function validate(
  target: 'json' | 'query' | 'form',
  schema: z.ZodType,
): MiddlewareHandler<AppEnv> {
  const [ko, en] = LANGUAGES.map((language) => validator(target, schema, language));
  return (c, next) => ((c.get('language') === 'ko' ? ko : en) as MiddlewareHandler)(c, next);
}

/**
 * Looks at the body before it is parsed. What is no JSON is refused with 400 by the validator behind.
 * @returns whether there is none.
 * @throws AppError 400 when it is not UTF-8, 415 when it is declared as something else than JSON.
 */
export async function isEmptyBody(c: AppContext, optional: boolean): Promise<boolean> {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength === 0 && optional) return true;
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new AppError('UnsupportedMediaTypeException');
  }
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new AppError('MalformedRequestException', { message: 'request.not_utf8' });
  }
  return false;
}
