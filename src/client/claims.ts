interface Claims {
  /** The account id. */
  sub?: string;
  /** The session id. */
  sid?: string;
  /** When the token was issued, in seconds since 1970. */
  iat?: number;
}

/** Returns an access token's claims, unverified; undefined if it cannot be read. */
export function claimsOf(token: string | undefined): Claims {
  try {
    const payload = token?.split('.')[1] ?? '';
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) ?? {};
  } catch {
    return {};
  }
}

/** Returns whether two tokens may belong to the same account. */
export function mayBeSameAccount(one: string, other: string): boolean {
  const [a, b] = [claimsOf(one).sub, claimsOf(other).sub];
  return a === undefined || b === undefined || a === b;
}
