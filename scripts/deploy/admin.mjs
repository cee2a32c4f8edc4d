// Creates an admin's row by the API's own rules.
import { randomUUID } from 'node:crypto';
import { importSource } from '../dev/source.mjs';

const source = await importSource(
  'domains/users/users.schemas.ts',
  'domains/users/users.service.ts',
  'domains/auth/password-policy.ts',
  'domains/auth/passwords.ts',
  'http/input/zod-issues.ts',
  'i18n/messages.ts',
);

const say = (key, params) => source.translate(key, 'en', params);
const quote = (value) =>
  typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;

/** @throws an Error with one line per field error. */
function assertNone(errors) {
  const lines = errors.map(({ field, message, params }) => `${field}: ${say(message, params)}`);
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

/** Hashes a new password at the configured cost. Rejects what the API would reject. */
async function hashOf(password, names, settings) {
  const { PASSWORD_POLICY = 'strict', PASSWORD_HASH_COST = 15 } = settings;
  assertNone(source.passwordErrors('password', password, PASSWORD_POLICY, names));
  return await source.hashPassword(password, Number(PASSWORD_HASH_COST));
}

/**
 * Returns the statement that inserts an admin. It contains the password's hash, never the password.
 * @param {{ username: string, email: string, full_name: string, password: string }} input
 * @param {Record<string, string>} settings by the names of wrangler.toml
 */
export async function adminSql(input, settings, now = Date.now()) {
  const result = source.AccountBody.safeParse(input, { error: source.messageOf });
  if (!result.success) assertNone(result.error.issues.flatMap(source.toFieldErrors));
  const { username, email, full_name, password } = result.data;
  const row = {
    ...{ id: randomUUID(), role: 'admin', is_active: 1, email_verified: 1 },
    ...{ username, username_key: source.foldKey(username) },
    ...{ email, email_key: source.foldKey(email) },
    password_hash: await hashOf(password, { username, email }, settings),
    ...{ full_name, created_at: now, updated_at: now },
  };
  const names = Object.keys(row).join(', ');
  return [`INSERT INTO users (${names}) VALUES (${Object.values(row).map(quote).join(', ')})`];
}

/** Returns the query for the admin with a username. */
export const findSql = (username) =>
  `SELECT id, username, email FROM users WHERE username_key = ${quote(source.foldKey(username))} AND role = 'admin'`;

/** Returns the statements that set an admin's new password, end all sessions and clear failed sign-ins. */
export async function resetSql({ id, username, email }, password, settings, now = Date.now()) {
  const hash = await hashOf(password, { username, email }, settings);
  return [
    `UPDATE users SET password_hash = ${quote(hash)}, version = version + 1, updated_by = id, updated_at = ${now} WHERE id = ${quote(id)}`,
    `UPDATE sessions SET revoked_at = ${now} WHERE user_id = ${quote(id)} AND revoked_at IS NULL`,
    `DELETE FROM login_attempts WHERE account = ${quote(id)}`,
  ];
}

/** Explains the database's refusal; undefined for any other failure. */
export function takenMessage(text) {
  const name = /UNIQUE constraint failed: users\.(username|email)_key/.exec(text)?.[1];
  return name && say(`user.${name}_taken`);
}
