import type { Schema } from '@cfworker/json-schema';
import { schemaProblems } from '../document';
import type { JsonSchema, Spec } from './spec';

type Path = (string | number)[];

/** A place in a value, present or missing, with its schema. */
interface Spot {
  path: Path;
  schema: JsonSchema;
}

interface Mutant {
  /** The mutation, for reading a failure. */
  name: string;
  value: unknown;
}

const LEFT_OUT = Symbol('left out');

/** Resolves references and unwraps nullable schemas. */
function solid(schema: JsonSchema, spec: Spec): JsonSchema {
  const resolved = spec.resolve(schema);
  const branch = resolved.anyOf?.find(({ type }) => type !== 'null');
  if (branch) return solid(branch, spec);
  const { type } = resolved;
  const only = Array.isArray(type) && type.find((one) => one !== 'null');
  return only ? { ...resolved, type: only } : resolved;
}

function spotsOf(schema: JsonSchema, value: unknown, spec: Spec, path: Path = []): Spot[] {
  const known = solid(schema, spec);
  const here = { path, schema: known };
  if (known.items && Array.isArray(value)) {
    const { items } = known;
    return [here, ...value.flatMap((one, n) => spotsOf(items, one, spec, [...path, n]))];
  }
  const fields = Object.entries(known.properties ?? {}).flatMap(([key, field]) =>
    spotsOf(field, (value as Record<string, unknown> | null)?.[key], spec, [...path, key]),
  );
  return [here, ...fields];
}

/** Returns candidates for an invalid value. The document decides whether they are invalid. */
function replacements({ minLength, maxLength, ...schema }: JsonSchema, value: unknown): unknown[] {
  const { minimum, maximum, minItems, maxItems } = schema;
  const list = Array.isArray(value) ? value : [];
  return [
    LEFT_OUT,
    null,
    'nothing of the kind',
    '',
    5,
    -1,
    1.5,
    true,
    [],
    {},
    '2026-12-01T09:00:00',
    '2026-02-30',
    ...(minLength ? ['x'.repeat(minLength - 1)] : []),
    ...(maxLength !== undefined ? ['x'.repeat(maxLength + 1)] : []),
    ...(minimum !== undefined ? [minimum - 1, String(minimum)] : []),
    ...(maximum !== undefined ? [maximum + 1] : []),
    ...(minItems ? [list.slice(0, minItems - 1)] : []),
    ...(maxItems !== undefined ? [Array(maxItems + 1).fill(list[0] ?? 'x')] : []),
  ];
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((node, key) => (node as Record<string, unknown> | null)?.[key], value);

function replaced(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as never;
  if (replacement === LEFT_OUT && rest.length === 0) delete copy[key];
  else copy[key] = replaced(at(value, [key]), rest, replacement) as never;
  return copy;
}

const shown = (value: unknown) => {
  const text = value === LEFT_OUT ? 'left out' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 50)}… (${text.length} characters)` : text;
};

/**
 * Adds an unknown field, which must be rejected whatever the document says, so that no typo goes unnoticed.
 */
function extended(spots: Spot[], value: unknown, pick: number): Mutant {
  const objects = spots.filter(({ path, schema }) => schema.properties && at(value, path));
  const { path } = objects[pick % objects.length] as Spot;
  const object = { ...(at(value, path) as object), nickname: 'x' };
  return { name: `${[...path, 'nickname'].join('.')} = "x"`, value: replaced(value, path, object) };
}

/**
 * Returns the meaning of a replacement: null as not sent, and blank strings as null. It is no fault if that
 * is allowed.
 */
function meantBy(replacement: unknown, path: Path): unknown[] {
  if (typeof path.at(-1) !== 'string') return [replacement];
  if (replacement === null) return [null, LEFT_OUT];
  return replacement === '' ? ['', null] : [replacement];
}

/** Makes one thing in a value invalid according to the document. `pick` chooses which. */
export function bodyMutant(schema: JsonSchema, value: unknown, pick: number, spec: Spec): Mutant {
  const spots = spotsOf(schema, value, spec);
  if (pick % 6 === 0) return extended(spots, value, pick / 6);
  const all = spots.flatMap(({ path, schema: known }) =>
    replacements(known, at(value, path)).map((replacement) => ({ path, replacement })),
  );
  for (let n = 0; n < all.length; n++) {
    const { path, replacement } = all[(pick + n) % all.length] as (typeof all)[number];
    if (replacement === LEFT_OUT && (path.length === 0 || typeof path.at(-1) === 'number'))
      continue;
    const mutant = replaced(value, path, replacement);
    const readings = meantBy(replacement, path).map((meant) => replaced(value, path, meant));
    if (readings.some((one) => schemaProblems(schema as Schema, one).length === 0)) continue;
    return { name: `${path.join('.') || 'body'} = ${shown(replacement)}`, value: mutant };
  }
  throw new Error(`nothing can be wrong by ${JSON.stringify(schema)}`);
}

/** Converts a parameter's text to its documented type. */
function typed({ type, items }: JsonSchema, text: string): unknown {
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return type === 'array' && items ? [typed(items, text)] : text;
}

/** Names and values of a query or form. */
export type Texts = [name: string, text: string][];

/** Makes one parameter missing, unknown, duplicate or invalid according to the document. */
export function textMutant(schema: JsonSchema, texts: Texts, pick: number, spec: Spec) {
  const unknown = { name: 'nickname=x', texts: [...texts, ['nickname', 'x']] as Texts };
  const others = (name: string) => texts.filter(([known]) => known !== name);
  const mutants: { name: string; texts: Texts }[] = Object.entries(schema.properties ?? {}).flatMap(
    ([name, property]) => {
      const known = solid(property, spec);
      const wrong = replacements(known, undefined)
        .filter((one) => one !== LEFT_OUT && one !== null && typeof one !== 'object')
        .map(String)
        .filter((text) => schemaProblems(known as Schema, typed(known, text)).length > 0)
        .map((text) => ({
          name: `${name}=${shown(text)}`,
          texts: [...others(name), [name, text]] as Texts,
        }));
      const [own] = texts.filter(([present]) => present === name);
      return [
        ...wrong,
        ...(own && known.type !== 'array'
          ? [{ name: `${name} twice`, texts: [...texts, own] }]
          : []),
        ...(own && schema.required?.includes(name)
          ? [{ name: `no ${name}`, texts: others(name) }]
          : []),
      ];
    },
  );
  return (pick % 4 && mutants[pick % mutants.length]) || unknown;
}
