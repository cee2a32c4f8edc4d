import type { Received } from './response.js';

/** Milliseconds of the first pause; each one after it may be twice as long. */
const FIRST_MS = 200;

/** Whether an answer comes of the moment, not of the request; a 409 does when its twin is still under way. */
const isPassing = ({ status, headers }: Response) =>
  [502, 503, 504].includes(status) || (status === 409 && headers.has('Retry-After'));

export interface RetryOptions {
  /** How often a request is tried at most. */
  attempts: number;
  /** Milliseconds to wait at most for a moment that the server names. */
  maxWaitMs: number;
}

/** Waits, unless the signal ends it. */
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

/** Waits for what others wait for too, no longer than the signal allows. */
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

/** Retry-After in milliseconds, seconds or a date (RFC 9110 §10.2.3). */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('Retry-After');
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * Sends until there is an answer that is not of the moment. Only a request that may arrive twice is sent
 * again when nobody knows how far it came; one that was refused by 429 has not been looked at at all.
 * Pauses are as long as the server says, else random up to a bound that doubles.
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
