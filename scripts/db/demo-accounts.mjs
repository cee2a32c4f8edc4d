// Finds accounts with a password of the demo data. Those passwords are public, so they belong in development
// only.
import { importSource } from '../dev/source.mjs';
import { demoRows } from './demo.mjs';

const { users } = demoRows();
const PASSWORDS = new Set(users.map(({ password }) => password));
const listOf = (column) => users.map((user) => `'${user[column]}'`).join(', ');

/**
 * Accounts to check: the demo data's own and every admin. Others cannot have one, because new passwords are
 * never among them.
 */
export const CANDIDATES = `SELECT username, password_hash FROM users WHERE deleted_at IS NULL AND (role = 'admin'
  OR username_key IN (${listOf('username_key')}) OR email_key IN (${listOf('email_key')})) ORDER BY seq LIMIT 1000`;

/** Returns the candidates that have a demo password, as findings. */
export async function demoFindings(candidates) {
  const { verifyPassword } = await importSource('domains/auth/passwords.ts');
  const findings = [];
  for (const { username, password_hash } of candidates) {
    for (const password of PASSWORDS) {
      const { matches } = await verifyPassword(password, password_hash, 15);
      if (matches) findings.push({ finding: 'demo_password', detail: username });
    }
  }
  return findings;
}
