import { createMiddleware } from 'hono/factory';
import { openDatabase } from '../db/client';
import { authenticate } from '../domains/auth/auth.service';
import type { AppEnv } from '../lib/app-env';
import { AppError } from '../lib/errors';
import { keyedRequestOf } from '../lib/idempotency';
import { retry } from '../lib/retry';

/**
 * Who is calling: a bearer token that is sent must be good, also where none is needed.
 * @throws AppError 401 for a bad token; a database that cannot be reached is a 503, never a 401.
 */
export const identify = createMiddleware<AppEnv>(async (c, next) => {
  const header = c.req.header('Authorization');
  if (header !== undefined) {
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
    if (!token) throw new AppError('AuthenticationException');
    const { settings, now } = c.var;
    // The primary: a replica that lags behind would let an ended session live on.
    const db = openDatabase(c.env.DB, 'first-primary');
    const keyed = (userId: string) => keyedRequestOf(c, userId);
    const { actor, kept } = await retry(() => authenticate({ db, settings, now }, token, keyed));
    c.set('actor', actor);
    c.set('kept', kept);
  }
  await next();
});

/** The guard: everything mounted behind it needs a session. */
export const requireSession = createMiddleware<AppEnv>(async (c, next) => {
  if (!c.get('actor')) {
    throw new AppError('AuthenticationException', { message: 'auth.token_required' });
  }
  await next();
});

/** Everything mounted behind it needs the admin role. */
export const requireAdmin = createMiddleware<AppEnv>(async (c, next) => {
  if (c.get('actor')?.role !== 'admin') throw new AppError('PermissionDeniedException');
  await next();
});
