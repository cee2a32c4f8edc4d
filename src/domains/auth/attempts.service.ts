import { createHmac } from 'node:crypto';
import type { Database } from '../../db/client';
import { DAY } from '../../db/constants';
import { retry } from '../../db/retry';
import { secretsOf } from '../../env';
import type { ServiceContext } from '../../http/context';
import { inBatches } from '../../lib/batches';
import { AppError } from '../../lib/errors';
import * as repository from './attempts.repository';
import { verifyPassword } from './passwords';

const MINUTE = 60_000;

/** Five failures of an account from one address in 15 minutes, a hundred from addresses it is not known to use. */
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
 * Books an attempt at a password before the hash is computed. Attempts under way count until they end, so
 * that a burst gets no more of them than a sequence; right ones give their place back, and the next
 * waits for that a little.
 * @throws AppError 429 with Retry-After.
 */
async function enter(ctx: ServiceContext, by: repository.LoginAttempt['by']) {
  const { db, settings, address, now } = ctx;
  const named = 'name' in by ? by.name : by.userId;
  // Keyed, as people type passwords into the wrong field.
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
    // Nobody is locked out: guesses that are under way hold the places.
    if (waited >= PATIENCE_MS) throw tooMany(now, now, LIMITS.pendingMs);
    await pause();
  }
}

/**
 * Books an attempt and looks whether it is right. How it ends has to be told by the caller: `markFailed` or `deleteFailures`.
 * @throws AppError 429 with Retry-After, 503 when too many hashes wait.
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

/** Deletes addresses that an account was known by more than 30 days ago. */
export const purgeAddresses = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeAddresses(db, now - LIMITS.knownMs, limit));

/** Deletes guesses that no longer count. */
export const purgeAttempts = ({ db, now }: { db: Database; now: number }) =>
  inBatches((limit) => repository.purgeAttempts(db, now - LIMITS.windowMs, limit));
