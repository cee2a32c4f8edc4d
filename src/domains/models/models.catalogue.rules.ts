/** The parts of a list query that decide its cache key. */
interface PlainQuery {
  skip?: number;
  limit?: number;
  sort?: string;
  board?: string | undefined;
  gender?: string | undefined;
  is_available?: boolean | undefined;
}

const DEFAULT_LIMIT = 10;
const DEFAULT_SORT = '-created_at';

/** Page sizes cached in KV. The list is short because anonymous callers could create any number of keys. */
const CACHED_LIMITS = new Set([DEFAULT_LIMIT, 20, 100]);

/**
 * Returns a response's cache key, if it is worth caching: first pages with filters that have few values. The
 * isolate's memory caches all of these. KV writes cost money, so KV caches only the default order with at
 * most one filter, or any order without a filter, in a few page sizes: 72 lists and 17 facets in all.
 */
export function cacheKeyOf(query: PlainQuery): { key: string; inKv: boolean } | undefined {
  const { limit, skip = 0, sort, board, gender, is_available, ...others } = query;
  if (skip > 0 || Object.values(others).some((value) => value !== undefined)) return undefined;
  const isList = sort !== undefined;
  const key = JSON.stringify([isList ? limit : 'facets', sort, board, gender, is_available]);
  const filters = [board, gender, is_available].filter((value) => value !== undefined).length;
  const hasUsualOrder = !isList || sort === DEFAULT_SORT;
  const isPlain = filters === 0 || (filters === 1 && hasUsualOrder);
  return { key, inKv: isPlain && (!isList || CACHED_LIMITS.has(limit ?? 0)) };
}

/** Returns the page size: as requested, or the number of ids. */
export const limitOf = ({
  limit,
  ids,
}: {
  limit?: number | undefined;
  ids?: string[] | undefined;
}) => limit ?? ids?.length ?? DEFAULT_LIMIT;

/** Parses a sort: `-name` is the name, descending. */
export function orderOf<Sort extends string>(sort: Sort | `-${Sort}`) {
  const isDescending = sort.startsWith('-');
  const direction = isDescending ? ('desc' as const) : ('asc' as const);
  return { sort: (isDescending ? sort.slice(1) : sort) as Sort, direction };
}
