import { LRUCache } from 'lru-cache';
import { isWithinLimit, LIMITERS } from '../../http/limiters';
import { AppError } from '../../lib/errors';

/**
 * Guessing tokens must not cost queries, and calendar servers, which share addresses, must not pay for
 * somebody's guesses. So good tokens count by themselves and unknown ones by address, and an address
 * that has guessed too often is refused before the query, except for tokens that this isolate knows.
 */
export interface FeedLimiters {
  MISS_LIMITER?: RateLimit;
  READ_LIMITER?: RateLimit;
}

const MINUTE = 60_000;
const GOOD_FOR = 60 * MINUTE;
const MOST_REMEMBERED = 10_000;

/** Until when, epoch milliseconds: addresses that are refused, and hashes of tokens that are good. */
const refused = new LRUCache<string, number>({ max: MOST_REMEMBERED });
const good = new LRUCache<string, number>({ max: MOST_REMEMBERED });

const tooMany = (name: keyof FeedLimiters) =>
  new AppError('RateLimitException', { headers: { 'Retry-After': String(LIMITERS[name]) } });

/** @throws AppError 429 for an address that has guessed too often, unless the token is known. */
export function assertNotRefused(address: string, hash: string, now: number): void {
  if ((refused.get(address) ?? 0) > now && (good.get(hash) ?? 0) <= now) {
    throw tooMany('MISS_LIMITER');
  }
}

/** Counts a token that nobody has. @throws AppError 429 */
export async function countMiss({ MISS_LIMITER }: FeedLimiters, address: string, now: number) {
  if (address === '' || (await isWithinLimit(MISS_LIMITER, address))) return;
  refused.set(address, now + MINUTE);
  throw tooMany('MISS_LIMITER');
}

/** Counts a read by its token. @throws AppError 429 */
export async function countRead({ READ_LIMITER }: FeedLimiters, hash: string, now: number) {
  good.set(hash, now + GOOD_FOR);
  if (!(await isWithinLimit(READ_LIMITER, hash))) throw tooMany('READ_LIMITER');
}
