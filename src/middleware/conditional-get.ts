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

/** Adds ETags to responses without their own, and returns 304 for a matching If-None-Match. */
export const conditionalGet: MiddlewareHandler<AppEnv> = (c, next) =>
  c.get('operation')?.streamed ? next() : withEtag(c, next);
