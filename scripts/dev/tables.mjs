// Measured tables: between <!-- name --> and <!-- /name -->, in a run's output as in a document.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './local.mjs';

/** Renders a Markdown table with its markers. All columns except the first are numbers. */
export function table(name, head, rows) {
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  const text = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return `<!-- ${name} -->\n\n${text}\n\n<!-- /${name} -->`;
}

/** Replaces the tables of a document with those of the same names in a run's output. */
export function writeTables(file, output) {
  const path = `${root}${file}`;
  let text = readFileSync(path, 'utf8');
  const found = [...output.matchAll(/<!-- ([\w-]+) -->[\s\S]+?<!-- \/\1 -->/g)];
  if (found.length === 0) throw new Error('The run printed no table.');
  for (const [block, name] of found) {
    const before = new RegExp(`<!-- ${name} -->[\\s\\S]+?<!-- /${name} -->`);
    if (!before.test(text)) throw new Error(`${file} has no markers for ${name}.`);
    text = text.replace(before, () => block);
    console.log(`Updated the table ${name} in ${file}.`);
  }
  writeFileSync(path, text);
}

/** Runs a test file. Returns its output if it is piped. Exits if a test fails. */
export function runTests(file, env, stdio = 'pipe') {
  const vitest = `${root}node_modules/vitest/vitest.mjs`;
  const args = [vitest, 'run', '--reporter=default', file];
  const { status, stdout } = spawnSync(process.execPath, args, {
    ...{ cwd: root, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: Infinity },
    stdio: ['inherit', stdio, 'inherit'],
  });
  if (stdout) console.log(stdout);
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}
