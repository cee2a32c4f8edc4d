import type { Next } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppContext, AppEnv } from '../http/app-env';
import { clientIp } from '../http/client-ip';
import { isWithinLimit, LIMITERS, type LimiterName, limiterOf } from '../http/limiters';
import { AppError } from '../lib/errors';

async function withinLimit(c: AppContext, name: LimiterName, key: string, next: Next) {
  if (!(await isWithinLimit(c.env[name], key))) {
    const headers = { 'Retry-After': String(LIMITERS[name]) };
    throw new AppError('RateLimitException', { headers });
  }
  await next();
}

/** The account behind a token that is good by itself; every other call counts by address. */
function keyOf(c: AppContext): string {
  const presented = c.get('presented');
  return presented?.state === 'good' ? presented.actor.userId : clientIp(c);
}

/**
 * Limits calls by account or address, before anything dear is done for them.
 * @throws AppError 429. The binding does not tell when its window ends, so Retry-After is its length.
 */
export const rateLimit = createMiddleware<AppEnv>((c, next) => {
  const operation = c.get('operation');
  const name = operation && limiterOf(operation, (param) => c.req.query(param) !== undefined);
  const key = name && keyOf(c);
  return name && key ? withinLimit(c, name, key, next) : next();
});
