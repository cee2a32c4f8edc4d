import { AppError } from '../errors';
import type { AppContext } from './app-env';
import { clientIp } from './client-ip';
import { isWithinLimit, LIMITERS, type LimiterName } from './limiters';

/** Counts a signed-in call against an additional limit. @throws AppError 429. */
export async function enforceLimit(c: AppContext, name: LimiterName): Promise<void> {
  if (await isWithinLimit(c.env[name], c.get('actor')?.userId ?? clientIp(c))) return;
  throw new AppError('RateLimitException', {
    headers: { 'Retry-After': String(LIMITERS[name]) },
  });
}
