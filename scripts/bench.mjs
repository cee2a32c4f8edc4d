// npm run bench: compares the built Worker with a floor without a framework, on the same database and in the
// same workerd, in interleaved rounds. On another machine, only the ratios are meaningful.
//   npm run bench -- --only root,listing --rounds 3 --seconds 1
//   npm run bench -- --write     writes the ratios to docs/performance.md
//   npm run bench -- --baseline ../before     also runs another checkout's build, as after git worktree add
//   BENCH_PEER=name=http://localhost:8000,other=… npm run bench     also runs other servers of the contract
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { problemOf } from './bench/compare.mjs';
import { ENDPOINTS, peerOf, sideOf } from './bench/endpoints.mjs';
import { drive } from './bench/load.mjs';
import { againstBaseline, ratios, report } from './bench/report.mjs';
import { fill, fillPictures, PASSWORD } from './bench/seed.mjs';
import { withServers } from './bench/server.mjs';
import { root } from './dev/local.mjs';
import { build } from './dev/server.mjs';
import { writeTable } from './dev/write-table.mjs';

const COUNTS = { models: 10_000, users: 2000, bookings: 20_000 };
const SIGNED_IN = 8;
// The fewest requests per round, however long they take.
const LEAST = 8;
const FLOOR = ['floor', 'floor-sql', 'floor-tokens', 'floor-views'];

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: ENDPOINTS.map(({ name }) => name).join(',') },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2.5' },
    write: { type: 'boolean', default: false },
    baseline: { type: 'string' },
  },
});
const [rounds, seconds] = [Number(options.rounds), Number(options.seconds)];
if (!(rounds > 0 && seconds > 0)) throw new Error('--rounds and --seconds take numbers above 0.');
const names = options.only.split(',');
const unknown = names.filter((name) => !ENDPOINTS.some((endpoint) => endpoint.name === name));
if (unknown.length > 0) throw new Error(`There is no endpoint called ${unknown.join(', ')}.`);
const endpoints = ENDPOINTS.filter(({ name }) => names.includes(name));

const note = (text) => process.stderr.write(`${text}\n`);

/** Warms a side up with growing rounds and returns its rate. */
async function warmUp(endpoint, side) {
  let amount = LEAST;
  for (const share of [0.25, 1]) {
    const { rate } = await drive(endpoint, side, amount);
    amount = Math.max(LEAST, Math.round(rate * seconds * share));
  }
  return (await drive(endpoint, side, amount)).rate;
}

/** Returns the number of requests per round for each side. */
async function amountsOf(endpoint, sides) {
  const rates = [];
  for (const side of sides) rates.push(await warmUp(endpoint, side));
  const local = Math.min(...rates.slice(0, 2));
  return sides.map((side, index) => {
    const rate = endpoint.together && side.local ? local : rates[index];
    return Math.max(LEAST, Math.round(rate * seconds));
  });
}

async function measure(endpoint, sides) {
  const amounts = await amountsOf(endpoint, sides);
  const found = sides.map(() => []);
  for (let round = 0; round < (endpoint.fewer ? Math.min(rounds, 3) : rounds); round++) {
    for (const [index, side] of sides.entries()) {
      found[index].push(await drive(endpoint, side, amounts[index]));
    }
  }
  return found;
}

async function peers(missing) {
  const found = [];
  for (const pair of (process.env.BENCH_PEER ?? '').split(',').filter(Boolean)) {
    const [name, url] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    try {
      found.push(await peerOf(name, url.replace(/\/+$/, ''), PASSWORD));
    } catch (error) {
      missing.push(`${name}: ${error.message}`);
    }
  }
  return found;
}

/**
 * Fills a server's database with a checkout's own script and signs its users in, the second half as admins.
 */
async function sideWith(name, { db, urls }, { fill, PASSWORD }) {
  await fill(db, COUNTS);
  const accounts = Array.from({ length: SIGNED_IN }, (_, index) => ({
    username: `bench${index}`,
    password: PASSWORD,
  }));
  const admins = JSON.stringify(accounts.slice(SIGNED_IN / 2).map(({ username }) => username));
  // Clients have a limit on open requests; admins do not.
  await db
    .prepare("UPDATE users SET role = 'admin' WHERE username IN (SELECT value FROM json_each(?))")
    .bind(admins)
    .run();
  return { ...(await sideOf(name, urls.api, accounts)), local: true };
}

/** Returns the script that fills a checkout's database. Version 1.0.0 has another name for it. */
function seedOf(checkout) {
  const [file] = ['seed', 'fill']
    .map((name) => resolve(checkout, `scripts/bench/${name}.mjs`))
    .filter(existsSync);
  return import(pathToFileURL(file).href);
}

const baseline = options.baseline && resolve(options.baseline);
note('Building the Worker …');
for (const checkout of [root, ...(baseline ? [baseline] : [])]) build(checkout);
const servers = [
  { others: { floor: FLOOR.map((name) => `${root}scripts/bench/${name}.mjs`) } },
  ...(baseline ? [{ checkout: baseline }] : []),
];
await withServers(servers, async (ours, before) => {
  note(`Filling D1 with ${Object.values(COUNTS).join(', ')} rows …`);
  const api = await sideWith('api', ours, { fill, PASSWORD });
  api.pictures = await fillPictures(ours.db, ours.bucket);
  const floor = { ...api, name: 'floor', url: ours.urls.floor };
  const old = before && (await sideWith('baseline', before, await seedOf(baseline)));
  const missing = [];
  const others = await peers(missing);
  const results = [];
  for (const endpoint of endpoints) {
    const problem = await problemOf(endpoint, api, floor);
    if (problem) throw new Error(`${endpoint.name}: ${problem}`);
    const sides = [api, floor];
    // The baseline may have answered differently, and it has no pictures.
    if (old && !endpoint.bytes) sides.push(old);
    for (const peer of others) {
      const reason = await problemOf(endpoint, api, peer);
      if (reason) missing.push(`${endpoint.name}: ${reason}`);
      else sides.push(peer);
    }
    note(`Measuring ${endpoint.name} …`);
    results.push({ endpoint, sides, found: await measure(endpoint, sides) });
  }
  console.log(`\n${report(results)}`);
  if (old) console.log(`\n${againstBaseline(results)}`);
  if (options.write) writeTable('docs/performance.md', 'bench', ratios(results));
  if (options.write && old) {
    writeTable('docs/performance.md', 'baseline', againstBaseline(results));
  }
  if (missing.length > 0) console.log(`\nNot measured:\n\n- ${missing.join('\n- ')}`);
});
