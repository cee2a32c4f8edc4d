// References within an OpenAPI document.

/** Returns the part of a document that a `$ref` names. */
export const follow = (document, $ref) =>
  $ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at?.[key], document);

export const nameOf = ($ref) => $ref.split('/').at(-1);

/** Returns the names of all schemas that a part of the document references, directly or indirectly. */
export function schemasIn(document, part, found = new Set()) {
  for (const [name, value] of Object.entries(part ?? {})) {
    if (name === '$ref' && !found.has(value)) {
      found.add(value);
      schemasIn(document, follow(document, value), found);
    } else if (typeof value === 'object') schemasIn(document, value, found);
  }
  const refs = [...found].filter((ref) => ref.startsWith('#/components/schemas/'));
  return new Set(refs.map(nameOf));
}
