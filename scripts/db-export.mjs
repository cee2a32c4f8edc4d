// npm run db:export [-- backup.sql] [--force] [--remote --env production]: a whole database as one SQL file.
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dump, isEmpty, restore, toFile } from './db/backup.mjs';
import { remoteDb } from './db/remote-db.mjs';
import { environmentOf } from './deploy/config.mjs';
import { openLocal } from './dev/local.mjs';

/** Rows of a table in one answer of a deployed database. */
const PAGE = 2000;
const TRIES = 3;
const now = new Date().toISOString();

async function exportLocal() {
  const local = await openLocal();
  try {
    if (await isEmpty(local.env.DB))
      throw new Error('There is no local database yet: npm run dev makes it.');
    return await toFile(await dump(local.env.DB), `The local database at ${now}`);
  } finally {
    await local.dispose();
  }
}

/** Whether a file can be restored, by doing it into a database that is gone afterwards. */
async function problemOf(text) {
  const local = await openLocal({ persist: false });
  return await restore(local.env.DB, text)
    .then(() => undefined)
    .catch((error) => error)
    .finally(local.dispose);
}

/** Past the first page of a table others may write in between: what does not fit together is read again. */
async function exportRemote(env) {
  const db = remoteDb(env);
  if (await isEmpty(db)) throw new Error(`There is nothing in the database of ${env} yet.`);
  for (let nth = 1; ; nth++) {
    const text = await toFile(await dump(db, PAGE), `The database of ${env} at ${now}`);
    const problem = await problemOf(text);
    if (!problem) return text;
    if (nth === TRIES) throw new Error(`It could not be restored: ${problem.message}`);
  }
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean', default: false },
      ...{ remote: { type: 'boolean' }, env: { type: 'string' } },
    },
  });
  const path = positionals[0] ?? `backup-${now.slice(0, 19).replaceAll(':', '-')}.sql`;
  if (existsSync(path) && !values.force)
    throw new Error(`${path} is there already; --force overwrites it.`);
  const env = values.remote && environmentOf(values);
  const text = env ? await exportRemote(env) : await exportLocal();
  // What is there stays until the new one is complete. The file holds password hashes.
  writeFileSync(`${path}.part`, text, { mode: 0o600 });
  renameSync(`${path}.part`, path);
  console.log(`The ${env ? `database of ${env}` : 'local database'} is in ${path}.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
