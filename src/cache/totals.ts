import { LRUCache } from 'lru-cache';

/** A total, null where it is beyond counting, and the generation of the data that it was counted under. */
export interface CachedTotal {
  total: number | null;
  generation: number;
}

/** Totals that an isolate has counted, by what was counted. */
export type CachedTotals = LRUCache<string, CachedTotal>;

const memory = new WeakMap<D1Database, CachedTotals>();

/** The totals counted on this database, the thousand that were asked for last. */
export function totalsOf(d1: D1Database): CachedTotals {
  const found = memory.get(d1) ?? new LRUCache({ max: 1000 });
  memory.set(d1, found);
  return found;
}
