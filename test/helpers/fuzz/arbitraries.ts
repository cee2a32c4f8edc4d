import type { Schema } from '@cfworker/json-schema';
import fc from 'fast-check';
import { schemaProblems } from '../document';
import type { JsonSchema, Spec } from './spec';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Midnight, the base of generated times, so that a seed generates the same values all day. */
export const TODAY = Math.floor(Date.now() / DAY) * DAY;

// Excludes rules that the document cannot express: text is trimmed, on one line and NFC.
const LETTERS = [...'abzABZ019가힣하늘éß漢🎈 \'"\\%_<>&;/?#{}$.,-'];

const SAFE = Number.MAX_SAFE_INTEGER;

const KNOWN = new Set(
  `$ref type const enum anyOf oneOf allOf pattern format minLength maxLength minimum maximum items
  minItems maxItems uniqueItems properties required additionalProperties default description examples`.split(
    /\s+/,
  ),
);

/** Faults cluster at bounds. */
const between = (min: number, max: number, likely: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min, max: Math.min(max, Math.max(likely, min)) }) },
    { weight: 1, arbitrary: fc.integer({ min, max }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );

const time = fc
  .record({
    at: fc.integer({ min: 2 * 24 * 4, max: 40 * 24 * 4 }),
    offset: fc.constantFrom(-570, 0, 345, 540),
    zone: fc.boolean(),
    fraction: fc.constantFrom('', '.0', '.250', '.123456'),
  })
  .map(({ at, offset, zone, fraction }) => {
    const utc = TODAY + at * (HOUR / 4);
    if (zone) return `${new Date(utc).toISOString().slice(0, 19)}${fraction}Z`;
    const sign = offset < 0 ? '-' : '+';
    const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
    const local = new Date(utc + offset * 60_000).toISOString().slice(0, 19);
    const pad = (value: number) => String(value).padStart(2, '0');
    return `${local}${fraction}${sign}${pad(hours)}:${pad(minutes)}`;
  });

const day = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const email = fc.stringMatching(
  /^[a-zA-Z0-9_+-]{1,20}(\.[a-z0-9]{1,8})?@[a-z0-9]{1,12}\.(com|kr)$/,
);

function text({ minLength = 0, maxLength = 1000 }: JsonSchema): fc.Arbitrary<string> {
  return between(minLength, maxLength, minLength + 12).chain((length) =>
    fc
      .array(fc.constantFrom(...LETTERS), { minLength: length, maxLength: length, size: 'max' })
      .map((letters) => letters.join('').replace(/^ | $/g, 'x')),
  );
}

function string(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.format === 'date-time') return time;
  if (schema.format === 'date') return day;
  if (schema.format === 'email') return email;
  if (schema.pattern === undefined) return text(schema);
  return fc
    .stringMatching(new RegExp(schema.pattern))
    .filter((value) => schemaProblems(schema as Schema, value).length === 0);
}

/** Generates values that are valid under a schema of the document. @throws Error for an unknown keyword. */
export function arbitraryOf(schema: JsonSchema, spec: Spec): fc.Arbitrary<unknown> {
  const unknown = Object.keys(schema).filter((key) => !KNOWN.has(key));
  if (unknown.length > 0) throw new Error(`cannot generate ${unknown}: ${JSON.stringify(schema)}`);
  if (schema.$ref) return arbitraryOf(spec.resolve(schema), spec);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => arbitraryOf({ ...schema, type }, spec)));
  }
  const union = schema.anyOf ?? schema.oneOf;
  if (union) return fc.oneof(...union.map((one) => arbitraryOf(one, spec)));
  const [whole, ...others] = schema.allOf ?? [];
  if (whole && others.length === 0) return arbitraryOf(whole, spec);
  const { minimum = -SAFE, maximum = SAFE, minItems = 0, maxItems = 5, items, properties } = schema;
  if (schema.type === 'null') return fc.constant(null);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'string') return string(schema);
  if (schema.type === 'integer') return between(minimum, maximum, minimum + 100);
  if (schema.type === 'array' && items) {
    const length = { minLength: minItems, maxLength: maxItems };
    const list = schema.uniqueItems ? fc.uniqueArray : fc.array;
    return list(arbitraryOf(items, spec), length);
  }
  if (schema.type === 'object' && properties) {
    const fields: Record<string, fc.Arbitrary<unknown>> = {};
    for (const [key, one] of Object.entries(properties)) fields[key] = arbitraryOf(one, spec);
    return fc.record(fields, { requiredKeys: schema.required ?? [] });
  }
  // Any type: ignored by the API.
  if (schema.type === undefined) return fc.constantFrom(null, 'x', 1);
  throw new Error(`cannot generate ${JSON.stringify(schema)}`);
}
