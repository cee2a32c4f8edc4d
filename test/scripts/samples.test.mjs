// npm run test:docs: compiles the TypeScript samples in the Markdown files, and parses the shell samples.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { root } from '../../scripts/dev/local.mjs';

const files = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n');
const read = (name) => readFileSync(join(root, name), 'utf8');
const { scripts } = JSON.parse(read('package.json'));

/** Returns a file's samples in a language. All other lines are blank, so that line numbers stay. */
function samplesOf(text, language) {
  const fence = new RegExp(`^ *\`\`\`(${language})$`);
  const samples = [];
  let current;
  for (const [at, line] of text.split('\n').entries()) {
    if (!current && fence.test(line)) {
      current = Array(at + 1).fill('');
      samples.push(current);
    } else if (/^ *```$/.test(line)) current = undefined;
    else current?.push(line);
  }
  return samples.map((lines) => lines.join('\n'));
}

/** Returns several samples as one module, each at its own lines. */
const merge = (samples) =>
  samples.reduce((all, one) => all + one.slice(all.split('\n').length - 1), '');

const SOURCE = '../../src';
/**
 * What samples take from the text around them. A list has an item for each sample of the file, and each
 * sample is a module of the Worker. All other files are one module, of a front end.
 */
const CONTEXT = {
  'docs/packages.md': `import { createClient } from 'model-agency-client'; declare const token: string;`,
  'docs/events-and-webhooks.md': `declare const secret: string, rawBody: string, headers: Record<string, string>;`,
  'docs/architecture.md': [
    `import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
     import * as column from '${SOURCE}/db/columns'; import { users } from '${SOURCE}/db/schema';`,
    `import * as z from 'zod'; import { described, isoTime, text } from '${SOURCE}/http/input/field-schemas';
     import { DEMO as IDS } from '${SOURCE}/openapi/demo-ids'; const DEMO = { ...IDS, notice: '' };`,
    `import { desc, eq } from 'drizzle-orm'; import type { Database } from '${SOURCE}/db/client';
     import { commit, type PendingRecord } from '${SOURCE}/db/idempotency-records';
     import { isAfterCursor } from '${SOURCE}/db/queries/keyset';
     import { type PageRequest, readPage, totalWithin } from '${SOURCE}/db/queries/pagination';
     import { type Placeholders, preparedQuery } from '${SOURCE}/db/queries/prepared-queries';
     import { notices } from './sample-0'; type NewNotice = typeof notices.$inferInsert;`,
  ],
};

/** Compiles modules with the settings of a project. Returns the compiler's messages. */
function compile(name, modules, settings) {
  const folder = join(root, 'dist', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(modules)) writeFileSync(join(folder, file), text);
  const { extends: base, ...compilerOptions } = settings;
  const config = { extends: base, compilerOptions, include: ['*.ts'] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });
  return status === 0 ? '' : stdout;
}

const common = { noEmit: true, declaration: false, moduleDetection: 'force', rootDir: '../..' };
const unused = { noUnusedLocals: false, noUnusedParameters: false };

const samples = Object.fromEntries(
  files
    .map((name) => [name, samplesOf(read(name), 'ts|typescript|js|javascript')])
    .filter(([, found]) => found.length > 0),
);
const oneLine = (text) => text.replace(/\n\s*/g, ' ');

test('TypeScript samples for front ends compile against the client', () => {
  const modules = Object.entries(samples)
    .filter(([name]) => !Array.isArray(CONTEXT[name]))
    .map(([name, found]) => [
      `${name.replaceAll('/', '-')}.ts`,
      oneLine(CONTEXT[name] ?? '') + merge(found),
    ]);
  assert.ok(modules.length > 2);
  const paths = {
    'model-agency-client': ['../../src/client/index.ts'],
    'model-agency-client/webhooks': ['../../src/client/webhooks.ts'],
  };
  const settings = { extends: '../../src/client/tsconfig.json', ...common, ...unused, paths };
  assert.equal(compile('samples-client', Object.fromEntries(modules), settings), '');
});

test('TypeScript samples of the Worker compile against the Worker', () => {
  const modules = Object.entries(samples)
    .filter(([name]) => Array.isArray(CONTEXT[name]))
    .flatMap(([name, found]) => {
      assert.equal(found.length, CONTEXT[name].length, `${name}: a context for each sample`);
      return found.map((text, at) => [`sample-${at}.ts`, oneLine(CONTEXT[name][at]) + text]);
    });
  assert.ok(modules.length > 2);
  const settings = { extends: '../../tsconfig.json', ...common, ...unused };
  assert.equal(compile('samples-worker', Object.fromEntries(modules), settings), '');
});

/** Commands of npm that take a script's name, or are one. */
const NPM_SCRIPT = /\bnpm (?:run ([\w:-]+)|(start|test)\b)/g;
const PATH = /(?<![\w./:-])(?:src|test|scripts|docs)\/[\w./-]*\w/g;

for (const name of files) {
  const found = samplesOf(read(name), 'sh|bash|shell|console');
  if (found.length === 0) continue;
  test(`${name}: shell samples parse, and their scripts and paths exist`, () => {
    for (const text of found) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      assert.equal(status, 0, stderr);
      const missing = [
        ...[...text.matchAll(NPM_SCRIPT)]
          .filter(([, run, own]) => !((run ?? own) in scripts))
          .map(([all]) => all),
        ...(text.match(PATH) ?? []).filter((path) => !existsSync(join(root, path))),
      ];
      assert.deepEqual(missing, []);
    }
  });
}
