import { etag, RETAINED_304_HEADERS } from 'hono/etag';

/** ETags for answers that have none of their own, and 304 by If-None-Match. */
export const conditionalGet = etag({
  retainedHeaders: [
    ...RETAINED_304_HEADERS,
    'Access-Control-Allow-Origin',
    'Access-Control-Allow-Credentials',
    'Access-Control-Expose-Headers',
  ],
});
