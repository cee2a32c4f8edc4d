import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { queueHash } from './hash-queue';

// r, p and the default cost follow OWASP (Password Storage Cheat Sheet) and stay under the runtime's cap of
// N·r·p ≤ 2^20. N = 2^15 needs more memory than the default 32 MiB.
const R = 8;
const P = 3;
const MAX_MEMORY = 64 * 1024 * 1024 + 1024 * 1024;
const HASH_BYTES = 32;

/** Returns the pause before a hash in milliseconds, about a tenth of the time that a hash takes. */
const pauseBefore = (ln: number) => Math.ceil(20 * 2 ** (ln - 15));

const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function scryptOf(
  password: string,
  salt: Buffer,
  ln: number,
  r: number,
  p: number,
): Promise<Buffer> {
  const options = { N: 2 ** ln, r, p, maxmem: MAX_MEMORY };
  // Synchronous, because it blocks the thread either way and the queue must know when it does.
  return queueHash(pauseBefore(ln), () =>
    scryptSync(password.normalize('NFKC'), salt, HASH_BYTES, options),
  );
}

/**
 * Hashes a password with scrypt in PHC string format. `cost` is log2 of N. Takes about 0.2 s of CPU at cost
 * 15.
 * @throws AppError 503 when the hash queue is full.
 */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const salt = randomBytes(16);
  const hash = await scryptOf(password, salt, cost, R, P);
  return `$scrypt$ln=${cost},r=${R},p=${P}$${encode(salt)}$${encode(hash)}`;
}

/**
 * Verifies a password. Without a stored hash it returns false after the same time, so an unknown account
 * cannot be distinguished from a wrong password.
 * @throws AppError 503 when the hash queue is full.
 */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
  cost: number,
): Promise<{ matches: boolean; outdated: boolean }> {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored ?? '');
  if (!parts) {
    await scryptOf(password, randomBytes(16), cost, R, P);
    return { matches: false, outdated: false };
  }
  const [ln, r, p] = parts.slice(1, 4).map(Number) as [number, number, number];
  const wanted = Buffer.from(parts[5] ?? '', 'base64');
  const given = await scryptOf(password, Buffer.from(parts[4] ?? '', 'base64'), ln, r, p);
  const matches = given.length === wanted.length && timingSafeEqual(given, wanted);
  return { matches, outdated: ln < cost || r < R || p < P };
}
