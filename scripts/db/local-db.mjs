// Migrates a local D1 database.
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
