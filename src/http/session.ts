import { databaseOf } from '../db/client';
import type { OutboxKind } from '../db/constants';
import { retry } from '../db/retry';
import { type Actor, guardSession } from '../db/session-guard';
import { AppError } from '../errors';
import type { AppContext } from './app-env';
import type { PresentedToken } from './context';
import type { Operation } from './operation';

/** Returns whether an operation reads the token. */
export const usesToken = ({ access, adminSeesMore, adminFields }: Operation) =>
  access !== 'public' || adminSeesMore === true || adminFields !== undefined;

const required = ({ state }: PresentedToken) =>
  new AppError(
    'AuthenticationException',
    state === 'none' ? { message: 'auth.token_required' } : {},
  );

/**
 * Returns the caller of an operation; undefined where the operation does not use the token.
 * @throws AppError 401 for an invalid token where one is required.
 */
export function callerOf(operation: Operation, presented: PresentedToken): Actor | undefined {
  if (operation.adminSeesMore) {
    // Only admins see more. Anyone else with a stale token still sees the public catalogue.
    if (presented.state === 'good') {
      return presented.actor.role === 'admin' ? presented.actor : undefined;
    }
    if (presented.state === 'bad' && presented.claimsAdmin) throw required(presented);
    return undefined;
  }
  if (operation.access === 'public') return undefined;
  if (presented.state !== 'good') throw required(presented);
  return presented.actor;
}

/** Returns whether a body has a field that only admins may set. Malformed bodies are rejected later. */
async function setsAdminField(c: AppContext, fields: readonly string[]): Promise<boolean> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) return false;
  return fields.some((field) => (body as Record<string, unknown>)[field] != null);
}

/** Checks the caller again after the body was read: the body may decide, and the token may have expired. */
async function confirmed(c: AppContext, operation: Operation): Promise<Actor | undefined> {
  const presented = c.get('presented');
  const { adminFields } = operation;
  let caller = c.get('actor');
  if (adminFields && (await setsAdminField(c, adminFields))) {
    if (presented.state !== 'good') throw required(presented);
    caller = presented.actor;
  }
  if (caller && presented.state === 'good' && c.get('now') >= presented.expiresAt) {
    throw new AppError('AuthenticationException');
  }
  return caller;
}

/** Wakes the queue. If the message is lost, the cron picks up the work. */
function wake(c: AppContext, kinds: readonly OutboxKind[]): void {
  for (const kind of kinds) {
    const told = c.env.OUTBOX?.send({ kind });
    if (told) c.executionCtx.waitUntil(told.catch(() => undefined));
  }
}

/**
 * Runs a call's work in a D1 session guarded for its caller. If the work ran no query, refused or not, the
 * guard runs alone, so that an ended session returns 401 before any other response.
 */
export async function inSession(
  c: AppContext,
  operation: Operation,
  work: () => Promise<Response>,
): Promise<Response> {
  const isOpen = c.get('actor') === undefined && operation.adminFields === undefined;
  const caller = isOpen ? undefined : await confirmed(c, operation);
  if (!caller) {
    const answer = await work();
    wake(c, operation.emits ?? []);
    return answer;
  }
  c.set('actor', caller);
  const emits = operation.emits !== undefined;
  const guard = guardSession(c.env.DB.withSession('first-primary'), caller, c.get('now'), emits);
  c.set('db', databaseOf(guard.session));
  const ask = async () => {
    if (!guard.asked) await retry(guard.check);
  };
  try {
    // Where only admin fields need a token, a caller means that the body has such a field.
    const needsAdmin = operation.access === 'admin' || operation.adminFields !== undefined;
    if (needsAdmin && caller.role !== 'admin') {
      throw new AppError('PermissionDeniedException');
    }
    const answer = await work();
    await ask();
    wake(c, guard.due);
    return answer;
  } catch (error) {
    await ask();
    throw error;
  }
}
