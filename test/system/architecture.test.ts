import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>('../../src/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

interface Source {
  path: string;
  text: string;
  imports: string[];
}

/** Imports as paths from src, or package names. */
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

describe('the house', () => {
  it('is looked at', () => expect(files.length).toBeGreaterThan(40));

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

  it('never looks back up: lib and db know no domain, domains no app', () => {
    expect(
      offenders(
        ({ path, imports }) =>
          /^src\/(lib|i18n|db|http|openapi|cache|middleware)\//.test(path) &&
          path !== 'src/middleware/auth.ts' &&
          imports.some((one) => one.startsWith('src/domains/')),
      ),
    ).toEqual([]);
    expect(
      offenders(
        ({ path, imports }) =>
          path.startsWith('src/domains/') && imports.some((one) => /^src\/(app|index)$/.test(one)),
      ),
    ).toEqual([]);
  });

  it('keeps rules pure', () => {
    expect(
      offenders(
        ({ path, text }) =>
          path.endsWith('.rules.ts') && /Date\.now|new Date\(\)|await |fetch\(/.test(text),
      ),
    ).toEqual([]);
  });

  it('keeps scripts and demo data out of the Worker', () => {
    expect(offenders(({ imports }) => imports.some((one) => one.includes('scripts/')))).toEqual([]);
  });

  it('keeps the client to itself: front ends get nothing else', () => {
    const isClient = (path: string) => /^src\/client\//.test(path);
    expect(
      offenders(({ path, imports }) =>
        imports.some((one) => (isClient(path) ? !isClient(one) : isClient(one))),
      ),
    ).toEqual([]);
    expect(files.filter(({ path }) => isClient(path)).length).toBeGreaterThan(4);
  });

  it('takes zod as a namespace, which the bundle size depends on', () => {
    expect(offenders(({ text }) => /import \{[^}]*\} from 'zod'/.test(text))).toEqual([]);
  });

  it('has no file over 250 lines', () => {
    const isWritten = ({ text }: Source) => text.startsWith('// Written by `npm run');
    expect(offenders((file) => !isWritten(file) && file.text.split('\n').length > 251)).toEqual([]);
  });
});
