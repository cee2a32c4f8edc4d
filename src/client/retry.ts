import type { Received } from './response.js';

/** Milliseconds of the first delay. The bound doubles with every further one. */
const FIRST_MS = 200;

/**
 * Returns whether a response reflects a temporary state. A 409 does if a request with the same key is still
 * running.
 */
const isPassing = ({ status, headers }: Response) =>
  [502, 503, 504].includes(status) || (status === 409 && headers.has('Retry-After'));

export interface RetryOptions {
  /** The most attempts per request. */
  attempts: number;
  /** The longest delay, in milliseconds, that is accepted from the server. */
  maxWaitMs: number;
}

/** Waits for `ms` milliseconds or until the signal aborts. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Waits for shared work, but not after the signal aborts. */
export async function waitFor<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared;
  const ended = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { signal: ended.signal });
  });
  return Promise.race([shared, aborted]).finally(() => ended.abort());
}

/** Returns Retry-After in milliseconds. It may be seconds or a date (RFC 9110 §10.2.3). */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('Retry-After');
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * Sends a request until the response is not temporary. After a failure with unknown outcome, only requests
 * that are safe to repeat are sent again. Any request may be repeated after a 429, because it was not
 * processed. The server sets the delay; otherwise it is random up to a bound that doubles.
 */
export async function sendRetrying(
  send: () => Promise<Received>,
  mayRepeat: boolean,
  { attempts, maxWaitMs }: RetryOptions,
  signal: AbortSignal | undefined,
): Promise<Received> {
  for (let attempt = 1; ; attempt++) {
    const backoff = Math.random() * FIRST_MS * 2 ** attempt;
    try {
      const received = await send();
      const { response } = received;
      const wait = retryAfter(response.headers) ?? backoff;
      const mayTryAgain = response.status === 429 || (mayRepeat && isPassing(response));
      if (!mayTryAgain || attempt >= attempts || wait > maxWaitMs) return received;
      await pause(wait, signal);
    } catch (error) {
      if (!mayRepeat || attempt >= attempts || signal?.aborted) throw error;
      await pause(backoff, signal);
    }
  }
}
