// Types for browser features that other platforms may lack, as far as they are used here.

interface Locks {
  request(name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<void>;
}

export interface Xhr {
  responseType: string;
  readonly status: number;
  readonly response: Blob;
  readonly upload: {
    onprogress: ((event: { loaded: number; total: number }) => void) | null;
  };
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getAllResponseHeaders(): string;
  send(body: Blob): void;
  abort(): void;
}

const platform = globalThis as unknown as {
  navigator?: { locks?: Locks };
  XMLHttpRequest?: new () => Xhr;
};

/**
 * Creates an XMLHttpRequest, the only API that reports upload progress; undefined if the platform has none.
 */
export const newXhr = (): Xhr | undefined =>
  platform.XMLHttpRequest && new platform.XMLHttpRequest();

/** Milliseconds until all tabs can read what one has stored: in Chromium, localStorage lags behind locks. */
const SETTLE_MS = 100;

/**
 * Runs work while no other tab of this origin runs work under the same name or reads its stored result too
 * early. Without locks (no secure context, not a browser), it runs immediately.
 * @throws a TimeoutError if another tab takes longer than `maxWaitMs`
 */
export async function withLock<T>(
  name: string,
  maxWaitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const locks = platform.navigator?.locks;
  if (!locks) return work();
  const signal = AbortSignal.timeout(maxWaitMs);
  let outcome: Promise<T> | undefined;
  return new Promise((resolve, reject) => {
    const hold = async () => {
      outcome = work();
      resolve(outcome);
      await outcome.catch(() => {});
      await new Promise((settle) => setTimeout(settle, SETTLE_MS));
    };
    locks.request(name, { signal }, hold).catch((error) => {
      // Some pages have locks but may not use them, such as sandboxed ones.
      if (!outcome && signal.aborted) reject(error);
      else if (!outcome) resolve(work());
    });
  });
}
