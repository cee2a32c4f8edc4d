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
async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
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
  send: () => Promise<Response>,
  mayRepeat: boolean,
  { attempts, maxWaitMs }: RetryOptions,
  signal: AbortSignal | undefined,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const backoff = Math.random() * FIRST_MS * 2 ** attempt;
    try {
      const response = await send();
      const wait = retryAfter(response.headers) ?? backoff;
      const mayTryAgain = response.status === 429 || (mayRepeat && isPassing(response));
      if (!mayTryAgain || attempt >= attempts || wait > maxWaitMs) return response;
      await response.body?.cancel();
      await pause(wait, signal);
    } catch (error) {
      if (!mayRepeat || attempt >= attempts || signal?.aborted) throw error;
      await pause(backoff, signal);
    }
  }
}
