import { AppError } from '../errors';
import type { AppContext } from '../http/app-env';
import { clientIp } from '../http/client-ip';
import { isWithinLimit, LIMITERS, limiterOf } from '../http/limiters';
import type { Operation } from '../http/operation';

/** Returns the account of a token that is valid by itself. All other calls count by address. */
function keyOf(c: AppContext): string {
  const presented = c.get('presented');
  return presented?.state === 'good' ? presented.actor.userId : clientIp(c);
}

/**
 * Limits calls by account or address, before any expensive work.
 * @throws AppError 429. The binding does not report when its window ends, so Retry-After is the window's
 * length.
 */
export async function limitRate(c: AppContext, operation: Operation): Promise<void> {
  const name = limiterOf(operation, (param) => c.req.query(param) !== undefined);
  const key = name && keyOf(c);
  if (!name || !key || (await isWithinLimit(c.env[name], key))) return;
  const headers = { 'Retry-After': String(LIMITERS[name]) };
  throw new AppError('RateLimitException', { headers });
}
