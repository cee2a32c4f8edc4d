// Migrates a local D1 database.
import { randomBytes, scryptSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../dev/local.mjs';

/** Lists the migrations of a checkout (by default this one) in order. */
export const migrationFiles = (checkout = root) =>
  readdirSync(join(checkout, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(checkout, 'migrations', name), 'utf8') }));

/** Returns the names of the applied migrations from wrangler's own table. */
export async function appliedMigrations(db) {
  await db.exec(
    'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)',
  );
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all();
  return results.map(({ name }) => name);
}

/** Applies the migrations that `wrangler d1 migrations apply DB --local` would apply. */
export async function migrate(db, checkout = root) {
  const { unstable_splitSqlQuery: split } = await import('wrangler');
  const applied = await appliedMigrations(db);
  for (const { name, text } of migrationFiles(checkout).filter(
    (one) => !applied.includes(one.name),
  )) {
    const record = db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name);
    await db.batch([...split(text).map((statement) => db.prepare(statement)), record]);
  }
}

/** Hashes in the password format of src/domains/auth/passwords.ts, at its default cost. */
export function hash(password) {
  const salt = randomBytes(16);
  const key = scryptSync(password, salt, 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 65 * 1024 * 1024 });
  const encode = (bytes) => bytes.toString('base64').replace(/=+$/, '');
  return `$scrypt$ln=15,r=8,p=3$${encode(salt)}$${encode(key)}`;
}
