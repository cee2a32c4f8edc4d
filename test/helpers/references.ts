type Node = Record<string, unknown>;

/** Inlines a document's responses, parameters and headers. Schemas keep their names. */
export function withoutReferences<T extends object>(document: T): T {
  const resolve = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(resolve);
    if (typeof node !== 'object' || node === null) return node;
    const { $ref } = node as { $ref?: string };
    if ($ref && !$ref.startsWith('#/components/schemas/')) {
      const keys = $ref.slice(2).split('/');
      return resolve(keys.reduce<unknown>((at, key) => (at as Node)[key], document));
    }
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, resolve(child)]));
  };
  return resolve(document) as T;
}
