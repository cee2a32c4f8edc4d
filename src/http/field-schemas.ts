import * as z from 'zod';
import type { Text } from '../i18n/text';
import { isTimeZone } from '../lib/time';

/** A description in both languages, for `meta`; the document takes the one that it is written in. */
export const about = (...words: Text) => ({ about: words });

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const clean = (value: string) => value.isWellFormed() && !CONTROL.test(value);

/** Trimmed text of min to max characters, composed (NFC, as Korean typed on a Mac is not); no control characters, no lone surrogates. */
export const text = (min: number, max: number) =>
  z.string().normalize('NFC').trim().min(min).max(max).refine(clean, 'text.invalid');

/** One line of text: as `text`, and no line breaks. */
export const line = (min: number, max: number) =>
  text(min, max).refine((value) => !/[\n\r\t]/.test(value), 'text.invalid');

const OFFSET_TIME = z.iso.datetime({ offset: true });
const LOCAL_TIME = z.iso.datetime({ local: true });

const parseTime = (value: string, ctx: z.RefinementCtx<string>) => {
  if (OFFSET_TIME.safeParse(value).success) return Date.parse(value);
  const local = LOCAL_TIME.safeParse(value).success;
  const message = local ? 'time.offset_required' : 'time.invalid';
  ctx.addIssue({
    code: 'custom',
    message,
    params: { code: local ? 'offset_required' : 'invalid_time' },
  });
  return z.NEVER;
};

const DOCUMENTED_TIME = {
  type: 'string' as const,
  format: 'date-time',
  maxLength: 64,
  examples: ['2026-12-01T09:00:00+09:00'],
};

/** A time in a request: ISO 8601 with an offset → epoch milliseconds. */
export const time = z.string().transform(parseTime).meta({
  override: DOCUMENTED_TIME,
});

/** A time in a query string, where an unescaped "+" arrives as a blank. */
export const queryTime = z
  .string()
  .transform((value) => value.replace(/ (?=\d\d:\d\d$)/, '+'))
  .transform(parseTime)
  .meta({
    override: DOCUMENTED_TIME,
  });

/** The first example that a schema is documented with. */
export const exampleOf = (schema: z.ZodType): unknown =>
  (schema.meta()?.examples as unknown[] | undefined)?.[0];

type Documented = Record<string, unknown>;

/** Documents what a caller writes, where the schema reads it from text. */
export const documentedAs = (documented: Documented) => ({
  override: ({ jsonSchema }: { jsonSchema: object }) => {
    const { description } = jsonSchema as Documented;
    for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Documented)[key];
    Object.assign(jsonSchema, documented, description !== undefined && { description });
  },
});

/** A calendar date, YYYY-MM-DD. */
export const date = z.iso.date();

/** A day or a time in a query string; a day begins at midnight in Seoul, the agency's place. */
export const queryDay = z
  .string()
  .transform((value) => (date.safeParse(value).success ? `${value}T00:00:00+09:00` : value))
  .pipe(queryTime)
  .meta(
    documentedAs({
      anyOf: [
        { type: 'string', format: 'date', maxLength: 10 },
        { type: 'string', format: 'date-time', maxLength: 64 },
      ],
      examples: ['2026-12-01', '2026-12-01T09:00:00+09:00'],
    }),
  );

/** An IANA time zone. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'time.zone_invalid')
  .meta({ ...about('IANA 시간대.', 'An IANA time zone.'), examples: ['Asia/Seoul'] });

/** A whole number in a query string. */
export const queryInt = (min: number, max: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/)
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

/** A search term of a list. */
export const queryText = line(1, 100);

/** An opaque id in a path or a filter. Any text is looked up, so that a foreign one is a 404 and not a 422. */
export const id = z.string().min(1).max(100);

/** A time in a response. */
export const isoTime = z.iso.datetime().meta({ examples: ['2026-12-01T00:00:00.000Z'] });

/** A half-open window in a response. */
export const TimeWindow = z
  .object({ start_time: isoTime, end_time: isoTime })
  .meta({ id: 'TimeWindow' });
