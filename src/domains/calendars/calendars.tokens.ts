import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const CHECK_BYTES = 4;

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

const withCheck = (secret: Buffer) =>
  Buffer.concat([secret, sha256(secret).subarray(0, CHECK_BYTES)]).toString('base64url');

/**
 * Creates a token of 256 random bits and their checksum. It does not depend on a signing key, so it survives
 * key rotation.
 */
export const newToken = (secret = randomBytes(SECRET_BYTES)) => withCheck(secret);

/** Returns whether a text has the form of a token. Anything else costs no query. */
export function isToken(text: string): boolean {
  if (!/^[\w-]{48}$/.test(text)) return false;
  return withCheck(Buffer.from(text, 'base64url').subarray(0, SECRET_BYTES)) === text;
}

/** Returns the hash that is stored for a token. */
export const hashOf = (token: string) => sha256(token).toString('base64url');
