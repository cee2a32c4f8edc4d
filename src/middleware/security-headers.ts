import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { AppEnv } from '../http/app-env';

const base = secureHeaders({
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: 'max-age=63072000; includeSubDomains',
  crossOriginResourcePolicy: 'cross-origin',
  // Useful only for pages in old browsers, and expensive on every response.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  originAgentCluster: false,
  xXssProtection: false,
  // Nothing sets this header.
  removePoweredBy: false,
});

/** Sets the usual security headers. Pages may set their own policy; API responses need none. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await base(c, next);
  const { headers } = c.res;
  if (!headers.has('Content-Security-Policy')) {
    headers.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  }
  // Responses are not cacheable unless a route says otherwise.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
  // A file is the same in every language.
  const isFile = c.get('operation')?.bytes && c.res.status < 400;
  headers.append('Vary', isFile ? 'Origin' : 'Origin, Accept-Language');
});

/** Keeps responses that require a link out of search engines. */
export const noIndex = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  c.res.headers.set('X-Robots-Tag', 'noindex');
});
