import { bindings } from './api';
import { anotherIsolate, intercepted } from './faults/statements';

/** What a request has cost: calls, and how many of them came one after another. */
export interface Cost {
  d1: number;
  /** Round trips to D1 in sequence; what is under way at the same time counts as one. */
  d1Rounds: number;
  rowsRead: number;
  kvReads: number;
  kvWrites: number;
}

const rowsOf = (answer: unknown) =>
  [answer]
    .flat()
    .reduce((sum: number, one) => sum + ((one as D1Result | undefined)?.meta?.rows_read ?? 0), 0);

/** Bindings that count what is done with them. The KV is the same store, seen by an isolate that remembers nothing. */
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
  /** The cost of what is done within. */
  const of = async (work: (env: Record<string, unknown>) => Promise<unknown>): Promise<Cost> => {
    Object.assign(cost, { d1: 0, d1Rounds: 0, rowsRead: 0, kvReads: 0, kvWrites: 0 });
    await work(env);
    return { ...cost };
  };
  return { env, of };
}
