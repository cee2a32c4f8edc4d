import { createMiddleware } from 'hono/factory';
import { openDatabase } from '../db/client';
import type { Role } from '../db/constants';
import { authenticate, claim, settle } from '../domains/auth/auth.service';
import type { AppContext, AppEnv } from '../http/app-env';
import type { Actor } from '../http/context';
import { discardAnswer } from '../http/discard';
import { keyedRequestOf } from '../http/idempotency';
import { AppError } from '../lib/errors';
import { retry } from '../lib/retry';

const MOST_ROLES = 10_000;

/** Roles that sessions had when they were last looked up: what a read is begun with, never what it ends with. */
const lastRoles = new Map<string, Role>();

function remember(sessionId: string, role: Role): void {
  if (lastRoles.size >= MOST_ROLES) lastRoles.clear();
  lastRoles.set(sessionId, role);
}

/** Lets a read begin before its session is looked up, and nothing out until it has been. */
async function identifyReader(c: AppContext, token: string, next: () => Promise<void>) {
  const { settings, now } = c.var;
  const db = openDatabase(c.env.DB, 'first-primary');
  const claimant = await claim({ db, settings, now }, token);
  const { userId, sessionId, check } = claimant;
  let asked: Promise<Actor> | undefined;
  const settled = () => {
    asked ??= retry(() => settle({ db, now }, claimant)).then((actor) => {
      remember(sessionId, actor.role);
      return actor;
    });
    return asked;
  };
  // Public reads seldom ask the primary, so the check runs beside them; all others take it along.
  const isBeside = c.get('operation')?.access === 'public';
  if (isBeside) settled().catch(() => {});
  c.set('pending', { check: isBeside ? undefined : check, settle: settled });
  c.set('actor', { userId, sessionId, role: lastRoles.get(sessionId) ?? 'client' });
  await next();
  try {
    c.set('actor', await settled());
  } catch (error) {
    c.set('actor', undefined);
    c.set('db', undefined);
    discardAnswer(c);
    throw error;
  }
}

async function identifyWriter(c: AppContext, token: string, next: () => Promise<void>) {
  const { settings, now } = c.var;
  // The primary: a replica that lags behind would let an ended session live on.
  const db = openDatabase(c.env.DB, 'first-primary');
  const keyed = (userId: string) => keyedRequestOf(c, userId);
  const { actor, kept } = await retry(() => authenticate({ db, settings, now }, token, keyed));
  c.set('actor', actor);
  c.set('kept', kept);
  await next();
}

/**
 * Who is calling: a bearer token that is sent must be good, also where none is needed.
 * @throws AppError 401 for a bad token; a database that cannot be reached is a 503, never a 401.
 */
export const identify = createMiddleware<AppEnv>(async (c, next) => {
  const header = c.req.header('Authorization');
  if (header === undefined) return next();
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
  if (!token) throw new AppError('AuthenticationException');
  const reads = c.get('operation')?.method === 'get';
  return reads ? identifyReader(c, token, next) : identifyWriter(c, token, next);
});

/** The guard: everything mounted behind it needs a session. */
export const requireSession = createMiddleware<AppEnv>(async (c, next) => {
  if (!c.get('actor')) {
    throw new AppError('AuthenticationException', { message: 'auth.token_required' });
  }
  await next();
});

/** Everything mounted behind it needs the admin role. */
export const requireAdmin = createMiddleware<AppEnv>(async (c, next) => {
  const [pending, actor] = [c.get('pending'), c.get('actor')];
  if (pending && actor) {
    c.set('actor', { ...actor, role: 'admin' });
    await next();
    if ((await pending.settle()).role === 'admin') return;
    discardAnswer(c);
  } else if (actor?.role === 'admin') {
    return next();
  }
  throw new AppError('PermissionDeniedException');
});
