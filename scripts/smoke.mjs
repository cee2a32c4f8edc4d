// npm run smoke -- URL [--for SECONDS]: whether an API answers as it has to. Writes nothing.
import { parseArgs } from 'node:util';
import { smokeFor } from './deploy/smoke.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { for: { type: 'string', default: '0' } },
});
const [url] = positionals;
if (!URL.canParse(url ?? '')) {
  console.error('Which API? npm run smoke -- https://api.example.com');
  process.exit(2);
}
const problems = await smokeFor(url, Number(values.for));
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? `${url} answers as it has to.` : `${url} does not.`);
process.exitCode = problems.length === 0 ? 0 : 1;
