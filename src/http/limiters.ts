/** The rate limits bound in wrangler.toml, with their period in seconds. */
export const LIMITERS = {
  LOGIN_LIMITER: 60,
  WRITE_LIMITER: 60,
  READ_LIMITER: 60,
  SEARCH_LIMITER: 60,
  PICTURE_LIMITER: 60,
  MISS_LIMITER: 60,
} as const;

export type LimiterName = keyof typeof LIMITERS;

/** The parts of an operation that decide which limit counts its calls. */
interface Limited {
  method: string;
  path: string;
  limiter?: LimiterName | 'own';
  searchParams?: readonly string[];
}

/**
 * Returns the limit that counts a call: the operation's own, or the one for searches, writes or reads.
 * Outside /api, only operations that name a limit are counted.
 * @param has returns whether the call has a query parameter
 */
export function limiterOf(
  { method, path, limiter, searchParams }: Limited,
  has: (name: string) => boolean,
): LimiterName | undefined {
  if (limiter) return limiter === 'own' ? undefined : limiter;
  if (!path.startsWith('/api/')) return undefined;
  if (searchParams?.some(has)) return 'SEARCH_LIMITER';
  return method === 'get' ? 'READ_LIMITER' : 'WRITE_LIMITER';
}

/** Checks a limit. If the limiter fails, the call passes: limits save work, they are no security guard. */
export const isWithinLimit = async (limiter: RateLimit | undefined, key: string) =>
  limiter === undefined ||
  limiter.limit({ key }).then(
    ({ success }) => success,
    () => true,
  );
