// npm run growth [-- 1000,10000,100000] [--write]: measures rows read and time per request as the catalogue
// grows.
// With --write, the rows read, and the time at the largest size, are written to docs/performance.md.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from './dev/local.mjs';
import { writeTable } from './dev/write-table.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
});
const vitest = `${root}node_modules/vitest/vitest.mjs`;
const env = { ...process.env, GROWTH: positionals[0] ?? '1000,10000,100000' };
let output = '';
// One after another, each with a database of its own: rows of the others would be counted.
for (const name of ['growth', 'growth-catalogue', 'growth-sweeps']) {
  const args = [vitest, 'run', '--reporter=default', `test/cost/${name}.ts`];
  const stdio = ['inherit', 'pipe', 'inherit'];
  const run = spawnSync(process.execPath, args, { cwd: root, env, stdio, encoding: 'utf8' });
  console.log(run.stdout);
  if (run.status !== 0) process.exit(run.status ?? 1);
  output += run.stdout;
}
if (!values.write) process.exit();

const [, rows, times] = /Rows read:\n\n([\s\S]+?)\n\n.*:\n\n([\s\S]+?)\n\n/.exec(output) ?? [];
if (!rows) throw new Error('The run printed no table.');
const lastOf = (line) => line.split('|').at(-2).trim();
const timesBelow = ['time, ×', ...times.split('\n').slice(1).map(lastOf)];
const table = rows.split('\n').map((line, index) => `${line} ${timesBelow[index]} |`);
writeTable('docs/performance.md', 'growth', table.join('\n'));

const [, worst] = /The most expensive requests[^\n]*:\n\n([\s\S]+?)\n\n/.exec(output) ?? [];
if (!worst) throw new Error('The run printed no table of the most expensive requests.');
writeTable('docs/performance.md', 'worst', worst);
