// npm run test:docs: checks that links, paths, commands and names in the Markdown files exist.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import test from 'node:test';
import { root } from '../../scripts/dev/local.mjs';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((name) => name && existsSync(root + name));
const read = (name) => readFileSync(root + name, 'utf8');
const { scripts } = JSON.parse(read('package.json'));

/** Every word in the code and its configuration. */
const CODE = /\.(ts|mjs|js|sh|sql|toml|json|yaml|yml)$|^\.|Dockerfile/;
const words = new Set(
  files
    .filter((name) => CODE.test(name) && !name.endsWith('package-lock.json'))
    .flatMap((name) => read(name).match(/\w+/g) ?? []),
);
const headings = (text) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const isPath = (code) =>
  /^[\w./*{},-]+\.(ts|mjs|md|sql|sh|toml|json|yml)$|^(src|test|scripts|docs|migrations)\//.test(
    code,
  );
/** Returns whether a path, or its end, matches a file or folder. `*` matches anything, `NNNN` a number. */
function exists(path) {
  const pattern = path
    .replace(/\/$/, '')
    .replaceAll('.', '\\.')
    .replaceAll('*', '[^/]*')
    .replaceAll('NNNN', '\\d+')
    .replace(/\{([^}]*)\}/g, (_, names) => `(${names.replaceAll(',', '|')})`);
  const end = new RegExp(`${path.startsWith('.') ? '' : '(^|/)'}${pattern}(/|$)`);
  return files.some((name) => end.test(name)) || existsSync(join(root, path));
}

/** A code-style name: camelCase, PascalCase or UPPER_CASE of at least two words. */
const NAME = /^([a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]+_[A-Z_\d]+)(?=\(|$)/;

/** Third-party names, and names invented for the guide to a new domain. */
const FOREIGN = /^(AsyncLocalStorage|getPlatformProxy)$|notice|<\w+>/i;

for (const name of files.filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md')) {
  const text = read(name);
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const codes = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);

  test(`${name}: links resolve`, () => {
    for (const [, target] of prose.matchAll(
      /\]\((?!https?:|mailto:|\.\.\/\.\.\/actions)([^)\s]+)\)/g,
    )) {
      const [path, anchor] = target.split('#');
      const file = path ? normalize(join(dirname(name), path)) : name;
      assert.ok(existsSync(root + file), `${target} is missing`);
      if (anchor && file.endsWith('.md')) {
        assert.ok(
          headings(read(file)).includes(decodeURIComponent(anchor)),
          `no heading ${target}`,
        );
      }
    }
  });

  test(`${name}: paths, commands and names exist`, () => {
    const unknown = [
      ...codes.filter((code) => isPath(code) && !FOREIGN.test(code) && !exists(code)),
      ...[...text.matchAll(/npm run ([\w:-]+)/g)]
        .filter(([, run]) => !(run in scripts))
        .map(([all]) => all),
      ...codes
        .flatMap((code) => NAME.exec(code)?.[1] ?? [])
        .filter((one) => !words.has(one) && !FOREIGN.test(one)),
    ];
    assert.deepEqual([...new Set(unknown)], []);
  });
}
