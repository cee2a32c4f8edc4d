import { createMiddleware } from 'hono/factory';
import { bookmarkOf } from '../db/client';
import type { AppEnv } from '../http/app-env';
import { BOOKMARK } from '../http/service-context';

/** Returns the D1 bookmark of what a write, or a read on the primary, has seen. */
export const sendBookmark = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const db = c.get('db');
  const bookmark = db && bookmarkOf(db);
  if (bookmark) c.res.headers.set(BOOKMARK, bookmark);
});
