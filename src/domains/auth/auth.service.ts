import type { Database } from '../../db/client';
import { retry } from '../../db/retry';
import type { Settings } from '../../env';
import { AppError, invalidField } from '../../errors';
import type { ActorContext, ServiceContext } from '../../http/context';
import { issueTokens, verifyRefreshToken } from '../../http/tokens';
import { inBatches } from '../../lib/batches';
import * as users from '../users/users.service';
import * as repository from './auth.repository';
import { isDemoPassword } from './demo-passwords';
import { deleteFailures, markFailed } from './login-attempts.repository';
import { tryPassword } from './login-attempts.service';
import { passwordErrors } from './password-policy';
import { hashPassword } from './passwords';

const GRACE_MS = 10_000;
const DAY_MS = 86_400_000;

const maxMs = (settings: Settings) => settings.SESSION_MAX_DAYS * DAY_MS;

const sessionEnd = (settings: Settings, now: number) =>
  now + Math.min(settings.REFRESH_TOKEN_EXPIRE_DAYS * DAY_MS, maxMs(settings));

/** Demo accounts belong in development and test. Elsewhere their well-known passwords are rejected. */
const isRefusedDemo = (settings: Settings, password: string) =>
  !['development', 'test'].includes(settings.APP_ENV) && isDemoPassword(password);

/**
 * Signs in by username or email and opens a session.
 * @throws AppError 401 with the same message and after the same time for an unknown account, a wrong password
 * and an inactive account; 429 after too many failures, before anything is hashed; 503 when the hash queue is
 * full.
 */
export async function login(
  ctx: ServiceContext,
  input: { username: string; password: string; userAgent: string | undefined },
) {
  const { db, settings, now } = ctx;
  const by = { name: users.foldKey(input.username) };
  const { attempt, user, matches, outdated } = await tryPassword(ctx, by, input.password);
  const rejected = async () => {
    await retry(() => markFailed(db, attempt.id));
    return new AppError('AuthenticationException', { message: 'auth.bad_credentials' });
  };
  if (!user?.isActive || !matches || isRefusedDemo(settings, input.password)) {
    throw await rejected();
  }
  const session = {
    id: crypto.randomUUID(),
    userId: user.id,
    rotatedAt: now,
    userAgent: input.userAgent?.slice(0, 256) ?? null,
    address: ctx.address || null,
    createdAt: now,
    expiresAt: sessionEnd(settings, now),
  };
  // The better hash can wait until the queue is less busy.
  const rehash = () => hashPassword(input.password, settings.PASSWORD_HASH_COST);
  const rehashed = outdated ? await rehash().catch(() => undefined) : undefined;
  const opened = await repository.insertSessionIfUnchanged(
    db,
    session,
    attempt,
    user.passwordHash,
    rehashed,
  );
  if (!opened) throw await rejected();
  const turn = { ...opened, sessionId: opened.id, username: user.username };
  return issueTokens(turn, settings, now);
}

/**
 * Returns a new token pair for a refresh token, which is then used up.
 * @throws AppError 401 for an invalid token. A reused one ends its session; see `rotateSession`.
 */
export async function refresh(ctx: ServiceContext, input: { refresh_token: string }) {
  const { db, settings, now } = ctx;
  const { sid, sub, cnt } = await verifyRefreshToken(input.refresh_token, settings, now);
  const turn = {
    sessionId: sid,
    userId: sub,
    counter: cnt,
    now,
    graceMs: GRACE_MS,
    expiresAt: sessionEnd(settings, now),
    maxMs: maxMs(settings),
  };
  // Safe to retry: the grace period covers a repeated rotation.
  const row = await retry(() => repository.rotateSession(db, turn));
  if (!row) throw new AppError('AuthenticationException');
  const { session, username, role } = row;
  const next = { ...session, sessionId: session.id, username, role };
  return issueTokens(next, settings, now);
}

/** Ends the caller's session, or all of the caller's sessions. */
export async function logout(
  ctx: ActorContext,
  input: { all?: boolean | undefined },
): Promise<void> {
  const { userId, sessionId } = ctx.actor;
  if (input.all) await repository.revokeAllSessions(ctx.db, userId, ctx.now);
  else await repository.revokeSession(ctx.db, userId, sessionId, ctx.now);
}

/**
 * Verifies the caller's password again and returns its hash. @throws AppError 422 for the field, 429, 503.
 */
export async function assertOwnPassword(ctx: ActorContext, field: string, password: string) {
  const by = { userId: ctx.actor.userId };
  const { attempt, user, matches } = await tryPassword(ctx, by, password);
  if (user && matches) {
    await retry(async () => deleteFailures(ctx.db, attempt, user.id));
    return user.passwordHash;
  }
  await retry(() => markFailed(ctx.db, attempt.id));
  throw invalidField(field, 'wrong_password', 'auth.wrong_password');
}

/** Returns the problems with the caller's new password, if it is well-formed. */
export async function newPasswordProblems(
  { settings, ...ctx }: ServiceContext,
  { new_password }: { new_password?: string },
) {
  if (!ctx.actor || new_password === undefined) return [];
  const names = await users.get({ ...ctx, settings, actor: ctx.actor }, ctx.actor.userId);
  return passwordErrors('new_password', new_password, settings.PASSWORD_POLICY, names);
}

/** Changes the caller's password and ends all other sessions. @throws AppError 422 by field, 429, 503. */
export async function changePassword(
  ctx: ActorContext,
  input: { current_password: string; new_password: string },
): Promise<void> {
  const { db, settings, actor, now } = ctx;
  const errors = await newPasswordProblems(ctx, input);
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const verifiedHash = await assertOwnPassword(ctx, 'current_password', input.current_password);
  const newHash = await hashPassword(input.new_password, settings.PASSWORD_HASH_COST);
  const { userId, sessionId } = actor;
  const change = { userId, sessionId, verifiedHash, newHash, now };
  if (!(await repository.changePasswordIfUnchanged(db, change))) {
    throw invalidField('current_password', 'wrong_password', 'auth.wrong_password');
  }
}

/** Returns all stored sessions of the caller, newest first. */
export const allSessions = (ctx: ActorContext) => repository.findSessions(ctx.db, ctx.actor.userId);

/** Lists the caller's live sessions. */
export function listSessions(ctx: ActorContext, page: { skip: number; limit: number }) {
  return repository.listLiveSessions(ctx.db, { userId: ctx.actor.userId, now: ctx.now, ...page });
}

/** Ends one of the caller's sessions. @throws AppError 404 if the caller has no such live session. */
export async function endSession(ctx: ActorContext, sessionId: string): Promise<void> {
  const ended = await repository.revokeSession(ctx.db, ctx.actor.userId, sessionId, ctx.now);
  if (!ended) throw new AppError('SessionNotFoundException', { params: { id: sessionId } });
}

/** Deletes sessions that ended or expired at least a day ago. */
export async function purgeSessions({ db, now }: { db: Database; now: number }): Promise<void> {
  for (const kind of ['ended', 'run out'] as const) {
    await inBatches((limit) => repository.purgeSessions(db, kind, now - DAY_MS, limit));
  }
}
