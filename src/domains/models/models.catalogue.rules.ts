/** What of a list's query decides where its answer is kept. */
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

/** Page sizes that KV keeps: an anonymous caller decides how many keys there are. */
const KEPT_LIMITS = new Set([DEFAULT_LIMIT, 20, 100]);

/**
 * Where an answer is kept, if it is worth keeping: first pages by filters with few values. The isolate's
 * memory takes any of them; KV, where writes cost, only those by one filter at most, in the usual order
 * or without a filter, in few sizes: 72 lists and 17 facets in all.
 */
export function cacheKeyOf(query: PlainQuery): { key: string; inKv: boolean } | undefined {
  const { limit, skip = 0, sort, board, gender, is_available, ...others } = query;
  if (skip > 0 || Object.values(others).some((value) => value !== undefined)) return undefined;
  const isList = sort !== undefined;
  const key = JSON.stringify([isList ? limit : 'facets', sort, board, gender, is_available]);
  const filters = [board, gender, is_available].filter((value) => value !== undefined).length;
  const hasUsualOrder = !isList || sort === DEFAULT_SORT;
  const isPlain = filters === 0 || (filters === 1 && hasUsualOrder);
  return { key, inKv: isPlain && (!isList || KEPT_LIMITS.has(limit ?? 0)) };
}

/** Items on a page: as many as asked for, or as there are ids. */
export const limitOf = ({
  limit,
  ids,
}: {
  limit?: number | undefined;
  ids?: string[] | undefined;
}) => limit ?? ids?.length ?? DEFAULT_LIMIT;

/** `-name` is the name, descending. */
export function orderOf<Sort extends string>(sort: Sort | `-${Sort}`) {
  const isDescending = sort.startsWith('-');
  const direction = isDescending ? ('desc' as const) : ('asc' as const);
  return { sort: (isDescending ? sort.slice(1) : sort) as Sort, direction };
}
