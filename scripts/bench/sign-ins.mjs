// node scripts/bench/sign-ins.mjs: measures how long GET / waits during sign-ins, at the real password hash
// cost. Fails if any request waits longer than --worst milliseconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from '../dev/server.mjs';
import { fill, PASSWORD } from './seed.mjs';
import { withServers } from './server.mjs';

const { values: options } = parseArgs({
  options: {
    'at-once': { type: 'string', default: '8' },
    rounds: { type: 'string', default: '5' },
    worst: { type: 'string', default: '250' },
  },
});
const [atOnce, rounds, worst] = [options['at-once'], options.rounds, options.worst].map(Number);

/** Returns a request's duration in milliseconds and its status. */
async function timed(url, init) {
  const started = performance.now();
  const response = await fetch(url, init);
  await response.arrayBuffer();
  return { status: response.status, ms: performance.now() - started };
}

const signIn = (url, index) =>
  timed(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'CF-Connecting-IP': `198.18.0.${index + 1}` },
    body: JSON.stringify({ username: `bench${index}`, password: PASSWORD }),
  });

/** Requests `/` repeatedly until the sign-ins have finished. */
async function rootsBeside(url, signIns) {
  let areDone = false;
  const done = Promise.all(signIns).finally(() => {
    areDone = true;
  });
  const roots = [];
  while (!areDone) {
    roots.push((await timed(`${url}/`)).ms);
    await sleep(1);
  }
  return { roots, logins: await done };
}

const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** @returns whether every request was fast enough. */
async function measure({ db, urls: { api } }) {
  await fill(db, { models: 10, users: atOnce, bookings: 10 });
  await signIn(api, 0);
  const alone = (await signIn(api, 0)).ms;
  const found = [];
  for (let round = 0; round < rounds; round++) {
    const signIns = Array.from({ length: atOnce }, (_, index) => signIn(api, index));
    found.push(await rootsBeside(api, signIns));
  }
  const roots = found.flatMap((one) => one.roots);
  const logins = found.flatMap((one) => one.logins);
  const refused = logins.filter(({ status }) => status !== 200);
  const longest = Math.max(...roots);
  console.log(`a sign-in alone: ${alone.toFixed(0)} ms`);
  console.log(`${atOnce} at once: ${mean(logins.map(({ ms }) => ms)).toFixed(0)} ms in the mean`);
  console.log(
    `GET / beside them: ${mean(roots).toFixed(0)} ms in the mean, ${longest.toFixed(0)} ms at worst, of ${roots.length}`,
  );
  if (refused.length > 0) throw new Error(`${refused.length} sign-ins got ${refused[0].status}.`);
  return longest <= worst;
}

build();
const isServed = await withServers([{}], measure);
if (!isServed) console.error(`A request waited longer than ${worst} ms.`);
process.exit(isServed ? 0 : 1);
