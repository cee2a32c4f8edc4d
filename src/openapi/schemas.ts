import * as z from 'zod';
import type { Language } from '../i18n/messages';
import { inLanguage, type Text } from '../i18n/text';
import { FIELD_DESCRIPTIONS } from './descriptions';

interface JsonSchema {
  descriptions?: Text;
  description?: string;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  type?: unknown;
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  pattern?: string;
  examples?: unknown[];
  properties?: object;
  additionalProperties?: unknown;
}

type ZodType = z.core.$ZodType;

const INT32 = 2 ** 31 - 1;

/** The maximum length of texts with a given format. */
const LENGTHS: Record<string, number> = { date: 10, 'date-time': 64 };

/** Refines zod's JSON Schema for the document, in one language. */
export const refineSchema =
  (language: Language) => (context: { jsonSchema: JsonSchema; zodSchema: ZodType; io: string }) => {
    const { jsonSchema, zodSchema, io } = context;
    // In zod, examples of a transformed schema describe its output. Ours show the caller's input.
    const { examples } = z.globalRegistry.get(zodSchema) ?? {};
    if (io === 'input' && Array.isArray(examples)) jsonSchema.examples = examples;
    if (jsonSchema.descriptions) {
      jsonSchema.description = inLanguage(jsonSchema.descriptions, language);
      delete jsonSchema.descriptions;
    }
    // "Any other properties" is the default.
    const others = jsonSchema.additionalProperties;
    if (
      typeof others === 'object' &&
      others &&
      Object.keys(others).length === 0 &&
      jsonSchema.properties
    ) {
      delete jsonSchema.additionalProperties;
    }
    // The bounds of safe integers mean nothing to readers.
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (jsonSchema.type === 'integer') {
      jsonSchema.format = (jsonSchema.maximum ?? Infinity) <= INT32 ? 'int32' : 'int64';
    }
    // The format already says this.
    if (jsonSchema.format) delete jsonSchema.pattern;
    const length = LENGTHS[jsonSchema.format ?? ''];
    if (io === 'input' && jsonSchema.type === 'string' && length) jsonSchema.maxLength ??= length;
  };

/** Expresses "or null" as a type instead of an alternative, which the pages would collapse. */
function foldNull(schema: JsonSchema): void {
  const [one, none, ...others] = schema.anyOf ?? [];
  if (!one || none?.type !== 'null' || others.length > 0 || typeof one.type !== 'string') return;
  delete schema.anyOf;
  const values = one.enum && { enum: [...one.enum, null] };
  Object.assign(schema, { ...one, ...schema, type: [one.type, 'null'], ...values });
}

interface Parameter {
  description?: string;
  required?: boolean;
  example?: unknown;
  schema?: { description?: string; examples?: unknown[]; anyOf?: object[] };
}

/**
 * Moves a parameter's description to where both pages read it. A required parameter's example also moves, so
 * that Swagger UI fills it in. Swagger UI leaves other parameters empty; otherwise it would send them.
 */
function liftDescription(parameter: Parameter): void {
  const { description, examples, ...schema } = parameter.schema ?? {};
  if (description) parameter.description = description;
  if (parameter.required && examples) parameter.example = examples[0];
  const own = !parameter.required && examples && { examples };
  const [first, ...others] = schema.anyOf ?? [];
  // Importers read only the first alternative.
  parameter.schema = first
    ? { ...schema, anyOf: [{ ...first, ...own }, ...others] }
    : { ...schema, ...own };
}

interface Field {
  description?: string;
  default?: unknown;
  $ref?: string;
}

const DEFAULT: Text = ['기본값:', 'Default:'];

/** States a default in words, because some generators treat a field with a default as always present. */
function tellDefault(field: Field, language: Language): void {
  if (!('default' in field)) return;
  field.description =
    `${field.description ?? ''} ${inLanguage(DEFAULT, language)} \`${field.default}\`.`.trim();
  delete field.default;
}

/** Describes an object's fields that have no description of their own. */
function describeFields(properties: Record<string, Field>, language: Language): void {
  for (const [name, field] of Object.entries(properties)) {
    const words = FIELD_DESCRIPTIONS[name];
    if (words && !field.$ref) field.description ??= inLanguage(words, language);
    tellDefault(field, language);
  }
}

/** Describes a schema where it is only referenced. */
function describe(
  node: { descriptions?: unknown; description?: string },
  language: Language,
): void {
  if (Array.isArray(node.descriptions))
    node.description = inLanguage(node.descriptions as never, language);
  delete node.descriptions;
}

/** Refines a document for both pages. */
export function finishDocument<T>(document: T, language: Language): T {
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      if (key !== 'example' && key !== 'examples') walk(child);
    }
    if (Array.isArray(node)) return;
    if ('descriptions' in node) describe(node, language);
    if ('anyOf' in node) foldNull(node as JsonSchema);
    if ('properties' in node) describeFields(node.properties as Record<string, Field>, language);
    if ('in' in node && 'schema' in node) liftDescription(node as Parameter);
  };
  walk(document);
  return document;
}
