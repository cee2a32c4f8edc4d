import { databaseOf } from '../db/client';
import { retry } from '../db/retry';
import { type Actor, guardSession } from '../db/session-guard';
import { AppError } from '../lib/errors';
import type { AppContext } from './app-env';
import type { PresentedToken } from './context';
import type { Operation } from './operation';

/** Whether an operation reads the token. */
export const usesToken = ({ access, adminSeesMore, adminFields }: Operation) =>
  access !== 'public' || adminSeesMore === true || adminFields !== undefined;

const required = ({ state }: PresentedToken) =>
  new AppError(
    'AuthenticationException',
    state === 'none' ? { message: 'auth.token_required' } : {},
  );

/**
 * The caller that a call is made for; nobody where the operation has no use for the token.
 * @throws AppError 401 for a token that is bad by itself, where one is needed.
 */
export function callerOf(operation: Operation, presented: PresentedToken): Actor | undefined {
  if (operation.adminSeesMore) {
    // Only admins see more. A stale token of anybody else takes nobody's catalogue away.
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

/** Whether a body has one of the fields that only admins may set. Malformed ones are refused later. */
async function setsAdminField(c: AppContext, fields: readonly string[]): Promise<boolean> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) return false;
  return fields.some((field) => (body as Record<string, unknown>)[field] != null);
}

/** The caller, once the body is there: it decides in some operations, and the token may have run out. */
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

/** Tells the queue that there is work. Should the word be lost, the cron finds it. */
function wake(c: AppContext, emits: true | 'mails'): void {
  const kinds = emits === true ? ['webhooks', 'mails'] : [emits];
  for (const kind of kinds) {
    const told = c.env.OUTBOX?.send({ kind });
    if (told) c.executionCtx.waitUntil(told.catch(() => undefined));
  }
}

/**
 * Runs the work of a call on a D1 session that is guarded for its caller. Where the work has asked
 * nothing, whether it was refused or not, the guard is asked alone: an ended session is a 401 before
 * any other answer.
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
    if (operation.emits) wake(c, operation.emits);
    return answer;
  }
  c.set('actor', caller);
  const guard = guardSession(c.env.DB.withSession('first-primary'), caller, c.get('now'));
  c.set('db', databaseOf(guard.session));
  const ask = async () => {
    if (!guard.asked) await retry(guard.check);
  };
  try {
    // A caller where a token is but looked at for fields: the body has one that is for admins.
    const needsAdmin = operation.access === 'admin' || operation.adminFields !== undefined;
    if (needsAdmin && caller.role !== 'admin') {
      throw new AppError('PermissionDeniedException');
    }
    const answer = await work();
    await ask();
    if (operation.emits) wake(c, operation.emits);
    return answer;
  } catch (error) {
    await ask();
    throw error;
  }
}
