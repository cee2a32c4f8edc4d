import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';

/** Keeps responses that require a link out of search engines. */
export const noIndex = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  c.res.headers.set('X-Robots-Tag', 'noindex');
});
