// npm run fuzz: sends random sequences of requests generated from the OpenAPI document.
// npm run fuzz:pictures: uploads files that were tampered with. A seed replays either.
import { randomInt } from 'node:crypto';
import { runTests } from './dev/tables.mjs';

const {
  FUZZ_SEED = String(randomInt(2 ** 31)),
  FUZZ_RUNS = '300',
  FUZZ_PICTURES = '25000',
} = process.env;
const [amount, script, file] =
  process.argv[2] === 'pictures'
    ? [`${FUZZ_PICTURES} files`, 'fuzz:pictures', 'test/pictures/image-fuzz.test.ts']
    : [`${FUZZ_RUNS} sequences`, 'fuzz', 'test/attacks/fuzz.test.ts'];
console.log(`Seed ${FUZZ_SEED}, ${amount}. To replay: FUZZ_SEED=${FUZZ_SEED} npm run ${script}`);
runTests(file, { FUZZ_SEED, FUZZ_RUNS, FUZZ_PICTURES }, 'inherit');
