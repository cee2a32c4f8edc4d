// Finds changes in an OpenAPI document that would break callers of the old one. Requests may become more
// permissive and responses may return more, never the reverse.

import { follow } from './references.mjs';

/** @typedef {'request' | 'answer'} Direction */

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
  const fields = Object.entries(other.properties ?? {}).map(([name, field]) => [
    name,
    { ...resolve(one.properties?.[name]), ...resolve(field) },
  ]);
  const required = [...new Set([...(one.required ?? []), ...(other.required ?? [])])];
  const properties = { ...one.properties, ...Object.fromEntries(fields) };
  return { ...one, ...other, properties, required };
}

const resolverOf = (document) => {
  const resolve = (node = {}) => {
    if (node.$ref) {
      const { $ref, ...own } = node;
      return { ...resolve(follow(document, $ref)), ...own };
    }
    if (!node.allOf) return withNull(node, resolve);
    const { allOf, ...own } = node;
    return allOf.map(resolve).reduce((one, other) => both(one, other, resolve), own);
  };
  return resolve;
};

const typesOf = ({ type, enum: values, const: value }) => {
  if (type !== undefined) return [type].flat();
  if (value !== undefined) return [typeof value];
  return values ? [...new Set(values.map((one) => (one === null ? 'null' : typeof one)))] : [];
};
const valuesOf = (schema) => ('const' in schema ? [schema.const] : schema.enum);
const missing = (from, inside) => from.filter((one) => !inside.includes(one));

/** Returns the list of breaking changes; empty if there are none. */
export function breakingChanges(before, after) {
  const breaks = [];
  const [old, now] = [resolverOf(before), resolverOf(after)];

  function compareTypes(was, is, direction, where) {
    const [a, b] = [typesOf(was), typesOf(is)];
    const numbers = (types) => (types.includes('number') ? [...types, 'integer'] : types);
    const lost = direction === 'request' ? missing(a, numbers(b)) : missing(b, numbers(a));
    if (b.length === 0 && direction === 'request') return;
    if (a.length === 0 && direction === 'answer') return;
    if (lost.length > 0 || (a.length === 0) !== (b.length === 0)) {
      breaks.push(`${where}: type ${a.join('|') || 'any'} became ${b.join('|') || 'any'}`);
    }
  }

  function compareValues(was, is, direction, where) {
    const [a, b] = [valuesOf(was), valuesOf(is)];
    const [narrow, wide] = direction === 'request' ? [b, a] : [a, b];
    if (!narrow) return;
    const gone = wide ? missing(wide, narrow) : ['any other value'];
    const verb = direction === 'request' ? 'is refused now' : 'is new';
    if (gone.length > 0) breaks.push(`${where}: ${gone.join(', ')} ${verb}`);
  }

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

  function compareObjects(was, is, direction, where) {
    const [a, b] = [was.properties ?? {}, is.properties ?? {}];
    const open = is.additionalProperties !== false;
    for (const name of Object.keys(a)) {
      const at = `${where}.${name}`;
      if (b[name]) compare(a[name], b[name], direction, at);
      else if (direction === 'answer' || !open) breaks.push(`${at} is gone`);
    }
    const [had, has] = [was.required ?? [], is.required ?? []];
    const changed = direction === 'request' ? missing(has, had) : missing(had, has);
    const verb = direction === 'request' ? 'is required now' : 'may be missing now';
    for (const name of changed)
      if (a[name] || direction === 'request') breaks.push(`${where}.${name} ${verb}`);
  }

  function compareAlternatives(was, is, direction, where) {
    const [a, b] = [was, is].map(({ anyOf, oneOf }) => anyOf ?? oneOf ?? []);
    if (a.length === 0 && b.length === 0) return;
    const same = a.length === b.length;
    if (!same)
      breaks.push(`${where}: there are ${b.length || 'no'} alternatives, ${a.length} before`);
    else
      for (const [index, one] of a.entries())
        compare(one, b[index], direction, `${where}|${index}`);
  }

  /** @param {Direction} direction */
  function compare(oldSchema, newSchema, direction, where) {
    const [was, is] = [old(oldSchema), now(newSchema)];
    const alternatives = is.oneOf ?? is.anyOf;
    // One kind of response became several: each must be compatible with the old one.
    if (direction === 'answer' && alternatives && !was.oneOf && !was.anyOf) {
      for (const one of alternatives) compare(oldSchema, one, direction, where);
      return;
    }
    compareTypes(was, is, direction, where);
    compareValues(was, is, direction, where);
    if (direction === 'request') compareBounds(was, is, where);
    compareObjects(was, is, direction, where);
    compareAlternatives(was, is, direction, where);
    if (was.items && is.items) compare(was.items, is.items, direction, `${where}[]`);
  }

  function compareParameters(was, is, where) {
    const key = (one) => `${one.in} ${one.name}`;
    const [a, b] = [(was ?? []).map(old), (is ?? []).map(now)];
    for (const one of a) {
      const other = b.find((candidate) => key(candidate) === key(one));
      const at = `${where} ${one.in} ${one.name}`;
      if (!other) breaks.push(`${at} is gone`);
      else if (other.required && !one.required) breaks.push(`${at} is required now`);
      if (other) compare(one.schema, other.schema, 'request', at);
    }
    for (const one of b) {
      const isNew = !a.some((candidate) => key(candidate) === key(one));
      if (isNew && one.required) breaks.push(`${where} ${one.in} ${one.name} is new and required`);
    }
  }

  function compareContent(was = {}, is = {}, direction, where) {
    for (const [media, { schema }] of Object.entries(was)) {
      if (!is[media]) breaks.push(`${where} ${media} is gone`);
      else compare(schema, is[media].schema, direction, where);
    }
  }

  function compareOperation(was, is, where) {
    if (was.operationId !== is.operationId) {
      breaks.push(`${where}: operationId ${was.operationId} became ${is.operationId}`);
    }
    const isOpen = ({ security }) =>
      !security?.length || security.some((one) => Object.keys(one).length === 0);
    if (isOpen(was) && !isOpen(is)) breaks.push(`${where} needs a session now`);
    compareParameters(was.parameters, is.parameters, where);
    const [had, has] = [old(was.requestBody), now(is.requestBody)];
    if (has.required && !had.required) breaks.push(`${where}: the body is required now`);
    compareContent(had.content, has.content, 'request', `${where} body`);
    for (const [status, answer] of Object.entries(was.responses)) {
      const at = `${where} ${status}`;
      if (!is.responses[status]) breaks.push(`${at} is gone`);
      else compareContent(old(answer).content, now(is.responses[status]).content, 'answer', at);
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
