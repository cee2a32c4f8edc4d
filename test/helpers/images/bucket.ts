import { PICTURES } from './pictures';

type Method = 'put' | 'get' | 'head' | 'list' | 'delete';
type Call = (key: string) => Promise<unknown>;

/** The same R2 with something around its calls: `around` runs what it is given, or fails. */
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

/** An R2 that fails at one kind of call, before it is done or after. */
export const failingBucket = (method: Method, { after = false } = {}) =>
  bucketWith(async (called, run) => {
    if (called !== method) return run();
    if (after) await run();
    return lost();
  });
