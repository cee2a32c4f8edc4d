import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { AppEnv } from '../http/app-env';

const base = secureHeaders({
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: 'max-age=63072000; includeSubDomains',
  crossOriginResourcePolicy: 'cross-origin',
  // Of use to pages of old browsers only, and dear on every answer.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  originAgentCluster: false,
  xXssProtection: false,
  // Nothing here sets it.
  removePoweredBy: false,
});

/** The usual security headers; a page may have set a policy of its own, an API answer needs none. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await base(c, next);
  const { headers } = c.res;
  if (!headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  }
  // Nothing is kept by anybody unless a route says so.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
  // A file is the same in every language.
  const isFile = c.get('operation')?.bytes && c.res.status < 400;
  headers.append('Vary', isFile ? 'Origin' : 'Origin, Accept-Language');
});

/** What only whoever has the link may see is found by nobody else, whatever the answer. */
export const noIndex = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  c.res.headers.set('X-Robots-Tag', 'noindex');
});
