// Checks that two servers do the same work before they are compared.
import { isDeepStrictEqual } from 'node:util';
import { send } from './endpoints.mjs';

/** Returns the keys of JSON at every depth; for a list, those of its first item. */
function shapeOf(value) {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (value === null || typeof value !== 'object') return null;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, shapeOf(value[key])]));
}

/** Compares the first responses of two servers. Only servers that agree are comparable. */
export async function problemOf(endpoint, api, other) {
  if (endpoint.bytes) {
    if (!other.pictures) return `${other.name} has no pictures of its own here`;
    const [own, its] = await Promise.all(
      [api, other].map((side) => send(side.url, endpoint.requests(side)[0])),
    );
    return isDeepStrictEqual(own, its)
      ? undefined
      : `${other.name} answers ${its.status} otherwise`;
  }
  const answers = [];
  for (const side of [api, other]) {
    const { status, text, json } = await send(side.url, endpoint.requests(side)[0]);
    if (status !== 200 || !json) return `${side.name} answers ${status} ${text.slice(0, 200)}`;
    answers.push({ ...json, ...('next_cursor' in json && { next_cursor: null }) });
  }
  if (!isDeepStrictEqual(...answers.map(shapeOf))) return `${other.name} answers in another shape`;
  const isOther = other.local && endpoint.exact && !isDeepStrictEqual(...answers);
  return isOther ? `${other.name} answers with other values` : undefined;
}
