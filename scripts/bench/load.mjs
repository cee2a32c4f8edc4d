// Runs one round of requests and measures what it cost the server.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { addressed } from './endpoints.mjs';

const CONNECTIONS = 8;
// Work that a request leaves to waitUntil must not fall into another side's round.
const SETTLE_MS = 100;
// Linux counts CPU time for processes in hundredths of a second on every architecture.
const TICK_MS = 10;

/** Returns the CPU time of this process's children, which are workerd, in milliseconds. */
function cpuMs() {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  const ticks = children.match(/\d+/g).flatMap((pid) => {
    const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    return fields.split(' ').slice(11, 13).map(Number);
  });
  return ticks.reduce((sum, one) => sum + one, 0) * TICK_MS;
}

/**
 * Sends a fixed number of requests, so that every request whose CPU time counts is counted and none
 * runs into the next round.
 * @param requestOf returns a request by its number
 * @throws if a single response was not a 2xx
 */
export async function drive(url, requestOf, amount) {
  let number = 0;
  const next = (request) => ({ ...request, ...addressed(requestOf(number++)) });
  const before = cpuMs();
  const result = await autocannon({
    url,
    amount,
    connections: Math.min(CONNECTIONS, amount),
    requests: [{ setupRequest: next }],
    timeout: 30,
    // autocannon notices the end only at the end of a sample.
    sampleInt: 20,
  });
  await sleep(SETTLE_MS);
  const cpu = (cpuMs() - before) / amount;
  if (result['2xx'] !== amount) {
    const codes = JSON.stringify(result.statusCodeStats);
    throw new Error(`${requestOf(0).path} failed at ${url}: ${codes}, ${result.errors} errors.`);
  }
  return { cpu, rate: amount / result.duration, p99: result.latency.p99 };
}
