import { expect, it } from 'vitest';

const sources = import.meta.glob<string>('../../src/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Each file's imports from src, type imports included. */
const imports = new Map(
  Object.entries(sources).map(([path, text]) => {
    const targets = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, target = '']) => {
      const { pathname } = new URL(target, `file:///root/${path.replace('../../', '')}`);
      return `../../${pathname.replace('/root/', '')}.ts`;
    });
    return [path, targets.filter((target) => target in sources)];
  }),
);

/** The first circle that can be reached from a file, as the path of files that closes it. */
function circleFrom(path: string, trail: string[], done: Set<string>): string[] | undefined {
  if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
  if (done.has(path)) return undefined;
  for (const next of imports.get(path) ?? []) {
    const circle = circleFrom(next, [...trail, path], done);
    if (circle) return circle;
  }
  done.add(path);
  return undefined;
}

it('has no import circles, type imports included', () => {
  expect([...imports.values()].flat().length).toBeGreaterThan(200);
  const done = new Set<string>();
  const circles = [...imports.keys()].map((path) => circleFrom(path, [], done));
  expect(circles.filter((circle) => circle !== undefined)).toEqual([]);
});
