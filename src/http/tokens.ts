import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import * as z from 'zod';
import { ROLES, type Role } from '../db/constants';
import { type Settings, secretsOf } from '../env';
import { AppError } from '../errors';

const ISSUER = 'model-agency-api';
const ACCESS = { typ: 'at+jwt', audience: 'model-agency-api' };
const REFRESH = { typ: 'rt+jwt', audience: 'model-agency-api/refresh' };

const accessClaims = z.object({
  sub: z.string().min(1),
  username: z.string(),
  role: z.enum(ROLES),
  sid: z.string().min(1),
  jti: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
});

const refreshClaims = z.object({
  sub: z.string().min(1),
  sid: z.string().min(1),
  cnt: z.int().min(0),
  exp: z.number(),
});

/** The session state from which a token pair is derived. */
export interface SessionTurn {
  sessionId: string;
  userId: string;
  username: string;
  role: Role;
  counter: number;
  /** When the counter got its value, in epoch milliseconds. */
  rotatedAt: number;
  expiresAt: number;
}

/** Returns the `kid` of a secret: a prefix of its hash, which does not reveal it. */
const keyIdOf = (secret: string) =>
  createHash('sha256').update(`kid\n${secret}`).digest('base64url').slice(0, 8);

/** An imported key and its `kid`. */
interface SigningKey {
  kid: string;
  key: CryptoKey;
}

const ready = new WeakMap<Settings, Promise<[SigningKey, ...SigningKey[]]>>();

/**
 * Returns the valid keys, current one first. They are imported once per isolate because importing is
 * expensive.
 */
function keysOf(settings: Settings): Promise<[SigningKey, ...SigningKey[]]> {
  const known = ready.get(settings);
  if (known) return known;
  const algorithm = { name: 'HMAC', hash: `SHA-${settings.ALGORITHM.slice(2)}` };
  const toKey = async (secret: string) => ({
    kid: keyIdOf(secret),
    key: await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [
      'sign',
      'verify',
    ]),
  });
  const keys = Promise.all(secretsOf(settings).map(toKey)) as Promise<
    [SigningKey, ...SigningKey[]]
  >;
  ready.set(settings, keys);
  return keys;
}

/** Returns the key for a `kid`, or the current key without one. */
async function keyOf(kid: string | undefined, settings: Settings): Promise<CryptoKey> {
  const keys = await keysOf(settings);
  const named = kid === undefined ? keys[0] : keys.find((one) => one.kid === kid);
  if (named === undefined) throw new errors.JWKSNoMatchingKey();
  return named.key;
}

const seconds = (epochMs: number) => Math.floor(epochMs / 1000);

/**
 * Issues a session's token pair. The pair depends on the session's state only, so concurrent tabs and a
 * client that lost the response get the same pair again.
 */
export async function issueTokens(turn: SessionTurn, settings: Settings, now: number) {
  const [current] = await keysOf(settings);
  const sign = (kind: typeof ACCESS, claims: Record<string, unknown>, expires: number) =>
    new SignJWT(claims)
      .setProtectedHeader({
        alg: settings.ALGORITHM,
        typ: kind.typ,
        kid: current.kid,
      })
      .setSubject(turn.userId)
      .setIssuedAt(seconds(turn.rotatedAt))
      .setExpirationTime(expires)
      .setIssuer(ISSUER)
      .setAudience(kind.audience)
      .sign(current.key);
  // No token outlives its session.
  const life = seconds(turn.rotatedAt) + settings.ACCESS_TOKEN_EXPIRE_MINUTES * 60;
  const expires = Math.min(life, seconds(turn.expiresAt));
  const jti = `${turn.sessionId}.${turn.counter}`;
  const { sessionId: sid, username, role } = turn;
  const access = { sid, username, role, jti };
  const refresh = { sid, cnt: turn.counter };
  return {
    access_token: await sign(ACCESS, access, expires),
    refresh_token: await sign(REFRESH, refresh, seconds(turn.expiresAt)),
    token_type: 'bearer' as const,
    expires_in: expires - seconds(now),
  };
}

async function verify<T>(
  token: string,
  kind: typeof ACCESS,
  claims: z.ZodType<T>,
  settings: Settings,
  now: number,
) {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyOf(kid, settings), {
      algorithms: [settings.ALGORITHM],
      typ: kind.typ,
      issuer: ISSUER,
      audience: kind.audience,
      requiredClaims: ['exp'],
      currentDate: new Date(now),
    });
    return claims.parse(payload);
  } catch (error) {
    if (
      error instanceof errors.JOSEError ||
      error instanceof z.ZodError ||
      error instanceof TypeError
    ) {
      throw new AppError('AuthenticationException');
    }
    throw error;
  }
}

type AccessClaims = z.output<typeof accessClaims>;

/** Claims of tokens whose signature this isolate has verified. Callers send the same token many times. */
const verified = new WeakMap<Settings, LRUCache<string, AccessClaims>>();

const verifiedBy = (settings: Settings) => {
  const found = verified.get(settings) ?? new LRUCache<string, AccessClaims>({ max: 1000 });
  verified.set(settings, found);
  return found;
};

/**
 * Returns the claims of an access token. A signature is verified once per isolate, the expiry every time.
 * @throws AppError 401 unless the token is valid.
 */
export async function verifyAccessToken(token: string, settings: Settings, now: number) {
  const known = verifiedBy(settings).get(token);
  if (known && known.exp > seconds(now)) return known;
  const claims = await verify(token, ACCESS, accessClaims, settings, now);
  verifiedBy(settings).set(token, claims);
  return claims;
}

/** Returns the claims of a refresh token. @throws AppError 401 unless the token is valid. */
export const verifyRefreshToken = (token: string, settings: Settings, now: number) =>
  verify(token, REFRESH, refreshClaims, settings, now);
