import type { OperationInfo } from './operation';

/** Rate limits by address, as they are bound in wrangler.toml, and their period in seconds. */
export const LIMITERS = { LOGIN_LIMITER: 60, WRITE_LIMITER: 60, READ_LIMITER: 60 } as const;

/** The limit that counts a call: every write, and reads of callers who are not signed in. */
export function limiterOf(
  { method, path, limiter }: OperationInfo,
  isAnonymous: () => boolean,
): keyof typeof LIMITERS | undefined {
  if (limiter) return limiter;
  if (!path.startsWith('/api/')) return undefined;
  if (method !== 'get') return 'WRITE_LIMITER';
  return isAnonymous() ? 'READ_LIMITER' : undefined;
}
