// npm run smoke -- URL [--for SECONDS]: runs read-only smoke checks against an API.
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
console.log(
  problems.length === 0 ? `${url} passed the smoke test.` : `${url} failed the smoke test.`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
