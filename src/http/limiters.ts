/** Rate limits as they are bound in wrangler.toml, and their period in seconds. */
export const LIMITERS = {
  LOGIN_LIMITER: 60,
  WRITE_LIMITER: 60,
  READ_LIMITER: 60,
  SEARCH_LIMITER: 60,
  PICTURE_LIMITER: 60,
  MISS_LIMITER: 60,
} as const;

export type LimiterName = keyof typeof LIMITERS;

/** What of an operation decides which limit counts its calls. */
interface Limited {
  method: string;
  path: string;
  limiter?: LimiterName | 'own';
  searchParams?: readonly string[];
}

/**
 * The limit that counts a call: the operation's own, or that of searches, writes or reads. Outside
 * /api only what names one is counted.
 * @param has whether the call has a query parameter
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

/** Asks a limit. One that cannot be asked does not stop anybody: it is there to save work, not to guard. */
export const isWithinLimit = async (limiter: RateLimit | undefined, key: string) =>
  limiter === undefined ||
  limiter.limit({ key }).then(
    ({ success }) => success,
    () => true,
  );
