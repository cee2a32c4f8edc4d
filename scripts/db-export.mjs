// npm run db:export [-- backup.sql]: exports the local database as one SQL file, and its pictures to a folder
// beside it.
//   --remote --env production   exports a deployed database
//   --force                     overwrites an existing file
//   --pictures FOLDER           saves the pictures in another folder
//   --sql-only                  skips the pictures
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { dump, isEmpty, restore, toFile } from './db/backup.mjs';
import { folderOf, savePictures } from './db/backup-pictures.mjs';
import { TARGET, withTarget } from './db/target.mjs';
import { command } from './dev/command.mjs';
import { withLocal } from './dev/local.mjs';

/** Rows of a table per response of a deployed database. */
const PAGE = 2000;
const TRIES = 3;
const now = new Date().toISOString();

/** Restores a file into a temporary database. Returns the failure, if any. */
const problemOf = (text) =>
  withLocal(({ DB }) => restore(DB, text), { persist: false }).catch((error) => error);

/**
 * Exports a database. A table larger than one page may change between pages, so an inconsistent export is
 * repeated.
 */
async function textOf({ db, name }) {
  if (await isEmpty(db)) throw new Error(`The ${name} is empty.`);
  for (let nth = 1; ; nth++) {
    const text = await toFile(await dump(db, PAGE), `The ${name} at ${now}`);
    const problem = await problemOf(text);
    if (!problem) return text;
    if (nth === TRIES) throw new Error(`The export could not be restored: ${problem.message}`);
  }
}

const OPTIONS = { ...TARGET, force: false, pictures: '', 'sql-only': false };

command(
  OPTIONS,
  async (options, [path = `backup-${now.slice(0, 19).replaceAll(':', '-')}.sql`]) => {
    if (existsSync(path) && !options.force)
      throw new Error(`${path} already exists; --force overwrites it.`);
    await withTarget(options, async (target) => {
      const text = await textOf(target);
      // An existing file stays until the new one is complete. The file contains password hashes.
      writeFileSync(`${path}.part`, text, { mode: 0o600 });
      renameSync(`${path}.part`, path);
      console.log(`The ${target.name} is in ${path}.`);
      if (!options['sql-only']) await savePictures(target, options.pictures || folderOf(path));
    });
  },
);
