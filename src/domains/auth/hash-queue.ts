import { AppError } from '../../lib/errors';

/**
 * A password hash keeps the isolate's only thread for about 0.2 s. Here hashes are computed one at a
 * time, with a pause before each, in which everybody else is served.
 */

/** How many may wait behind the one that is next; at 0.2 s each the last of them waits for about 3 s. */
const MOST_WAITING = 16;

/** A request that was cancelled is never heard of again: it counts as waiting for as long as that. */
const FORGOTTEN_MS = 5000;

/** When each hash that is asked for last looked whether it is its turn. */
const asked = new Map<symbol, number>();

/** How many hashes this isolate has computed. */
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
 * Computes `hash`, which blocks the thread, when its turn has come: when `pauseMs` have passed without
 * another hash, in which others are served. Nobody holds a lock, so that a caller who hangs up holds up
 * nobody.
 * @throws AppError 503 with Retry-After when 16 wait behind the next one already.
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
