// Finds accounts with a password of the demo data. Those passwords are public, so they belong in development
// only.
import { scryptSync, timingSafeEqual } from 'node:crypto';
import { demoUsers } from './demo-data.mjs';

const PASSWORDS = [...new Set(demoUsers.map(({ password }) => password))];
const listOf = (values) => values.map((value) => `'${value.toLowerCase()}'`).join(', ');

/**
 * Accounts to check: the demo data's own and every admin. Others cannot have one, because new passwords are
 * never among them.
 */
export const CANDIDATES = `SELECT username, password_hash FROM users WHERE deleted_at IS NULL AND (role = 'admin' OR username_key IN (${listOf(demoUsers.map((user) => user.username))}) OR email_key IN (${listOf(demoUsers.map((user) => user.email))})) ORDER BY seq LIMIT 1000`;

/** Returns whether a password matches a hash in PHC string format. */
function opens(password, stored) {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (!parts) return false;
  const [ln, r, p] = parts.slice(1, 4).map(Number);
  const wanted = Buffer.from(parts[5], 'base64');
  const options = { N: 2 ** ln, r, p, maxmem: 2 ** 27 };
  const given = scryptSync(password, Buffer.from(parts[4], 'base64'), wanted.length, options);
  return timingSafeEqual(given, wanted);
}

/** Returns the candidates that have a demo password, as findings. */
export const demoFindings = (candidates) =>
  candidates
    .filter(({ password_hash }) => PASSWORDS.some((password) => opens(password, password_hash)))
    .map(({ username }) => ({ finding: 'demo_password', detail: username }));
