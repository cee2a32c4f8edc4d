import { openDatabase } from '../db/client';
import { addressOf } from './address';
import type { AppContext } from './app-env';
import type { ActorContext, ServiceContext } from './context';
import { countsOf } from './counts';
import { AppError } from './errors';

/** The service context of this request. */
export function contextOf(c: AppContext): ServiceContext {
  return {
    db: openDatabase(c.env.DB, 'first-primary', c.get('pending')?.check),
    replica: (bookmark) => openDatabase(c.env.DB, bookmark),
    cache: c.env.CACHE,
    counts: countsOf(c.env.DB),
    settings: c.get('settings'),
    actor: c.get('actor'),
    address: addressOf(c),
    now: c.get('now'),
    background: (work) => c.executionCtx.waitUntil(work),
  };
}

/**
 * The service context of a signed-in caller.
 * @throws AppError 401 should a route ever be mounted before the guard.
 */
export function actorContextOf(c: AppContext): ActorContext {
  const context = contextOf(c);
  if (!context.actor) throw new AppError('AuthenticationException');
  return { ...context, actor: context.actor };
}
