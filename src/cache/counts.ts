/** A total, and the generation of the data that it was counted under. */
export interface Counted {
  total: number;
  generation: number;
}

/** Totals that an isolate has counted, by what was counted. */
export type Counts = Map<string, Counted>;

const MOST = 1000;

const memory = new WeakMap<D1Database, Counts>();

/** The totals counted on this database. */
export function countsOf(d1: D1Database): Counts {
  const found = memory.get(d1) ?? new Map();
  memory.set(d1, found);
  return found;
}

/** Remembers a total; beyond a thousand all are forgotten. */
export function rememberCount(counts: Counts, key: string, counted: Counted): void {
  if (counts.size >= MOST) counts.clear();
  counts.set(key, counted);
}
