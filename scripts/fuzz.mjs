// npm run fuzz: sends random sequences of requests generated from the OpenAPI document.
// npm run fuzz:pictures: uploads files that were tampered with. A seed replays either.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const {
  FUZZ_SEED = String(randomInt(2 ** 31)),
  FUZZ_RUNS = '300',
  FUZZ_PICTURES = '25000',
} = process.env;
const pictures = process.argv[2] === 'pictures';
const root = fileURLToPath(new URL('..', import.meta.url));

const [what, script] = pictures
  ? [`${FUZZ_PICTURES} files`, 'fuzz:pictures']
  : [`${FUZZ_RUNS} sequences`, 'fuzz'];
console.log(`Seed ${FUZZ_SEED}, ${what}. To replay: FUZZ_SEED=${FUZZ_SEED} npm run ${script}`);

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const file = pictures ? 'test/pictures/image-fuzz.test.ts' : 'test/attacks/fuzz.test.ts';
const child = spawn(process.execPath, [vitest, 'run', file], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED, FUZZ_RUNS, FUZZ_PICTURES },
});
child.on('exit', (code) => process.exit(code ?? 1));
