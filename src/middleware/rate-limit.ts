import type { Next } from 'hono';
import { createMiddleware } from 'hono/factory';
import { addressOf } from '../http/address';
import type { AppContext, AppEnv } from '../http/app-env';
import { LIMITERS, limiterOf } from '../http/limiters';
import { AppError } from '../lib/errors';

/** A limit that cannot be asked does not stop anybody: it is there to save work, not to guard. */
const isWithin = async (limiter: RateLimit | undefined, key: string) =>
  limiter === undefined ||
  limiter.limit({ key }).then(
    ({ success }) => success,
    () => true,
  );

async function limit(c: AppContext, name: keyof typeof LIMITERS, key: string, next: Next) {
  if (!(await isWithin(c.env[name], key))) {
    const headers = { 'Retry-After': String(LIMITERS[name]) };
    throw new AppError('RateLimitException', { headers });
  }
  await next();
}

/**
 * Limits calls by address, before anything dear is done for them.
 * @throws AppError 429. The binding does not tell when its window ends, so Retry-After is its length.
 */
export const limitRate = createMiddleware<AppEnv>((c, next) => {
  const operation = c.get('operation');
  const isAnonymous = () => c.req.header('Authorization') === undefined;
  const name = operation && limiterOf(operation, isAnonymous);
  const address = name && addressOf(c);
  return address ? limit(c, name, address, next) : next();
});
