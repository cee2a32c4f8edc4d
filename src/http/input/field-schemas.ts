import * as z from 'zod';
import type { MessageKey } from '../../i18n/messages';
import type { Text } from '../../i18n/text';
import { searchTerms } from '../../lib/fold';
import { isPlainText, isVisibleLine } from '../../lib/plain-text';
import { canonicalTimeZone } from '../../lib/time-zones';

/** A description in both languages, for `meta`; the document takes the one that it is written in. */
export const described = (...words: Text) => ({ descriptions: words });

/**
 * Text of min to max characters as people and JSON Schema count them: an emoji is one, where zod counts
 * UTF-16 units. Unpaired surrogates are told by `isPlainText`.
 */
export const characters = (schema: z.ZodString, min: number, max: number) =>
  schema
    .check(({ value: input, issues }) => {
      // No text has more characters than units.
      const length = input.length > max || input.length < 2 * min ? [...input].length : min;
      const issue = { origin: 'string', inclusive: true, input } as const;
      if (length < min) issues.push({ ...issue, code: 'too_small', minimum: min });
      if (length > max) issues.push({ ...issue, code: 'too_big', maximum: max });
    })
    .meta({ ...(min > 0 && { minLength: min }), maxLength: max });

/** Trimmed text of min to max characters, composed (NFC, as Korean typed on a Mac is not); no control characters, no lone surrogates. */
export const text = (min: number, max: number) =>
  characters(z.string().normalize('NFC').trim(), min, max).refine(isPlainText, 'text.invalid');

/** One line of text, of what can be seen: as `text`, and no line breaks, format or filler characters. */
export const line = (min: number, max: number) =>
  text(min, max).refine(isVisibleLine, 'text.invisible');

const OFFSET_TIME = z.iso.datetime({ offset: true });
const LOCAL_TIME = z.iso.datetime({ local: true });

/** A time as ISO 8601 also allows it, with seconds and with a colon in its offset. */
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

/** Documents what a caller writes, where the schema reads it from text. */
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

/** The first example that a schema is documented with. */
export const exampleOf = (schema: z.ZodType): unknown =>
  (schema.meta()?.examples as unknown[] | undefined)?.[0];

/** A calendar date, YYYY-MM-DD. */
export const date = z.iso.date();

/** A day as its midnight in Seoul, the agency's place; an unescaped "+" of a query arrives as a blank. */
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

/** An IANA time zone, in whatever spelling → its canonical one. */
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
    ...described('IANA 시간대.', 'An IANA time zone.'),
    ...documentedAs({ type: 'string', maxLength: 64, examples: ['Asia/Seoul'] }),
  });

/** A whole number in a query string. */
export const queryInt = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'field.whole_number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta(documentedAs({ type: 'integer', format: 'int32', minimum: min, maximum: max }));

/** A whole number in a query string that may be left out. */
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

/** true or false in a query string. */
export const queryFlag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .meta(documentedAs({ type: 'boolean' }));

/** Each word of a search is looked for in every row that is walked. */
const MOST_WORDS = 10;

/** What a list is searched for: words, separated by blanks, that must all be found. */
export const queryText = line(1, 100)
  .refine((value) => searchTerms(value).length <= MOST_WORDS, 'search.too_many_words')
  .refine((value) => searchTerms(value).length > 0, 'text.invalid');

/** An opaque id in a path or a filter. Any text is looked up, so that a foreign one is a 404 and not a 422. */
export const id = characters(z.string(), 1, 100);

/** A time in a response. */
export const isoTime = z.iso.datetime().meta({ examples: ['2026-12-01T00:00:00.000Z'] });

/** A half-open window in a response. */
export const TimeWindow = z
  .object({ start_time: isoTime, end_time: isoTime })
  .meta({ id: 'TimeWindow' });

/**
 * Rules between fields, asked also where other fields are wrong: they see what is right, and blame a
 * field that is not wrong already.
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
