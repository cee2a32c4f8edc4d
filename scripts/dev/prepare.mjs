// Prepares a checkout for `wrangler dev`: a secret, a database, demo data.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { seed } from '../db/demo.mjs';
import { appliedMigrations, migrate, migrationFiles } from '../db/local-db.mjs';
import { ensureSecret, root, withLocal } from './local.mjs';

const store = `${root}.wrangler/state/v3/d1`;
/** Records which migrations the store has. It is inside the store, so that it is deleted with it. */
const stamp = `${store}/migrations.json`;
const DAY = 86_400_000;

const OUTDATED =
  'The local database was made by other migrations than those of this checkout: npm run db:reset';

const hashOf = (text) => createHash('sha256').update(text).digest('hex');

/**
 * Keeps Miniflare from asking Cloudflare for this machine's location, which offline fails with a stack trace.
 */
function ensurePlace() {
  const path = `${root}node_modules/.mf/cf.json`;
  if (existsSync(path) && Date.now() - statSync(path).mtimeMs < 29 * DAY) return;
  mkdirSync(`${root}node_modules/.mf`, { recursive: true });
  const place = { colo: 'ICN', country: 'KR', timezone: 'Asia/Seoul', httpProtocol: 'HTTP/1.1' };
  writeFileSync(path, JSON.stringify(place));
}

/**
 * Applies missing migrations and loads the demo data into an empty store. Returns whether it loaded the data.
 * @throws if the store has migrations that this checkout lacks or has in a different version.
 */
async function prepareStore(secret) {
  const files = migrationFiles();
  const current = Object.fromEntries(files.map(({ name, text }) => [name, hashOf(text)]));
  const known = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {};
  if (Object.keys(known).some((name) => current[name] !== known[name])) throw new Error(OUTDATED);
  // A second process must not open the store of a running server.
  if (Object.keys(known).length === files.length) return false;
  return await withLocal(async ({ DB, PICTURES }) => {
    const applied = await appliedMigrations(DB);
    if (applied.some((name) => !(name in current))) throw new Error(OUTDATED);
    await migrate(DB);
    const seeded = await seed(DB, PICTURES, secret);
    writeFileSync(stamp, JSON.stringify(current, null, 1));
    return seeded;
  });
}

/**
 * Prepares this checkout. Returns whether the demo data was just loaded, and the secret that signs its links.
 */
export async function prepare() {
  const secret = ensureSecret();
  ensurePlace();
  return { seeded: await prepareStore(secret), secret };
}
