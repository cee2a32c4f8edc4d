// npm run growth [-- 1000,10000,100000] [--write]: measures rows read and time per request as the
// catalogue grows. With --write, the tables in docs/performance.md are replaced.
import { parseArgs } from 'node:util';
import { runTests, writeTables } from './dev/tables.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false } },
});
const [GROWTH = '1000,10000,100000'] = positionals;
// One after another, each with a database of its own: rows of the others would be counted.
const output = ['growth', 'growth-catalogue', 'growth-sweeps']
  .map((name) => runTests(`test/cost/${name}.ts`, { GROWTH }))
  .join('\n');
if (values.write) writeTables('docs/performance.md', output);
