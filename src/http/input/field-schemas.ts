import * as z from 'zod';
import type { MessageKey } from '../../i18n/messages';
import type { Text } from '../../i18n/text';
import { searchTerms } from '../../lib/fold';
import { isPlainText, isVisibleLine } from '../../lib/plain-text';
import { canonicalTimeZone } from '../../lib/time-zones';

/** Returns a description in both languages for `meta`. The document uses the one for its own language. */
export const described = (...words: Text) => ({ descriptions: words });

/**
 * Limits text to min to max characters as people and JSON Schema count them: an emoji is one character, where
 * zod counts UTF-16 units. `isPlainText` reports unpaired surrogates.
 */
export const characters = (schema: z.ZodString, min: number, max: number) =>
  schema
    .check(({ value: input, issues }) => {
      // Text never has more characters than UTF-16 units.
      const length = input.length > max || input.length < 2 * min ? [...input].length : min;
      const issue = { origin: 'string', inclusive: true, input } as const;
      if (length < min) issues.push({ ...issue, code: 'too_small', minimum: min });
      if (length > max) issues.push({ ...issue, code: 'too_big', maximum: max });
    })
    .meta({ ...(min > 0 && { minLength: min }), maxLength: max });

/**
 * Creates a schema for trimmed, NFC-normalized text of min to max characters (Korean typed on a Mac is not
 * NFC). Rejects control characters and lone surrogates.
 */
export const text = (min: number, max: number) =>
  characters(z.string().normalize('NFC').trim(), min, max).refine(isPlainText, 'text.invalid');

/** Creates a schema for one line of visible text: as `text`, without line breaks, format or filler characters. */
export const line = (min: number, max: number) =>
  text(min, max).refine(isVisibleLine, 'text.invisible');

const OFFSET_TIME = z.iso.datetime({ offset: true });
const LOCAL_TIME = z.iso.datetime({ local: true });

/** Normalizes other spellings that ISO 8601 allows: adds the seconds and the colon in the offset. */
const spelledOut = (value: string) =>
  value.replace(/(T\d\d:\d\d)(?=Z$|[+-]|$)/, '$1:00').replace(/(T.*[+-]\d\d)(\d\d)$/, '$1:$2');

const parseTime = (given: string, ctx: z.RefinementCtx<string>) => {
  const value = spelledOut(given);
  if (OFFSET_TIME.safeParse(value).success) return Date.parse(value);
  const isLocal = LOCAL_TIME.safeParse(value).success;
  ctx.addIssue({ code: 'custom', message: isLocal ? 'time.offset_required' : 'time.invalid' });
  return z.NEVER;
};

type Documented = Record<string, unknown>;

/** Documents what a caller sends when the schema parses it from text. */
export const documentedAs = (documented: Documented) => ({
  override: ({ jsonSchema }: { jsonSchema: object }) => {
    const { description, examples } = jsonSchema as Documented;
    for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Documented)[key];
    const own = {
      ...(description !== undefined && { description }),
      ...(examples !== undefined && { examples }),
    };
    Object.assign(jsonSchema, documented, own);
  },
});

const DOCUMENTED_TIME = {
  type: 'string' as const,
  format: 'date-time',
  maxLength: 64,
  examples: ['2026-12-01T09:00:00+09:00'],
};

/** A time in a request: ISO 8601 with an offset → epoch milliseconds. */
export const time = z.string().transform(parseTime).meta(documentedAs(DOCUMENTED_TIME));

/** Returns the first documented example of a schema. */
export const exampleOf = (schema: z.ZodType): unknown =>
  (schema.meta()?.examples as unknown[] | undefined)?.[0];

/** A calendar date, YYYY-MM-DD. */
export const date = z.iso.date();

/**
 * Reads a day as its midnight in Seoul, where the agency is. An unescaped "+" in a query arrives as a space.
 */
const asTime = (value: string) =>
  date.safeParse(value).success
    ? `${value}T00:00:00+09:00`
    : value.replace(/ (?=\d\d:?\d\d$)/, '+');

/** A time or a day in a query string. */
export const queryTime = z
  .string()
  .transform(asTime)
  .transform(parseTime)
  .meta(
    documentedAs({
      anyOf: [
        { type: 'string', format: 'date-time', maxLength: 64 },
        { type: 'string', format: 'date', maxLength: 10 },
      ],
      examples: ['2026-12-01T09:00:00+09:00'],
    }),
  );

/** An IANA time zone in any spelling → its canonical name. */
export const timeZone = z
  .string()
  .max(64)
  .transform((name, ctx) => {
    const zone = canonicalTimeZone(name);
    if (zone) return zone;
    ctx.addIssue({ code: 'custom', message: 'time.zone_invalid' });
    return z.NEVER;
  })
  .meta({
    ...described('IANA 시간대 이름. 예: Asia/Seoul.', 'IANA time zone name, such as Asia/Seoul.'),
    ...documentedAs({ type: 'string', maxLength: 64, examples: ['Asia/Seoul'] }),
  });

/** Parses a whole number in a query string. */
export const queryInt = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'field.whole_number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta(documentedAs({ type: 'integer', format: 'int32', minimum: min, maximum: max }));

/** Parses an optional whole number in a query string. */
export const queryIntOr = (fallback: number, min: number, max: number) =>
  queryInt(min, max)
    .default(fallback)
    .meta(
      documentedAs({
        type: 'integer',
        format: 'int32',
        minimum: min,
        maximum: max,
        default: fallback,
      }),
    );

/** A boolean in a query string. */
export const queryFlag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .meta(documentedAs({ type: 'boolean' }));

/** A search checks each word in every row that it reads. */
const MOST_WORDS = 10;

/** Search text: words separated by spaces, all of which must match. */
export const queryText = line(1, 100)
  .refine((value) => searchTerms(value).length <= MOST_WORDS, 'search.too_many_words')
  .refine((value) => searchTerms(value).length > 0, 'text.invalid');

/** An opaque id in a path or a filter. Any text is looked up, so a foreign id returns 404, not 422. */
export const id = characters(z.string(), 1, 100);

/** A time in a response. */
export const isoTime = z.iso.datetime().meta({ examples: ['2026-12-01T00:00:00.000Z'] });

/** A half-open window in a response. */
export const TimeWindow = z
  .object({ start_time: isoTime, end_time: isoTime })
  .meta({ id: 'TimeWindow' });

/**
 * Adds rules between fields. They run even when other fields are invalid: they see only the valid fields and
 * never report a field that already has an error.
 */
export const rulesBetween = <T extends object>(
  rules: (valid: Partial<T>, blame: (field: keyof T & string, message: MessageKey) => void) => void,
) =>
  z.superRefine<T>(
    (value, { issues, addIssue }) => {
      const wrong = new Set(issues.map(({ path }) => path?.[0]));
      const valid = Object.entries(value).filter(([name]) => !wrong.has(name));
      rules(Object.fromEntries(valid) as Partial<T>, (field, message) => {
        if (!wrong.has(field)) addIssue({ code: 'custom', path: [field], message });
      });
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  );
