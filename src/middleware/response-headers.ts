import type { AppContext } from '../http/app-env';

/** Headers that every response has (OWASP REST Security Cheat Sheet). */
const SECURITY = Object.entries({
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'Cross-Origin-Resource-Policy': 'cross-origin',
});

/** Responses other than pages load nothing and are shown nowhere. */
const NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";

/**
 * Sets the headers that every response has, and those that a route has left open. Clocks in Workers stand
 * still between I/O, so X-Process-Time and Server-Timing measure the stores and hardly any CPU time.
 * @param elapsedMs milliseconds since the request arrived
 */
export function setResponseHeaders(c: AppContext, elapsedMs: number): void {
  const { headers, status } = c.res;
  for (const [name, value] of SECURITY) headers.set(name, value);
  // Only pages have a policy of their own.
  if (headers.has('Content-Security-Policy'))
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  else headers.set('Content-Security-Policy', NO_CONTENT);
  // Responses are not cacheable unless a route says otherwise.
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
  // A file is the same in every language.
  const isFile = c.get('operation')?.bytes && status < 400;
  if (!isFile) headers.set('Content-Language', c.get('language'));
  headers.append('Vary', isFile ? 'Origin' : 'Origin, Accept-Language');
  headers.set('X-Request-Id', c.get('requestId'));
  headers.set('X-Process-Time', (elapsedMs / 1000).toFixed(6));
  headers.set('Server-Timing', `app;dur=${elapsedMs.toFixed(2)}`);
}
