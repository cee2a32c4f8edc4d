// Writes a measured table into a document, between <!-- name --> and <!-- /name -->.
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './local.mjs';

/** Replaces the named table in a file of the repository. */
export function writeTable(file, name, text) {
  const path = `${root}${file}`;
  const marked = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(\\n<!-- /${name} -->)`);
  const before = readFileSync(path, 'utf8');
  if (!marked.test(before)) throw new Error(`${file} has no markers for ${name}`);
  writeFileSync(
    path,
    before.replace(marked, (_, start, end) => `${start}\n${text}\n${end}`),
  );
  console.log(`Updated the table in ${file}.`);
}
