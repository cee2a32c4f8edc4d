// npm run bench [-- --only root,login --rounds 5 --seconds 2]: the API beside a hand-written floor in one workerd,
// in turns; ratios of CPU per request are what counts. BENCH_PEER=name=url,… adds servers of the same contract.
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { endpointsFor } from './endpoints.mjs';
import { setStage } from './stage.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
});
const [rounds, seconds] = [Number(options.rounds), Number(options.seconds)];
const TICKS_PER_SECOND = 100;

/** CPU seconds of every workerd that this process has started; NaN where /proc does not tell. */
function cpuSeconds() {
  try {
    let ticks = 0;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const isOurs = stat.includes('(workerd)') && Number(fields[1]) === process.pid;
      if (isOurs) ticks += Number(fields[11]) + Number(fields[12]);
    }
    return ticks / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

async function load(
  url,
  { path, method = 'GET', headers, body, setupRequest, connections = 8 },
  duration,
) {
  const before = cpuSeconds();
  const requests = [{ path, method, headers, body, ...(setupRequest && { setupRequest }) }];
  const result = await autocannon({ url, duration, connections, requests });
  const failed = result.non2xx + result.errors;
  if (failed > 0)
    throw new Error(`${failed} of ${result.requests.total} failed: ${method} ${url}${path}`);
  const cpu = ((cpuSeconds() - before) / result.requests.total) * 1e6;
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu,
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const keysOf = (value) =>
  Array.isArray(value) ? keysOf(value[0]) : Object.keys(value ?? {}).sort();

/** Both servers have to give the same shape, or the comparison is worth nothing. */
async function assertEqual(name, { path, method, headers, body }, urls) {
  const shapes = [];
  for (const url of urls) {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...headers,
        ...(headers?.['idempotency-key'] && { 'idempotency-key': crypto.randomUUID() }),
      },
      body,
    });
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    const value = await answer.json();
    shapes.push(JSON.stringify([keysOf(value), keysOf(value.items)]));
  }
  if (new Set(shapes).size > 1) throw new Error(`${name}: the shapes differ: ${shapes.join(' ')}`);
}

async function signIn(url, username, password) {
  const body = JSON.stringify({ username, password });
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return (await answer.json()).access_token;
}

const stage = await setStage();
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
const show = ({ perSecond, p50, p99, cpu }) => [Math.round(perSecond), p50, p99, Math.round(cpu)];
try {
  const token = await signIn(stage.api, 'user7', stage.password);
  const endpoints = endpointsFor({
    token,
    username: 'user7',
    password: stage.password,
    modelId: 'model-77',
  });
  const wanted = options.only === '' ? Object.keys(endpoints) : options.only.split(',');
  console.log(
    `Script: ${stage.size} gzip. Requests/s, p50 and p99 in ms, CPU in µs a request; ${rounds} rounds of ${seconds} s in turns.\n`,
  );
  row([
    'call',
    'API /s',
    'p50',
    'p99',
    'CPU',
    'floor /s',
    'p50',
    'p99',
    'CPU',
    'CPU ratio',
    'target',
  ]);
  row(Array(11).fill('---'));
  for (const name of wanted) {
    const endpoint = endpoints[name];
    await assertEqual(name, endpoint, [stage.api, stage.floor]);
    const [ours, floors] = [[], []];
    for (let round = -1; round < rounds; round++) {
      const mine = await load(stage.api, endpoint, seconds);
      const theirs = await load(stage.floor, endpoint, seconds);
      // The first round warms up.
      if (round >= 0) ours.push(mine) && floors.push(theirs);
    }
    const ratio = median(ours.map(({ cpu }, round) => cpu / floors[round].cpu));
    const middle = (list) => list.toSorted((a, b) => a.cpu - b.cpu)[Math.floor(list.length / 2)];
    const target = endpoint.target ? `≤ ${endpoint.target}` : '';
    row([name, ...show(middle(ours)), ...show(middle(floors)), ratio.toFixed(2), target]);
  }
  for (const peer of (process.env.BENCH_PEER ?? '').split(',').filter(Boolean)) {
    const [name, url] = peer.split(/=(.*)/);
    for (const endpoint of ['root', 'hot listing'].filter((one) => wanted.includes(one))) {
      row([
        `${endpoint}, ${name}`,
        ...show(await load(url, endpoints[endpoint], seconds)).slice(0, 3),
        ...Array(7).fill(''),
      ]);
    }
  }
} finally {
  await stage.stop();
}
