import { describe, expect, it } from 'vitest';
import guide from '../../docs/architecture.md?raw';
import { operations } from '../../src/app';

const sources = import.meta.glob<string>('../../src/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** All hand-written files: the Worker, its tests and its scripts. */
const written = import.meta.glob<string>(
  [
    '../../{src,scripts,test}/**/*.{ts,mjs,js,css,sh,yaml}',
    '!../../test/consumers/{node_modules,generated}/**',
  ],
  { query: '?raw', import: 'default', eager: true },
);

interface Source {
  path: string;
  text: string;
  imports: string[];
}

/** The layers of the source, top first. A file imports from its own layer and those below. */
const FLOORS = [
  /^src\/(index|dispatch|maintenance|metrics-store)$/,
  /^src\/app$/,
  /^src\/middleware\//,
  /^src\/domains\//,
  /^src\/(http|openapi|cache|docs|pages)\//,
  /^src\/(outbox|db)\//,
  /^src\/((lib|i18n)\/|(env|errors)$)/,
];
const floorOf = (path: string) =>
  FLOORS.findIndex((floor) => floor.test(path.replace(/\.ts$/, '')));

const MAX_FILES_IN_FOLDER = 20;
const MAX_LINES = 250;

/** Returns imports, including type imports, as paths from the root or package names. */
function importsOf(path: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import) ['"]([^'"]+)['"]/g)].map(([, target = '']) =>
    target.startsWith('.') ? new URL(target, `file:///${path}`).pathname.slice(1) : target,
  );
}

const files: Source[] = Object.entries(sources).map(([key, text]) => {
  const path = key.replace(/^(\.\.\/)+/, '');
  return { path, text, imports: importsOf(path, text) };
});

const offenders = (rule: (file: Source) => boolean) => files.filter(rule).map(({ path }) => path);
const domainOf = (path: string) => /^src\/domains\/(\w+)\//.exec(path)?.[1];

