import { createMiddleware } from 'hono/factory';
import { decodeJwt } from 'jose';
import { AppError } from '../errors';
import type { AppContext, AppEnv } from '../http/app-env';
import type { PresentedToken } from '../http/context';
import type { Operation } from '../http/operation';
import { usesToken } from '../http/session';
import { verifyAccessToken } from '../http/tokens';

/** Returns whether a token claims the admin role, without verifying it. */
function claimsAdmin(token: string): boolean {
  try {
    return decodeJwt(token).role === 'admin';
  } catch {
    return false;
  }
}

async function present(c: AppContext): Promise<PresentedToken> {
  const header = c.req.header('Authorization');
  if (header === undefined) return { state: 'none' };
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(header)?.[1];
  if (!token) return { state: 'bad', claimsAdmin: false };
  try {
    const { sub, sid, role, exp } = await verifyAccessToken(token, c.get('settings'), c.get('now'));
    const actor = { userId: sub, sessionId: sid, role };
    return { state: 'good', actor, expiresAt: exp * 1000 };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { state: 'bad', claimsAdmin: claimsAdmin(token) };
  }
}

/** Checks the token without I/O, if the operation uses it. Rejects no one. */
export async function readToken(c: AppContext, operation: Operation): Promise<PresentedToken> {
  const presented: PresentedToken = usesToken(operation) ? await present(c) : { state: 'none' };
  c.set('presented', presented);
  return presented;
}

/** The guard: everything mounted after it requires a caller. */
export const requireSession = createMiddleware<AppEnv>((c, next) => {
  if (!c.get('actor')) throw new AppError('AuthenticationException');
  return next();
});
