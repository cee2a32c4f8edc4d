// Converts the JSON Schema of the OpenAPI document to TypeScript.
import { nameOf } from './references.mjs';

const PLAIN = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);

export const comment = (text) =>
  text ? `/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n` : '';

function objectType({ properties = {}, required = [], additionalProperties }, place) {
  const fields = Object.entries(properties).map(([name, field]) => {
    const isRequired = required.includes(name);
    // An omitted query parameter may also be null or undefined.
    const absent = place.isQuery && !isRequired ? ' | null | undefined' : '';
    const type = typeOf(field, { ...place, isQuery: false });
    return `${comment(field.description)}${key(name)}${isRequired ? '' : '?'}: ${type}${absent};`;
  });
  if (fields.length > 0) return `{\n${fields.join('\n')}\n}`;
  return `Record<string, ${additionalProperties ? typeOf(additionalProperties, place) : 'never'}>`;
}

/**
 * Returns a schema's TypeScript type.
 * @param {{ isInput?: boolean, isQuery?: boolean }} place where it is used: inputs may be a Date
 */
export function typeOf(schema, place = {}) {
  if (schema.$ref) return nameOf(schema.$ref);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map((one) => typeOf(one, place)).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => `(${typeOf(one, place)})`).join(' & ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({ ...schema, type }, place)).join(' | ');
  }
  if (schema.type === 'array') return `Array<${typeOf(schema.items ?? {}, place)}>`;
  if (schema.type === 'object') return objectType(schema, place);
  if (schema.type === 'string' && schema.format === 'date-time' && place.isInput) {
    return 'string | Date';
  }
  return PLAIN[schema.type] ?? 'unknown';
}
