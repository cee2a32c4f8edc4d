import { LRUCache } from 'lru-cache';
import { AppError } from '../../errors';
import { isWithinLimit, LIMITERS } from '../../http/limiters';

/**
 * Guessing tokens must not cost queries, and calendar servers, which share addresses, must not be blocked by
 * someone else's guesses. So valid tokens are counted per token and unknown ones per address. An address that
 * guesses too often is rejected before the query, except for tokens that this isolate knows.
 */
export interface FeedLimiters {
  MISS_LIMITER?: RateLimit;
  READ_LIMITER?: RateLimit;
}

const MINUTE = 60_000;
const GOOD_FOR = 60 * MINUTE;
const MOST_REMEMBERED = 10_000;

/** Rejected addresses and hashes of valid tokens, with expiry times in epoch milliseconds. */
const refused = new LRUCache<string, number>({ max: MOST_REMEMBERED });
const good = new LRUCache<string, number>({ max: MOST_REMEMBERED });

const tooMany = (name: keyof FeedLimiters) =>
  new AppError('RateLimitException', { headers: { 'Retry-After': String(LIMITERS[name]) } });

/** @throws AppError 429 for an address with too many guesses, unless the token is known. */
export function assertNotRefused(address: string, hash: string, now: number): void {
  if ((refused.get(address) ?? 0) > now && (good.get(hash) ?? 0) <= now) {
    throw tooMany('MISS_LIMITER');
  }
}

/** Counts an unknown token. @throws AppError 429 */
export async function countMiss({ MISS_LIMITER }: FeedLimiters, address: string, now: number) {
  if (address === '' || (await isWithinLimit(MISS_LIMITER, address))) return;
  refused.set(address, now + MINUTE);
  throw tooMany('MISS_LIMITER');
}

/** Counts a read per token. @throws AppError 429 */
export async function countRead({ READ_LIMITER }: FeedLimiters, hash: string, now: number) {
  good.set(hash, now + GOOD_FOR);
  if (!(await isWithinLimit(READ_LIMITER, hash))) throw tooMany('READ_LIMITER');
}
