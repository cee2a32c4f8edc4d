// node scripts/bench/sign-ins.mjs: measures how long GET / waits beside eight sign-ins at the real
// cost of a password. Fails if a request waits longer than --worst milliseconds.
import { parseArgs } from 'node:util';
import { root } from '../dev/local.mjs';
import { signIn } from './endpoints.mjs';
import { start } from './server.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    worst: { type: 'string', default: '250' },
  },
});

const { url, stop } = await start(root);
await signIn(url, 0);
const waits = [];
for (let round = 0; round < Number(values.rounds); round++) {
  let areDone = false;
  const signIns = Promise.all(Array.from({ length: 8 }, (_, number) => signIn(url, number)));
  signIns.finally(() => {
    areDone = true;
  });
  while (!areDone) {
    const started = performance.now();
    await (await fetch(url)).text();
    waits.push(performance.now() - started);
  }
  await signIns;
}
const worst = Math.max(...waits);
console.log(
  `GET / beside 8 sign-ins: ${worst.toFixed(0)} ms at worst, of ${waits.length} requests`,
);
await stop();
process.exit(worst <= Number(values.worst) ? 0 : 1);
