import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';
import { logRefusedOrigin } from '../http/log';

const shared = {
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  // Empty: allow the headers that a preflight requests.
  allowHeaders: [],
  exposeHeaders: [
    'X-Process-Time',
    'X-Request-Id',
    'ETag',
    'Location',
    'Retry-After',
    'Idempotency-Replayed',
    'X-D1-Bookmark',
    'X-Cache',
    'X-Existing',
    'X-Rendition',
    'WWW-Authenticate',
  ],
  maxAge: 7200,
};

const listed = cors({ ...shared, origin: (origin) => origin, credentials: true });
// Never combine "*" with credentials (Fetch standard, CORS protocol and credentials).
const anyone = cors({ ...shared, origin: '*' });

// Any port on the developer's own machine (RFC 6761 §6.3).
const LOCAL = /^https?:\/\/([\w-]+\.)*(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Applies CORS from ALLOWED_ORIGINS, and in development for all local origins. An unlisted origin gets no
 * CORS header. It is logged, because browsers do not tell their users why a request failed.
 */
export const crossOrigin = createMiddleware<AppEnv>((c, next) => {
  const origin = c.req.header('Origin');
  if (!origin) return next();
  const { ALLOWED_ORIGINS: allowed, APP_ENV } = c.get('settings');
  const isLocal = APP_ENV === 'development' && LOCAL.test(origin);
  if (isLocal || allowed.includes(origin)) return listed(c, next);
  if (allowed.includes('*')) return anyone(c, next);
  // This API's own pages also send their origin on writes. A proxy may have terminated TLS, so ignore the
  // scheme.
  if (origin.replace(/^https?:\/\//, '') !== new URL(c.req.url).host) logRefusedOrigin(c, origin);
  return next();
});
