// An admin's row, by the rules of the API itself.
import { randomUUID } from 'node:crypto';
import { importSource } from '../dev/source.mjs';

const source = await importSource(
  'domains/users/users.schemas.ts',
  'domains/users/users.service.ts',
  'domains/auth/password-policy.ts',
  'domains/auth/passwords.ts',
  'i18n/messages.ts',
);

const TAKEN = {
  username_key: 'user.username_taken',
  email_key: 'user.email_taken',
};

const say = (key, params) => source.translate(key, 'en', params);
const quote = (value) =>
  typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;

/**
 * The statement that inserts an admin, with the password's hash in it and never the password.
 * @param {{ username: string, email: string, full_name: string, password: string }} input
 * @param {Record<string, string>} settings by the names of wrangler.toml
 */
export async function adminSql(input, settings, now = Date.now()) {
  const result = source.AccountBody.safeParse(input);
  if (!result.success) {
    const lines = result.error.issues.map(({ path, message }) => `${path[0]}: ${say(message)}`);
    throw new Error(lines.join('\n'));
  }
  const { username, email, full_name, password } = result.data;
  const policy = settings.PASSWORD_POLICY ?? 'strict';
  const problem = source.passwordProblem(password, policy);
  if (problem) throw new Error(`password: ${say(problem, { min: policy === 'basic' ? 6 : 8 })}`);
  const row = {
    id: randomUUID(),
    username,
    username_key: source.foldKey(username),
    email,
    email_key: source.foldKey(email),
    password_hash: await source.hashPassword(password, Number(settings.PASSWORD_HASH_COST ?? 15)),
    full_name,
    role: 'admin',
    is_active: 1,
    created_at: now,
    updated_at: now,
  };
  const names = Object.keys(row).join(', ');
  return `INSERT INTO users (${names}) VALUES (${Object.values(row).map(quote).join(', ')});\n`;
}

/** What a refusal of the database means; undefined for any other failure. */
export function takenMessage(text) {
  const column = /UNIQUE constraint failed: users\.(\w+)/.exec(text)?.[1];
  return TAKEN[column] && say(TAKEN[column]);
}
