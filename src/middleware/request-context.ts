import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';
import { logRequest } from '../http/log';
import { countRequest } from '../http/request-metrics';
import { preferredLanguage } from '../i18n/messages';
import { discardBody } from './refused-body';
import { setResponseHeaders } from './response-headers';

const SANE_ID = /^[\w.:-]{1,128}$/;

/** Assigns the request id, language and time, completes the response, and times, logs and counts the request. */
export const requestContext = createMiddleware<AppEnv>(async (c, next) => {
  const started = performance.now();
  const incoming = c.req.header('X-Request-Id');
  c.set('requestId', incoming && SANE_ID.test(incoming) ? incoming : crypto.randomUUID());
  c.set('language', preferredLanguage(c.req.header('Accept-Language')));
  c.set('now', Date.now());
  await next();
  const { status } = c.res;
  // A caller over its limit gets no more time.
  if (status >= 400 && status !== 429) await discardBody(c.req.raw);
  const elapsed = performance.now() - started;
  setResponseHeaders(c, elapsed);
  logRequest(c, elapsed);
  countRequest(c, elapsed / 1000);
});
