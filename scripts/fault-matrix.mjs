// npm run fault-matrix: lives through every outage and writes what was seen into SECURITY.md.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './dev/local.mjs';

const vitest = `${root}node_modules/vitest/vitest.mjs`;
const args = ['run', 'test/faults/faults.test.ts'];
const env = { ...process.env, PRINT_FAULT_MATRIX: 'yes' };
const run = spawnSync(process.execPath, [vitest, ...args], { cwd: root, env, encoding: 'utf8' });
const table = /<matrix>\n([\s\S]*?)\n<\/matrix>/.exec(run.stdout)?.[1];
if (run.status !== 0 || !table) {
  console.error(run.stdout, run.stderr);
  process.exit(1);
}
const path = `${root}SECURITY.md`;
const marked = /(<!-- fault-matrix -->\n)[\s\S]*?(\n<!-- \/fault-matrix -->)/;
writeFileSync(path, readFileSync(path, 'utf8').replace(marked, `$1\n${table}\n$2`));
console.log('SECURITY.md has the matrix of this run.');
