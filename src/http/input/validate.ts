import * as z from 'zod';
import type { FieldError } from '../../lib/errors';
import { messageOf, toFieldErrors } from './zod-issues';

/** What of an input is valid by itself, field by field. */
export type ValidPart<T> = T extends (infer Item)[]
  ? (ValidPart<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: ValidPart<T[Key]> }
    : T;

/** An input's output, or what of it is valid and everything that is wrong. */
export interface Validation {
  value: unknown;
  errors: FieldError[];
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object or list behind "optional", "or null" and a default. */
function bare(schema: z.ZodType): z.ZodType {
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType ? bare(innerType) : schema;
}

const elementOf = ({ element }: z.ZodArray) => element as z.ZodType;
const shapeOf = ({ shape }: z.ZodObject) => shape as Record<string, z.ZodType>;

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';

/**
 * A JSON body as its schema wants it: null for a field that cannot be null counts as not sent, blanks
 * alone for one that can be null are null, and `ignored` fields are passed over.
 */
export function normalized(
  schema: z.ZodType,
  value: unknown,
  ignored: ReadonlySet<string> = new Set(),
): unknown {
  const inner = bare(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((one) => normalized(elementOf(inner), one));
  }
  if (!(inner instanceof z.ZodObject) || !isObject(value)) return value;
  const shape = shapeOf(inner);
  const fields = Object.entries(value).flatMap(([name, given]) => {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!field) return ignored.has(name) ? [] : [[name, given]];
    if (given !== null && !isBlank(given)) return [[name, normalized(field, given)]];
    if (field.safeParse(null).success) return [[name, null]];
    return given === null ? [] : [[name, given]];
  });
  return Object.fromEntries(fields);
}

/** What of a value is valid by itself. */
function validPart(schema: z.ZodType, value: unknown): unknown {
  const whole = schema.safeParse(value);
  if (whole.success) return whole.data;
  const inner = bare(schema);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((one) => validPart(elementOf(inner), one));
  }
  if (!(inner instanceof z.ZodObject) || !isObject(value)) return undefined;
  const parts = Object.entries(shapeOf(inner)).map(([name, field]) => [
    name,
    validPart(field, (value as Record<string, unknown>)[name]),
  ]);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/** Codes behind which a field's own rules have nothing to add. */
const NOT_OF_ITS_FORM = ['invalid_type', 'invalid_format', 'invalid_value'];

/** The errors without those that say the same of a field twice, or judge what is not of its form. */
const withoutEchoes = (errors: FieldError[]) =>
  errors.filter(
    ({ field, code }, index) =>
      !errors
        .slice(0, index)
        .some((one) => one.field === field && [code, ...NOT_OF_ITS_FORM].includes(one.code)),
  );

/** Asks a schema about an input. */
export function validate(schema: z.ZodType, input: unknown): Validation {
  const result = schema.safeParse(input, { error: messageOf });
  if (result.success) return { value: result.data, errors: [] };
  const errors = withoutEchoes(result.error.issues.flatMap(toFieldErrors));
  return { value: validPart(schema, input), errors };
}
