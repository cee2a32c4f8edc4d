// npm run fuzz: random sequences of requests against the document, by a seed that replays them.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const { FUZZ_SEED = String(randomInt(2 ** 31)), FUZZ_RUNS = '300' } = process.env;
const root = fileURLToPath(new URL('..', import.meta.url));

console.log(
  `Seed ${FUZZ_SEED}, ${FUZZ_RUNS} sequences. To replay: FUZZ_SEED=${FUZZ_SEED} npm run fuzz`,
);

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', 'test/attacks/fuzz.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED, FUZZ_RUNS },
});
child.on('exit', (code) => process.exit(code ?? 1));
