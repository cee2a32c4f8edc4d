// Finds changes in an OpenAPI document that would break callers of the old one. Requests may become more
// permissive and responses may return more, never the reverse.
import { follow } from './references.mjs';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const LOWER = ['minimum', 'minLength', 'minItems', 'exclusiveMinimum'];
const UPPER = ['maximum', 'maxLength', 'maxItems', 'exclusiveMaximum'];

/** Normalizes "or null", which can be an alternative or a type. */
function withNull(schema, resolve) {
  const [first, none, ...others] = schema.anyOf ?? [];
  const one = none?.type === 'null' && others.length === 0 ? resolve(first) : {};
  if (typeof one.type !== 'string') return schema;
  const { anyOf, ...own } = schema;
  const values = one.enum && { enum: [...one.enum, null] };
  return { ...one, ...own, type: [one.type, 'null'], ...values };
}

/** Combines two schemas that both apply. The second adds to the fields of the first. */
function both(one, other, resolve) {
  const properties = { ...one.properties };
  for (const [name, field] of Object.entries(other.properties ?? {}))
    properties[name] = { ...resolve(properties[name]), ...resolve(field) };
  const required = [...(one.required ?? []), ...(other.required ?? [])];
  return { ...one, ...other, properties, required };
}

/** Returns a function that follows references and combines `allOf`. */
const resolverOf = (document) => {
  const resolve = ({ $ref, allOf, ...own } = {}) => {
    if ($ref) return { ...resolve(follow(document, $ref)), ...own };
    if (!allOf) return withNull(own, resolve);
    return allOf.map(resolve).reduce((one, other) => both(one, other, resolve), own);
  };
  return resolve;
};

const typesOf = ({ type, enum: values, const: value }) => {
  if (type !== undefined) return [type].flat();
  if (value !== undefined) return [typeof value];
  return values?.map((one) => (one === null ? 'null' : typeof one));
};
const valuesOf = (schema) => ('const' in schema ? [schema.const] : schema.enum);
const alternativesOf = ({ anyOf, oneOf }) => anyOf ?? oneOf;
const missing = (from = [], inside = []) => from.filter((one) => !inside.includes(one));

/** Returns parameters as the fields of a closed object. */
function fieldsOf(parameters = [], resolve) {
  const all = parameters.map(resolve).map((one) => ({ ...one, key: `${one.in} ${one.name}` }));
  return {
    properties: Object.fromEntries(all.map(({ key, schema }) => [key, schema])),
    required: all.flatMap(({ key, required }) => (required ? key : [])),
    additionalProperties: false,
  };
}

/** Returns the list of breaking changes; empty if there are none. */
export function breakingChanges(before, after) {
  const breaks = [];
  const [old, now] = [resolverOf(before), resolverOf(after)];

  function compareBounds(was, is, where) {
    for (const name of LOWER) {
      if ((is[name] ?? -Infinity) > (was[name] ?? -Infinity)) breaks.push(`${where}: ${name} rose`);
    }
    for (const name of UPPER) {
      if ((is[name] ?? Infinity) < (was[name] ?? Infinity)) breaks.push(`${where}: ${name} fell`);
    }
    for (const name of ['pattern', 'format', 'multipleOf', 'uniqueItems']) {
      if (is[name] && is[name] !== was[name]) breaks.push(`${where}: ${name} changed`);
    }
  }

  function compareFields(was, is, isRequest, where) {
    const [a, b] = [was.properties ?? {}, is.properties ?? {}];
    for (const [name, field] of Object.entries(a)) {
      if (b[name]) compare(field, b[name], isRequest, `${where}.${name}`);
      else if (!isRequest || is.additionalProperties === false)
        breaks.push(`${where}.${name} is gone`);
    }
    const changed = isRequest
      ? missing(is.required, was.required)
      : missing(was.required, is.required).filter((name) => b[name]);
    const verb = isRequest ? 'is required now' : 'may be missing now';
    breaks.push(...changed.map((name) => `${where}.${name} ${verb}`));
  }

  /**
   * Compares two schemas. Whatever the narrow one allows, the wide one must allow: in requests the wide one is
   * the new one, in responses the old one.
   */
  function compare(oldSchema, newSchema, isRequest, where) {
    const [was, is] = [old(oldSchema), now(newSchema)];
    const [narrow, wide] = isRequest ? [was, is] : [is, was];
    const [some, others] = [alternativesOf(narrow), alternativesOf(wide)];
    // Each of several alternatives must fit the one that there was, or that there is now.
    if (some && !others) {
      for (const one of some)
        compare(isRequest ? one : oldSchema, isRequest ? newSchema : one, isRequest, where);
      return;
    }
    if (some?.length !== others?.length) breaks.push(`${where}: the alternatives changed`);
    else
      for (const index of (some ?? []).keys()) {
        const [one, other] = [alternativesOf(was)[index], alternativesOf(is)[index]];
        compare(one, other, isRequest, `${where}|${index}`);
      }
    const types = typesOf(wide);
    const known = types?.includes('number') ? [...types, 'integer'] : types;
    if (types && (!typesOf(narrow) || missing(typesOf(narrow), known).length > 0))
      breaks.push(`${where}: type ${typesOf(was) ?? 'any'} became ${typesOf(is) ?? 'any'}`);
    const values = valuesOf(narrow) ?? ['any other value'];
    const added = valuesOf(wide) ? missing(values, valuesOf(wide)) : [];
    if (added.length > 0)
      breaks.push(`${where}: ${added.join(', ')} ${isRequest ? 'is refused now' : 'is new'}`);
    if (isRequest) compareBounds(was, is, where);
    compareFields(was, is, isRequest, where);
    if (was.items && is.items) compare(was.items, is.items, isRequest, `${where}[]`);
  }

  function compareContent(was = {}, is = {}, isRequest, where) {
    for (const [media, { schema }] of Object.entries(was)) {
      if (!is[media]) breaks.push(`${where} ${media} is gone`);
      else compare(schema, is[media].schema, isRequest, where);
    }
  }

  function compareOperation(was, is, where) {
    if (was.operationId !== is.operationId)
      breaks.push(`${where}: operationId ${was.operationId} became ${is.operationId}`);
    const isOpen = ({ security }) =>
      !security?.length || security.some((one) => Object.keys(one).length === 0);
    if (isOpen(was) && !isOpen(is)) breaks.push(`${where} needs a session now`);
    const [a, b] = [fieldsOf(was.parameters, old), fieldsOf(is.parameters, now)];
    compareFields(a, b, true, where);
    const [had, has] = [old(was.requestBody), now(is.requestBody)];
    if (has.required && !had.required) breaks.push(`${where}: the body is required now`);
    compareContent(had.content, has.content, true, `${where} body`);
    for (const [status, answer] of Object.entries(was.responses)) {
      const at = `${where} ${status}`;
      if (!is.responses[status]) breaks.push(`${at} is gone`);
      else compareContent(old(answer).content, now(is.responses[status]).content, false, at);
    }
  }

  for (const [path, methods] of Object.entries(before.paths)) {
    for (const method of METHODS.filter((name) => methods[name])) {
      const [was, is] = [methods[method], after.paths[path]?.[method]];
      const where = `${method.toUpperCase()} ${path}`;
      if (is) compareOperation(was, is, where);
      else breaks.push(`${where} is gone`);
    }
  }
  return [...new Set(breaks)];
}
