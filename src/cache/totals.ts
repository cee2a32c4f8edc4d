import { LRUCache } from 'lru-cache';

/** A total (null if it is too large to count) and the data generation it was counted under. */
export interface CachedTotal {
  total: number | null;
  generation: number;
}

/** Totals that an isolate has counted, by the query counted. */
export type CachedTotals = LRUCache<string, CachedTotal>;

const memory = new WeakMap<D1Database, CachedTotals>();

/** Returns the totals counted on this database. Keeps the thousand used most recently. */
export function totalsOf(d1: D1Database): CachedTotals {
  const found = memory.get(d1) ?? new LRUCache({ max: 1000 });
  memory.set(d1, found);
  return found;
}
