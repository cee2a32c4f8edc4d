import type { MiddlewareHandler } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import type { AppEnv } from '../http/app-env';

const withEtag = etag({
  retainedHeaders: [
    ...RETAINED_304_HEADERS,
    'Access-Control-Allow-Origin',
    'Access-Control-Allow-Credentials',
    'Access-Control-Expose-Headers',
  ],
});

/** ETags for answers that have none of their own, and 304 by If-None-Match. */
export const conditionalGet: MiddlewareHandler<AppEnv> = (c, next) =>
  c.get('operation')?.streamed ? next() : withEtag(c, next);
