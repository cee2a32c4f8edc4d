// A table that a run has measured, in the document that shows it: between <!-- name --> and <!-- /name -->.
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './local.mjs';

/** Replaces the table of that name in a file of the repository. */
export function writeTable(file, name, text) {
  const path = `${root}${file}`;
  const marked = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(\\n<!-- /${name} -->)`);
  const before = readFileSync(path, 'utf8');
  if (!marked.test(before)) throw new Error(`${file} has no place for ${name}`);
  writeFileSync(
    path,
    before.replace(marked, (_, start, end) => `${start}\n${text}\n${end}`),
  );
  console.log(`${file} has the table of this run.`);
}
