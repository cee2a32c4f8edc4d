import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';
import { logRequest } from '../http/log';
import { countRequest } from '../http/request-metrics';
import { preferredLanguage } from '../i18n/messages';

const SANE_ID = /^[\w.:-]{1,128}$/;

/**
 * Assigns the request id, and times and logs the request. Clocks in Workers stand still between I/O, so
 * X-Process-Time and Server-Timing measure the stores and hardly any CPU time.
 */
export const requestContext = createMiddleware<AppEnv>(async (c, next) => {
  const started = performance.now();
  const incoming = c.req.header('X-Request-Id');
  const requestId = incoming && SANE_ID.test(incoming) ? incoming : crypto.randomUUID();
  c.set('requestId', requestId);
  c.set('language', preferredLanguage(c.req.header('Accept-Language')));
  c.set('now', Date.now());
  await next();
  const elapsed = performance.now() - started;
  c.res.headers.set('X-Request-Id', requestId);
  c.res.headers.set('X-Process-Time', (elapsed / 1000).toFixed(6));
  c.res.headers.set('Server-Timing', `app;dur=${elapsed.toFixed(2)}`);
  const isFile = c.get('operation')?.bytes && c.res.status < 400;
  if (!isFile) c.res.headers.set('Content-Language', c.get('language'));
  logRequest(c, elapsed);
  countRequest(c, elapsed / 1000);
});
