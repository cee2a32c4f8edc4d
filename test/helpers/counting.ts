import { bindings } from './api';
import { anotherIsolate, intercepted } from './faults/statements';

/** The cost of a request: its calls, and how many of them were sequential. */
export interface Cost {
  d1: number;
  /** Sequential round trips to D1. Concurrent ones count as one. */
  d1Rounds: number;
  rowsRead: number;
  kvReads: number;
  kvWrites: number;
}

const rowsOf = (answer: unknown) =>
  [answer]
    .flat()
    .reduce((sum: number, one) => sum + ((one as D1Result | undefined)?.meta?.rows_read ?? 0), 0);

/** Returns bindings that count their use. The KV is the same store as seen by an isolate without memory. */
export function counting(kv = anotherIsolate(bindings.CACHE)) {
  const cost: Cost = { d1: 0, d1Rounds: 0, rowsRead: 0, kvReads: 0, kvWrites: 0 };
  let active = 0;
  const DB = intercepted(bindings.DB, async (_, run) => {
    cost.d1++;
    if (active++ === 0) cost.d1Rounds++;
    try {
      const answer = await run();
      cost.rowsRead += rowsOf(answer);
      return answer;
    } finally {
      active--;
    }
  });
  const CACHE = new Proxy(kv, {
    get(target, name: keyof KVNamespace) {
      if (name === 'get' || name === 'getWithMetadata') cost.kvReads++;
      if (name === 'put' || name === 'delete') cost.kvWrites++;
      return (target[name] as (...args: unknown[]) => unknown).bind(target);
    },
  });
  const env = { DB, CACHE };
  /** Returns the cost of the work. */
  const of = async (work: (env: Record<string, unknown>) => Promise<unknown>): Promise<Cost> => {
    Object.assign(cost, { d1: 0, d1Rounds: 0, rowsRead: 0, kvReads: 0, kvWrites: 0 });
    await work(env);
    return { ...cost };
  };
  return { env, of };
}
