import type { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';
import type { Operation } from '../http/operation';
import { callerOf } from '../http/session';
import { readToken } from './auth';
import { routeMatcher } from './match-route';
import { limitRate } from './rate-limit';

/**
 * Admits a call before its body is read: the operation exists, the caller is within its limit, and the token,
 * if the operation uses one, is valid by itself.
 * @throws AppError 404, 405, 429 or 401, in this order.
 */
export function admission(operations: readonly Operation[], app: Hono<AppEnv>) {
  const matchRoute = routeMatcher(operations, app);
  return createMiddleware<AppEnv>(async (c, next) => {
    const operation = matchRoute(c);
    if (operation instanceof Response) return operation;
    c.set('operation', operation);
    const presented = await readToken(c, operation);
    await limitRate(c, operation);
    c.set('actor', callerOf(operation, presented));
    return next();
  });
}
