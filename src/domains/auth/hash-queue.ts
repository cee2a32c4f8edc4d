import { AppError } from '../../errors';

/**
 * A password hash blocks the isolate's only thread for about 0.2 s. This queue computes hashes one at a time
 * and pauses before each one, so that other requests are served.
 */

/** How many hashes may wait behind the next one. At 0.2 s each, the last waits for about 3 s. */
const MOST_WAITING = 16;

/** A cancelled request sends no signal, so it counts as waiting for this long. */
const FORGOTTEN_MS = 5000;

/** When each waiting hash last checked whether it is its turn. */
const asked = new Map<symbol, number>();

/** Number of hashes that this isolate has computed. */
let computed = 0;

function join(): symbol {
  const now = Date.now();
  for (const [other, seen] of asked) {
    if (now - seen > FORGOTTEN_MS) asked.delete(other);
  }
  if (asked.size > MOST_WAITING) {
    const headers = { 'Retry-After': '2' };
    throw new AppError('ServiceUnavailableException', { message: 'auth.busy', headers });
  }
  const ticket = Symbol('hash');
  asked.set(ticket, now);
  return ticket;
}

/**
 * Computes `hash`, which blocks the thread, when its turn comes: after `pauseMs` without another hash, so
 * that other requests are served. There is no lock, so a disconnected caller cannot block the queue.
 * @throws AppError 503 with Retry-After if 16 already wait behind the next one.
 */
export async function queueHash<T>(pauseMs: number, hash: () => T): Promise<T> {
  const ticket = join();
  try {
    let before: number;
    do {
      before = computed;
      await scheduler.wait(pauseMs);
      asked.set(ticket, Date.now());
    } while (before !== computed);
  } finally {
    asked.delete(ticket);
  }
  computed++;
  return hash();
}
