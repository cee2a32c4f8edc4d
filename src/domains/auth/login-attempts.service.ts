import { createHmac } from 'node:crypto';
import type { Database } from '../../db/client';
import { DAY } from '../../db/constants';
import { retry } from '../../db/retry';
import { secretsOf } from '../../env';
import { AppError } from '../../errors';
import type { ServiceContext } from '../../http/context';
import { inBatches } from '../../lib/batches';
import * as repository from './login-attempts.repository';
import { verifyPassword } from './passwords';

const MINUTE = 60_000;

/** Limits in 15 minutes per account: five failures from one address, a hundred from unknown addresses. */
const LIMITS = {
  windowMs: 15 * MINUTE,
  pendingMs: MINUTE / 2,
  perAddress: 5,
  perAccount: 100,
  knownMs: 30 * DAY,
};

const PAUSE_MS = 200;
const PATIENCE_MS = 3000;

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

const keyed = (text: string, secret: string) =>
  createHmac('sha256', secret).update(text).digest('base64url');

function tooMany(now: number, oldest: number | null | undefined, windowMs: number) {
  const seconds = Math.ceil(((oldest ?? now) + windowMs - now) / 1000);
  return new AppError('RateLimitException', {
    message: 'auth.too_many_attempts',
    headers: { 'Retry-After': String(seconds) },
  });
}

/**
 * Records a password attempt before the hash is computed. Attempts count while in progress, so a burst gets
 * no more of them than a sequence. Successful attempts free their slots, and the next attempt waits briefly
 * for one.
 * @throws AppError 429 with Retry-After.
 */
async function enter(ctx: ServiceContext, by: repository.LoginAttempt['by']) {
  const { db, settings, address, now } = ctx;
  const named = 'name' in by ? by.name : by.userId;
  // Keyed, because people type passwords into the wrong field.
  const unknown = `name:${keyed(named, settings.SECRET_KEY)}`;
  const hashOf = (secret: string) => keyed(`address\n${address}`, secret);
  const addressHashes = address === '' ? [] : secretsOf(settings).map(hashOf);
  const attempt = { id: crypto.randomUUID(), by, unknown, address, addressHashes, now };
  for (let waited = 0; ; waited += PAUSE_MS) {
    const { entered, user, state } = await repository.recordIfAllowed(db, attempt, LIMITS);
    if (entered) return { attempt, user };
    const lockedHere = (state?.ownFailed ?? 0) >= LIMITS.perAddress;
    const lockedOut = !state?.isKnown && (state?.failed ?? 0) >= LIMITS.perAccount;
    if (lockedHere) throw tooMany(now, state?.ownFirst, LIMITS.windowMs);
    if (lockedOut) throw tooMany(now, state?.first, LIMITS.windowMs);
    // The account is not locked: attempts in progress occupy all slots.
    if (waited >= PATIENCE_MS) throw tooMany(now, now, LIMITS.pendingMs);
    await pause();
  }
}

/**
 * Records an attempt and checks the password. The caller must record the outcome with `markFailed` or
 * `deleteFailures`.
 * @throws AppError 429 with Retry-After, 503 when the hash queue is full.
 */
export async function tryPassword(
  ctx: ServiceContext,
  by: repository.LoginAttempt['by'],
  password: string,
) {
  const { attempt, user } = await enter(ctx, by);
  const cost = ctx.settings.PASSWORD_HASH_COST;
  try {
    return { attempt, user, ...(await verifyPassword(password, user?.passwordHash, cost)) };
  } catch (error) {
    await retry(() => repository.deleteAttempt(ctx.db, attempt));
    throw error;
  }
}

/** Deletes known addresses last used more than 30 days ago. */
export const purgeAddresses = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeAddresses(db, now - LIMITS.knownMs, limit));

/** Deletes attempts that no longer count. */
export const purgeAttempts = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeAttempts(db, now - LIMITS.windowMs, limit));
