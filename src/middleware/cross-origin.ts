import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';

const shared = {
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  allowHeaders: [
    'Authorization',
    'Content-Type',
    'Accept-Language',
    'If-Match',
    'If-None-Match',
    'Idempotency-Key',
    'X-Request-Id',
    'X-D1-Bookmark',
  ],
  exposeHeaders: [
    'X-Process-Time',
    'X-Request-Id',
    'ETag',
    'Location',
    'Retry-After',
    'Idempotency-Replayed',
    'X-D1-Bookmark',
  ],
  maxAge: 600,
};

const listed = cors({ ...shared, origin: (origin) => origin, credentials: true });
// "*" and credentials never go together (Fetch standard, CORS protocol and credentials).
const anyone = cors({ ...shared, origin: '*' });

/** CORS by ALLOWED_ORIGINS; an origin that is not listed gets no CORS header at all. */
export const crossOrigin = createMiddleware<AppEnv>((c, next) => {
  const origin = c.req.header('Origin');
  const { ALLOWED_ORIGINS: allowed } = c.get('settings');
  if (origin && allowed.includes(origin)) return listed(c, next);
  if (origin && allowed.includes('*')) return anyone(c, next);
  return next();
});
