import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
const CHECK_BYTES = 4;

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

const withCheck = (secret: Buffer) =>
  Buffer.concat([secret, sha256(secret).subarray(0, CHECK_BYTES)]).toString('base64url');

/** 256 random bits and a checksum of them. It outlives signing keys, so it is made of none. */
export const newToken = (secret = randomBytes(SECRET_BYTES)) => withCheck(secret);

/** Whether a text can be a token at all: what cannot costs no query. */
export function isToken(text: string): boolean {
  if (!/^[\w-]{48}$/.test(text)) return false;
  return withCheck(Buffer.from(text, 'base64url').subarray(0, SECRET_BYTES)) === text;
}

/** What is stored of a token. */
export const hashOf = (token: string) => sha256(token).toString('base64url');
