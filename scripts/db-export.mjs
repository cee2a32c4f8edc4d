// npm run db:export [-- backup.sql] [--force] [--remote --env production]: exports a whole database as one
// SQL file, and its pictures to a folder beside it. --pictures <folder> chooses another folder; --sql-only
// skips them.
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dump, isEmpty, restore, toFile } from './db/backup.mjs';
import {
  folderOf,
  localPictures,
  readyPictures,
  remotePictures,
  savePictures,
} from './db/backup-pictures.mjs';
import { remoteDb } from './db/remote-db.mjs';
import { environmentOf } from './deploy/config.mjs';
import { openLocal } from './dev/local.mjs';

/** Rows of a table per response from a deployed database. */
const PAGE = 2000;
const TRIES = 3;
const now = new Date().toISOString();

/** @param keep writes the text and saves the pictures of a database and a store */
async function exportLocal(keep) {
  const local = await openLocal();
  const { DB, PICTURES } = local.env;
  try {
    if (await isEmpty(DB))
      throw new Error('There is no local database yet: npm run dev creates it.');
    const text = await toFile(await dump(DB), `The local database at ${now}`);
    await keep(text, DB, localPictures(PICTURES));
  } finally {
    await local.dispose();
  }
}

/** Checks that a file can be restored, by restoring it into a temporary database. */
async function problemOf(text) {
  const local = await openLocal({ persist: false });
  return await restore(local.env.DB, text)
    .then(() => undefined)
    .catch((error) => error)
    .finally(local.dispose);
}

/**
 * Exports a deployed database. A table larger than one page may change between pages, so an inconsistent
 * export is repeated.
 */
async function exportRemote(env, keep) {
  const db = remoteDb(env);
  if (await isEmpty(db)) throw new Error(`The database of ${env} is empty.`);
  for (let nth = 1; ; nth++) {
    const text = await toFile(await dump(db, PAGE), `The database of ${env} at ${now}`);
    const problem = await problemOf(text);
    if (!problem) return await keep(text, db, await remotePictures(env));
    if (nth === TRIES) throw new Error(`The export could not be restored: ${problem.message}`);
  }
}

async function keepPictures(db, store, folder) {
  const pictures = await readyPictures(db);
  const missing = await savePictures(pictures, store, folder);
  console.log(
    `${pictures.length - missing.length} of ${pictures.length} pictures are in ${folder}.`,
  );
  if (missing.length === 0) return;
  console.error(`Missing from the bucket: pictures ${missing.join(', ')}.`);
  process.exitCode = 1;
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean', default: false },
      ...{ pictures: { type: 'string' }, 'sql-only': { type: 'boolean' } },
      ...{ remote: { type: 'boolean' }, env: { type: 'string' } },
    },
  });
  const path = positionals[0] ?? `backup-${now.slice(0, 19).replaceAll(':', '-')}.sql`;
  if (existsSync(path) && !values.force)
    throw new Error(`${path} already exists; --force overwrites it.`);
  const env = values.remote && environmentOf(values);
  const keep = async (text, db, store) => {
    // An existing file stays until the new one is complete. The file contains password hashes.
    writeFileSync(`${path}.part`, text, { mode: 0o600 });
    renameSync(`${path}.part`, path);
    console.log(`The ${env ? `database of ${env}` : 'local database'} is in ${path}.`);
    if (!values['sql-only']) await keepPictures(db, store, values.pictures ?? folderOf(path));
  };
  if (env) await exportRemote(env, keep);
  else await exportLocal(keep);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
