import { LRUCache } from 'lru-cache';

/** A total, null where it is beyond counting, and the generation of the data that it was counted under. */
export interface Counted {
  total: number | null;
  generation: number;
}

/** Totals that an isolate has counted, by what was counted. */
export type Counts = LRUCache<string, Counted>;

const memory = new WeakMap<D1Database, Counts>();

/** The totals counted on this database, the thousand that were asked for last. */
export function countsOf(d1: D1Database): Counts {
  const found = memory.get(d1) ?? new LRUCache({ max: 1000 });
  memory.set(d1, found);
  return found;
}
