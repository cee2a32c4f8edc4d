interface Claims {
  /** The account. */
  sub?: string;
  /** The session. */
  sid?: string;
  /** When the token was issued, in seconds since 1970. */
  iat?: number;
}

/** What an access token says, unverified; nothing for one that cannot be read. */
export function claimsOf(token: string | undefined): Claims {
  try {
    const payload = token?.split('.')[1] ?? '';
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) ?? {};
  } catch {
    return {};
  }
}

/** Whether nothing says that two tokens belong to different accounts. */
export function mayBeSameAccount(one: string, other: string): boolean {
  const [a, b] = [claimsOf(one).sub, claimsOf(other).sub];
  return a === undefined || b === undefined || a === b;
}