describe('the architecture', () => {
  it('finds source files', () => expect(files.length).toBeGreaterThan(40));

  it('lets only repositories and src/db import drizzle', () => {
    const allowed = /^src\/db\/|\.repository\.ts$/;
    expect(
      offenders(
        ({ path, imports }) =>
          !allowed.test(path) && imports.some((one) => one.startsWith('drizzle-orm')),
      ),
    ).toEqual([]);
  });

  it('keeps repositories to their own domain', () => {
    expect(
      offenders(({ path, imports }) =>
        imports.some((one) => one.endsWith('.repository') && domainOf(one) !== domainOf(path)),
      ),
    ).toEqual([]);
  });

  it('keeps repositories out of routes and HTTP out of services', () => {
    expect(
      offenders(
        ({ path, imports }) =>
          path.endsWith('.routes.ts') && imports.some((one) => one.endsWith('.repository')),
      ),
    ).toEqual([]);
    expect(
      offenders(
        ({ path, imports, text }) =>
          /\.(service|repository|rules)\.ts$/.test(path) &&
          (imports.some((one) => one === 'hono' || one.startsWith('hono/')) ||
            /status: \d{3}|AppContext/.test(text)),
      ),
    ).toEqual([]);
  });

  it('imports downwards only, including type imports', () => {
    const worker = files.filter(({ path }) => !path.startsWith('src/client/'));
    expect(worker.filter(({ path }) => floorOf(path) < 0).map(({ path }) => path)).toEqual([]);
    const upwards = worker.flatMap(({ path, imports }) =>
      imports
        .filter((target) => target.startsWith('src/') && floorOf(target) < floorOf(path))
        .map((target) => `${path} -> ${target}`),
    );
    expect(upwards).toEqual([]);
  });

  it('has no import circles, including type imports', () => {
    const graph = new Map(
      files.map(({ path, imports }) => [path.replace(/\.ts$/, ''), imports] as const),
    );
    expect([...graph.values()].flat().length).toBeGreaterThan(200);
    const done = new Set<string>();
    const circleFrom = (path: string, trail: string[]): string[] | undefined => {
      if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
      if (done.has(path)) return undefined;
      for (const next of graph.get(path) ?? []) {
        const circle = circleFrom(next, [...trail, path]);
        if (circle) return circle;
      }
      done.add(path);
      return undefined;
    };
    expect([...graph.keys()].flatMap((path) => circleFrom(path, []) ?? [])).toEqual([]);
  });

  it('has no folder with more than 20 files', () => {
    const paths = Object.keys(
      import.meta.glob([
        '../../{src,scripts,test,migrations}/**/*',
        '!../../test/consumers/{node_modules,generated}/**',
      ]),
    );
    const folders = Map.groupBy(paths, (path) => path.replace(/\/[^/]*$/, ''));
    expect(folders.size).toBeGreaterThan(40);
    const crowded = [...folders].filter(([, { length }]) => length > MAX_FILES_IN_FOLDER);
    expect(crowded.map(([folder, { length }]) => `${folder}: ${length}`)).toEqual([]);
  });

  it('declares a route with its handler in 20 lines on average', () => {
    // Matches a call of `get` and so on, and the tables and helpers of similar routes.
    const STARTS = /^( *)(?:\w+\.(?:get|post|put|delete)\(|add\w+\(|const \w+ = \[)$/;
    const lines = files
      .filter(({ path }) => path.endsWith('.routes.ts'))
      .flatMap(({ text }) => text.split('\n'));
    let declared = 0;
    for (let at = 0; at < lines.length; at++) {
      const indent = STARTS.exec(lines[at] ?? '')?.[1];
      if (indent === undefined) continue;
      const end = lines.findIndex(
        (line, nth) =>
          nth > at &&
          line.startsWith(indent) &&
          /^[\])]/.test(line.trim()) &&
          !/^ /.test(line.slice(indent.length)),
      );
      declared += end - at + 1;
      at = end;
    }
    expect(declared).toBeGreaterThan(1000);
    expect(declared / operations.length).toBeLessThanOrEqual(20);
  });

  it('leads a write through at most 5 files of its domain and 10 in all, as the guide says', () => {
    const ROW = /^\| (\w[^|]*) \| ([^|]*`) \| ([^|]*`) \| \d+ \+ \d+ \|$/gm;
    const writes = [...guide.matchAll(ROW)].map(([, name, ...cells]) => {
      const named = cells.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, one]) => one));
      const found = named.flat().map((one) => files.find(({ path }) => path.endsWith(`/${one}`)));
      return { name, found, inside: named[0]?.length ?? 0 };
    });
    expect(writes.length).toBeGreaterThan(5);
    const wrong = writes.flatMap(({ name, found, inside }) => {
      const imported = found.flatMap((file) => file?.imports ?? []);
      const isReached = (file: Source | undefined) =>
        file?.path.endsWith('.routes.ts') || imported.includes(file?.path.slice(0, -3) ?? '');
      const strangers = found.filter((file) => !isReached(file)).map((file) => file?.path);
      const tooMany = inside > 5 || found.length > 10 ? ['too many files'] : [];
      return [...strangers, ...tooMany].map((problem) => `${name}: ${problem}`);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps rules pure', () => {
    expect(
      offenders(
        ({ path, text }) =>
          path.endsWith('.rules.ts') && /Date\.now|new Date\(\)|await |fetch\(/.test(text),
      ),
    ).toEqual([]);
  });

  it('keeps HTTP out of the plain helpers', () => {
    expect(
      offenders(
        ({ path, text }) =>
          path.startsWith('src/lib/') && /\b(Request|Response|Headers|fetch|status)\b/.test(text),
      ),
    ).toEqual([]);
  });

  it('keeps scripts and demo data out of the Worker', () => {
    expect(offenders(({ imports }) => imports.some((one) => one.includes('scripts/')))).toEqual([]);
  });

  it('keeps the client independent: front ends get nothing else', () => {
    const isClient = (path: string) => /^src\/client\//.test(path);
    expect(
      offenders(({ path, imports }) =>
        imports.some((one) => (isClient(path) ? !isClient(one) : isClient(one))),
      ),
    ).toEqual([]);
    expect(files.filter(({ path }) => isClient(path)).length).toBeGreaterThan(4);
  });

  it('imports zod as a namespace, which the bundle size depends on', () => {
    expect(offenders(({ text }) => /import \{[^}]*\} from 'zod'/.test(text))).toEqual([]);
  });

  it('has no file over 250 lines, including tests and scripts', () => {
    const isGenerated = (text: string) => text.startsWith('// Written by `npm run');
    expect(Object.keys(written).length).toBeGreaterThan(400);
    const long = Object.entries(written).filter(
      ([, text]) => !isGenerated(text) && text.split('\n').length > MAX_LINES + 1,
    );
    expect(long.map(([path]) => path)).toEqual([]);
  });
});
