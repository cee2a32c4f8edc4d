// What browsers have and other platforms may not, described as far as it is used here.

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

/** A new XMLHttpRequest, which alone tells how far an upload is; undefined where there are none. */
export const newXhr = (): Xhr | undefined =>
  platform.XMLHttpRequest && new platform.XMLHttpRequest();

/** Milliseconds until what one tab has stored can be read in all: Chromium's localStorage lags behind its locks. */
const SETTLE_MS = 100;

/**
 * Does work while no other tab of this origin does work of this name, or reads what it has stored too early.
 * Without locks (no secure context, not a browser) it is done at once.
 * Throws a TimeoutError when another tab takes longer than `maxWaitMs`.
 */
export async function underLock<T>(
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
      // Some pages have locks and may not use them, such as those in a sandbox.
      if (!outcome && signal.aborted) reject(error);
      else if (!outcome) resolve(work());
    });
  });
}
