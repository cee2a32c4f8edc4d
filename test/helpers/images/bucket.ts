import { PICTURES } from './pictures';

type Method = 'put' | 'get' | 'head' | 'list' | 'delete';
type Call = (key: string) => Promise<unknown>;

/** Wraps the R2 bucket: `around` runs each call, or fails it. */
export function bucketWith(
  around: (method: Method, run: () => Promise<unknown>, key: string) => Promise<unknown>,
): R2Bucket {
  return new Proxy(PICTURES, {
    get(target, name: Method) {
      const real = (target[name] as unknown as Call).bind(target);
      return (key: string, ...others: unknown[]) =>
        around(name, () => (real as (...all: unknown[]) => Promise<unknown>)(key, ...others), key);
    },
  });
}

const lost = () => Promise.reject(new Error('put: Unspecified error (0)'));

/** Returns an R2 bucket that fails one kind of call, before or after it is done. */
export const failingBucket = (method: Method, { after = false } = {}) =>
  bucketWith(async (called, run) => {
    if (called !== method) return run();
    if (after) await run();
    return lost();
  });
