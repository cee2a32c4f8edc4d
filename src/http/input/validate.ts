import * as z from 'zod';
import type { FieldError } from '../../errors';
import { messageOf, toFieldErrors } from './zod-issues';

/** The part of an input that is valid by itself, field by field. */
export type ValidPart<T> = T extends (infer Item)[]
  ? (ValidPart<Item> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: ValidPart<T[Key]> }
    : T;

/** The output of a schema, or the valid part of the input with all errors. */
export interface Validation {
  value: unknown;
  errors: FieldError[];
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Unwraps optional, nullable and default schemas. */
function bare(schema: z.ZodType): z.ZodType {
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return innerType ? bare(innerType) : schema;
}

const elementOf = ({ element }: z.ZodArray) => element as z.ZodType;
const shapeOf = ({ shape }: z.ZodObject) => shape as Record<string, z.ZodType>;

const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';

/**
 * Normalizes a JSON body for its schema. Null counts as not sent for a field that cannot be null, a blank
 * string becomes null for a field that can, and `ignored` fields are dropped.
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

/** Returns the part of a value that is valid by itself. */
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

/** Codes after which a field's own rules have nothing to add. */
const NOT_OF_ITS_FORM = ['invalid_type', 'invalid_format', 'invalid_value'];

/** Drops errors that repeat another one for the same field, or that judge a value of the wrong form. */
const withoutEchoes = (errors: FieldError[]) =>
  errors.filter(
    ({ field, code }, index) =>
      !errors
        .slice(0, index)
        .some((one) => one.field === field && [code, ...NOT_OF_ITS_FORM].includes(one.code)),
  );

/** Validates an input with a schema. */
export function validate(schema: z.ZodType, input: unknown): Validation {
  const result = schema.safeParse(input, { error: messageOf });
  if (result.success) return { value: result.data, errors: [] };
  const errors = withoutEchoes(result.error.issues.flatMap(toFieldErrors));
  return { value: validPart(schema, input), errors };
}
