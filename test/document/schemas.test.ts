import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { buildDocument } from '../../src/openapi/document';

const built = buildDocument(operations, { title: 'test', version: '0' }, 'en');
const document = JSON.parse(JSON.stringify(built));

interface Node {
  enum?: unknown[];
  properties?: Record<string, object>;
  $ref?: string;
}

/**
 * Returns what a schema should state once, without its texts: a list of values, or an object of several
 * fields.
 */
function shapeOf({ enum: values, properties }: Node): string | undefined {
  if (values && values.length > 1) return JSON.stringify(values);
  if (!properties || Object.keys(properties).length < 3) return undefined;
  return JSON.stringify(properties, (key, value) =>
    key === 'description' || key === 'examples' ? undefined : value,
  );
}

/** Returns every schema of the document by its path. Examples are data. */
function nodesIn(node: unknown, where = ''): [string, Node][] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.entries(node).flatMap(([key, child]) =>
    /^examples?$|^x-/.test(key) ? [] : nodesIn(child, `${where}/${key}`),
  );
  return [[where, node], ...inner];
}

const nodes = nodesIn(document);

describe('the schemas of the document', () => {
  it('state repeated parts once, under a name', () => {
    const places = new Map<string, string[]>();
    for (const [where, node] of nodes) {
      const shape = shapeOf(node);
      if (shape) places.set(shape, [...(places.get(shape) ?? []), where]);
    }
    expect(places.size).toBeGreaterThan(80);
    // Two named schemas, such as for creating and changing, differ in their required fields.
    const isNamed = (where: string) => /^\/components\/schemas\/\w+$/.test(where);
    const twice = [...places.values()].filter((all) => all.length > 1 && !all.every(isNamed));
    expect(twice).toEqual([]);
  });

  it.each([
    ...['BookingStatus', 'Board', 'Gender', 'Role', 'ErrorCode', 'EventType', 'PictureKind'],
    ...['Envelope', 'BookingEnvelope', 'Problem', 'ValidationProblem', 'FieldProblem'],
    ...['BookingConflict', 'TransitionConflict', 'QuotaConflict', 'PictureSetConflict'],
  ])('name %s and refer to it', (name) => {
    expect(document.components.schemas).toHaveProperty(name);
    const to = `#/components/schemas/${name}`;
    expect(nodes.some(([, node]) => node.$ref === to)).toBe(true);
  });

  it('resolve every reference', () => {
    const targets = nodes.flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(targets.length).toBeGreaterThan(500);
    const isThere = (ref: string) =>
      ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at?.[key], document) !== undefined;
    expect([...new Set(targets)].filter((ref) => !isThere(ref))).toEqual([]);
  });
});
