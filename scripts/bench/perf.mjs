// Counts instructions with `perf`, if it is available and permitted. They are less noisy than time.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const EVENT = 'instructions';
const STARTS_MS = 200;

/** Returns the count in a line of `perf stat -x,`; undefined if `perf` could not count. */
function countIn(text) {
  const line = text.split('\n').find((one) => one.includes(EVENT)) ?? '';
  const count = Number.parseFloat(line);
  return Number.isFinite(count) ? count : undefined;
}

let works;
function canCount() {
  works ??= countIn(
    spawnSync('perf', ['stat', '-e', EVENT, '-x,', 'true'], { encoding: 'utf8' }).stderr ?? '',
  );
  return works !== undefined;
}

/** Starts counting the instructions of processes. Returns a function that stops and returns the count. */
export async function countInstructions(pids) {
  if (!canCount()) return undefined;
  const args = ['stat', '-e', EVENT, '-x,', '-p', pids.join(',')];
  const perf = spawn('perf', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  perf.stderr.on('data', (chunk) => {
    text += chunk;
  });
  const closed = once(perf, 'close');
  await sleep(STARTS_MS);
  return async () => {
    perf.kill('SIGINT');
    await closed;
    return countIn(text);
  };
}
