import { totalsOf } from '../cache/totals';
import { openDatabase } from '../db/client';
import { AppError, invalidField } from '../errors';
import type { AppContext } from './app-env';
import { clientIp } from './client-ip';
import type { ActorContext, ServiceContext, Target } from './context';
import { publicUrlOf } from './public-url';

export const BOOKMARK = 'X-D1-Bookmark';

/** Returns the D1 bookmark that the caller sent, if any. @throws AppError 422 for anything but a bookmark. */
function bookmarkHeader(c: AppContext): string | undefined {
  const given = c.req.header(BOOKMARK);
  if (given === undefined || /^[0-9a-f]{1,40}(-[0-9a-f]{1,40}){2,4}$/.test(given)) return given;
  throw invalidField(BOOKMARK, 'invalid_format', 'list.bookmark_invalid');
}

/** Returns this request's service context. */
export function contextOf(c: AppContext): ServiceContext {
  return {
    // Opened when it is needed: a hit in the cache needs no database.
    get db() {
      const db = c.get('db') ?? openDatabase(c.env.DB, 'first-primary');
      c.set('db', db);
      return db;
    },
    replica: (bookmark) => openDatabase(c.env.DB, bookmark),
    cache: c.env.CACHE,
    pictures: c.env.PICTURES,
    images: c.env.IMAGES,
    totals: totalsOf(c.env.DB),
    settings: c.get('settings'),
    actor: c.get('actor'),
    get publicUrl() {
      return publicUrlOf(c.get('settings'), c.req.url);
    },
    address: clientIp(c),
    language: c.get('language'),
    now: c.get('now'),
    bookmark: bookmarkHeader(c),
    background: (work) => c.executionCtx.waitUntil(work),
  };
}

/**
 * Returns a signed-in caller's service context.
 * @throws AppError 401 if a route is ever mounted before the guard.
 */
export function actorContextOf(c: AppContext): ActorContext {
  const context = contextOf(c);
  if (!context.actor) throw new AppError('AuthenticationException');
  return { ...context, actor: context.actor };
}

/** Returns the target of this request's write. */
export const targetOf = (c: AppContext, id: string): Target => ({
  id,
  ifMatch: c.req.header('If-Match'),
});
