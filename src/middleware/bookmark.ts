import { createMiddleware } from 'hono/factory';
import { bookmarkOf } from '../db/client';
import type { AppEnv } from '../lib/app-env';
import { BOOKMARK } from '../lib/service-context';

/** Tells the caller what its write, or its read on the primary, has seen. */
export const sendBookmark = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const db = c.get('db');
  const bookmark = db && bookmarkOf(db);
  if (bookmark) c.res.headers.set(BOOKMARK, bookmark);
});
