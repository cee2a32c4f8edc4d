// npm run smoke -- URL [--for SECONDS]: runs read-only smoke checks against an API.
import { smokeFor } from './deploy/smoke.mjs';
import { command } from './dev/command.mjs';

command({ for: '0' }, async (options, [url]) => {
  if (!URL.canParse(url ?? ''))
    throw new Error('Which API? npm run smoke -- https://api.example.com');
  const problems = await smokeFor(url, Number(options.for));
  for (const problem of problems) console.error(problem);
  console.log(`${url} ${problems.length === 0 ? 'passed' : 'failed'} the smoke test.`);
  if (problems.length > 0) process.exitCode = 1;
});
