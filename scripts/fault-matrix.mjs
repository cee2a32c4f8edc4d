// npm run fault-matrix: runs every call during every outage and writes the results into SECURITY.md.
import { spawnSync } from 'node:child_process';
import { root } from './dev/local.mjs';
import { writeTable } from './dev/write-table.mjs';

const vitest = `${root}node_modules/vitest/vitest.mjs`;
const args = ['run', 'test/faults/faults.test.ts'];
const env = { ...process.env, PRINT_FAULT_MATRIX: 'yes' };
const run = spawnSync(process.execPath, [vitest, ...args], { cwd: root, env, encoding: 'utf8' });
const table = /<matrix>\n([\s\S]*?)\n<\/matrix>/.exec(run.stdout)?.[1];
if (run.status !== 0 || !table) {
  console.error(run.stdout, run.stderr);
  process.exit(1);
}
writeTable('SECURITY.md', 'fault-matrix', table);
