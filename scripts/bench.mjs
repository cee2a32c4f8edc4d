import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ENDPOINTS, tokensOf } from './bench/endpoints.mjs';
import { drive } from './bench/load.mjs';
import { start } from './bench/server.mjs';
import { root } from './dev/local.mjs';
import { table, writeTables } from './dev/tables.mjs';

const HELP = `npm run bench -- [options]: measures the CPU time of requests to the built Worker as a
multiple of a bare Worker's, which answers a constant. They take turns, round by round. Linux only.

  --only root,listing   these endpoints: ${Object.keys(ENDPOINTS).join(', ')}
  --rounds 5            rounds for each endpoint
  --seconds 2.5         how long a round takes, about
  --baseline DIR        also measures another checkout, with its packages installed
  --write               writes the tables to docs/performance.md`;

/** The CPU time that an endpoint may take, as a multiple of version 1.0.0's. */
const TARGETS = { root: 0.85, listing: 0.75, bookings: 0.9, 'booking-create': 0.8 };

// The fewest requests per round, however long they take.
const LEAST = 8;

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(ENDPOINTS).join() },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2.5' },
    baseline: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}
const [rounds, seconds] = [Number(options.rounds), Number(options.seconds)];
if (!(rounds > 0 && seconds > 0)) throw new Error('--rounds and --seconds take numbers above 0.');
const names = options.only.split(',');
const unknown = names.filter((name) => !Object.hasOwn(ENDPOINTS, name));
if (unknown.length > 0) throw new Error(`There is no endpoint called ${unknown.join(', ')}.`);

/** Returns how many requests a side answers in a round, once it is warm. */
async function warmUp(send) {
  let amount = LEAST;
  for (const share of [0.25, 1, 1]) {
    const { rate } = await send(amount);
    amount = Math.max(LEAST, Math.round(rate * seconds * share));
  }
  return amount;
}

/** Returns rounds, each a list of what the sides needed. The first side is the bare Worker. */
async function measure(request, sides) {
  const sends = sides.map(({ url, tokens }) => {
    return (amount) => drive(url, (number) => request(tokens, number), amount);
  });
  const amounts = [];
  for (const send of sends) amounts.push(await warmUp(send));
  // Stored bookings and sessions make the next ones dearer, so all builds get the same number.
  const [bare, ...builds] = amounts;
  const all = [bare, ...builds.fill(Math.min(...builds))];
  const found = [];
  for (let round = 0; round < rounds; round++) {
    const costs = [];
    for (const [index, send] of sends.entries()) costs.push(await send(all[index]));
    found.push(costs);
  }
  return found;
}

const three = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
const show = (number) => number.toLocaleString('en', three);
const sorted = (values) => values.sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];

/** Returns the median of the rounds' ratios of CPU time, and their range. */
function ratio(found, side, other) {
  const ratios = sorted(found.map((costs) => costs[side].cpu / costs[other].cpu));
  return [show(median(ratios)), `${show(ratios[0])} … ${show(ratios.at(-1))}`];
}

const report = (name, side, costs) => {
  const [cpu, rate, p99] = ['cpu', 'rate', 'p99'].map((field) =>
    median(costs.map((cost) => cost[field])),
  );
  console.log(`${name}, ${side}: ${show(cpu)} ms CPU, ${Math.round(rate)}/s, p99 ${p99} ms`);
};

console.log('Building, and filling D1 …');
const ours = await start(root);
const tokens = await tokensOf(ours.url);
const sides = [
  { name: 'bare', url: ours.bareUrl, tokens, hasPictures: true },
  { ...ours, name: 'api', tokens },
];
if (options.baseline) {
  const theirs = await start(resolve(options.baseline));
  sides.push({ ...theirs, name: 'baseline', tokens: await tokensOf(theirs.url) });
}
const [multiples, ratios] = [[], []];
for (const name of names) {
  const able = sides.filter(({ hasPictures }) => name !== 'picture' || hasPictures);
  const found = await measure(ENDPOINTS[name], able);
  for (const [index, side] of able.entries()) {
    const costs = found.map((round) => round[index]);
    report(name, side.name, costs);
  }
  multiples.push([name, ...ratio(found, 1, 0)]);
  const target = TARGETS[name] ? `≤ ${TARGETS[name]}` : '';
  if (able.length === 3) ratios.push([name, ...ratio(found, 1, 2), target]);
}
const tables = [table('bench', ['endpoint', 'CPU, × a bare Worker', 'range'], multiples)];
if (options.baseline) {
  tables.push(table('baseline', ['endpoint', 'CPU, × the baseline', 'range', 'target'], ratios));
}
const text = tables.join('\n\n');
console.log(`\n${text}`);
if (options.write) writeTables('docs/performance.md', text);
await Promise.all(sides.map(({ stop }) => stop?.()));
