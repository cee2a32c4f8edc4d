// Runs one round of load and measures what it cost the server.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { ADDRESS } from './endpoints.mjs';
import { countInstructions } from './perf.mjs';

const CONNECTIONS = 8;
// Work that a request leaves to waitUntil must not fall into another side's round.
const SETTLE_MS = 100;

const isLinux = process.platform === 'linux';
const ticksPerSecond = isLinux ? Number(execFileSync('getconf', ['CLK_TCK'])) : 0;

/** Returns all processes of this machine with parent, name and CPU time. */
function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const end = stat.lastIndexOf(')');
        const name = stat.slice(stat.indexOf('(') + 1, end);
        const fields = stat.slice(end + 2).split(' ');
        const ticks = Number(fields[11]) + Number(fields[12]);
        return [{ pid: Number(pid), parent: Number(fields[1]), name, ticks }];
      } catch {
        return []; // The process has exited in the meantime.
      }
    });
}

/** Returns this process's workerd and its child processes. */
function workerd() {
  const all = processes();
  const isOurs = ({ parent, name }) => parent === process.pid && name.startsWith('workerd');
  const tree = all.filter(isOurs);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

const cpuMs = () => (workerd().reduce((sum, { ticks }) => sum + ticks, 0) * 1000) / ticksPerSecond;

const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Gives each connection its own starting point in the list of requests. */
function distribute(requests) {
  let next = 0;
  return (client) => {
    const from = next++ % requests.length;
    const own = [...requests.slice(from), ...requests.slice(0, from)];
    client.setRequests(
      own.map(({ headers, ...request }) => ({ ...request, headers: { ...ADDRESS, ...headers } })),
    );
  };
}

function failure(endpoint, side, { statusCodeStats, errors, timeouts }) {
  const codes = Object.entries(statusCodeStats).map(([code, { count }]) => `${code} × ${count}`);
  const lost = `${errors} errors, ${timeouts} timeouts`;
  return new Error(`${endpoint.name} on ${side.name} failed under load: ${codes}, ${lost}`);
}

/**
 * Sends a fixed number of requests rather than as many as fit into a time, so that every request whose CPU
 * time counts is counted and none runs into the next round. Measures latencies itself, because autocannon's
 * are whole milliseconds.
 * @throws if a single request did not return a 2xx.
 */
export async function drive(endpoint, side, amount) {
  const connections = Math.min(endpoint.connections ?? CONNECTIONS, amount);
  const measured = isLinux && side.local;
  const perf = measured ? await countInstructions(workerd().map(({ pid }) => pid)) : undefined;
  const before = measured ? cpuMs() : 0;
  const latencies = [];
  const started = performance.now();
  let ended = started;
  const run = autocannon({
    url: side.url,
    connections,
    setupClient: distribute(endpoint.requests(side)),
    timeout: 30,
    // autocannon notices the end only at the end of a sample.
    sampleInt: 20,
    amount,
  });
  run.on('response', (_client, _status, _bytes, milliseconds) => {
    latencies.push(milliseconds);
    ended = performance.now();
  });
  const result = await run;
  await sleep(SETTLE_MS);
  const cpu = measured ? cpuMs() - before : undefined;
  const instructions = await perf?.();
  if (result['2xx'] !== amount || latencies.length !== amount) {
    throw failure(endpoint, side, result);
  }
  latencies.sort((a, b) => a - b);
  return {
    rate: (amount * 1000) / (ended - started),
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpu: cpu && cpu / amount,
    instructions: instructions && instructions / amount,
  };
}
