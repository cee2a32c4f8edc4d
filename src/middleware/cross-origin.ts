import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';
import { logRefusedOrigin } from '../http/log';

const shared = {
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
  // Empty: whatever a preflight asks for.
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
// "*" and credentials never go together (Fetch standard, CORS protocol and credentials).
const anyone = cors({ ...shared, origin: '*' });

// Whatever runs on the developer's own machine (RFC 6761 §6.3), on any port.
const LOCAL = /^https?:\/\/([\w-]+\.)*(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * CORS by ALLOWED_ORIGINS, and in development for every origin of this machine. An origin that is not listed gets
 * no CORS header at all; the log tells of it, as a browser does not tell its user why.
 */
export const crossOrigin = createMiddleware<AppEnv>((c, next) => {
  const origin = c.req.header('Origin');
  if (!origin) return next();
  const { ALLOWED_ORIGINS: allowed, APP_ENV } = c.get('settings');
  const isLocal = APP_ENV === 'development' && LOCAL.test(origin);
  if (isLocal || allowed.includes(origin)) return listed(c, next);
  if (allowed.includes('*')) return anyone(c, next);
  // A page of this API names its own origin too when it writes; a proxy may have taken the TLS off.
  if (origin.replace(/^https?:\/\//, '') !== new URL(c.req.url).host) logRefusedOrigin(c, origin);
  return next();
});
