// npm run db:import -- backup.sql: fills the local database, and puts the pictures from the folder beside the
// file into the bucket.
//   --force                     replaces a database that has data
//   --remote --env production   fills an empty deployed database
//   --pictures FOLDER           takes the pictures from another folder
//   --pictures-only             leaves the database as it is
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { assertWhole, isEmpty, restore } from './db/backup.mjs';
import { folderOf, restorePictures } from './db/backup-pictures.mjs';
import { localPictures } from './db/picture-stores.mjs';
import { TARGET, withTarget } from './db/target.mjs';
import { wrangler } from './deploy/wrangler.mjs';
import { command } from './dev/command.mjs';
import { assertStopped, root, withLocal } from './dev/local.mjs';

const state = `${root}.wrangler/state`;
const fresh = `${root}.wrangler/import`;

/** Restores into separate stores first, so that a broken file leaves the local ones unchanged. */
async function importLocal(path, folder, force) {
  if (!force && !(await withLocal(({ DB }) => isEmpty(DB))))
    throw new Error('The local database has data; --force replaces it.');
  rmSync(fresh, { recursive: true, force: true });
  const fill = async ({ DB: db, PICTURES: bucket }) => {
    await restore(db, readFileSync(path, 'utf8'));
    await restorePictures({ db, pictures: localPictures(bucket) }, folder);
  };
  await withLocal(fill, { persist: { path: `${fresh}/v3` } }).catch(({ message }) => {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`${message}\nThe local database was not changed.`);
  });
  // Without a picture folder, existing pictures stay; npm run db:check reports what does not match.
  if (!existsSync(folder) && existsSync(`${state}/v3/r2`)) {
    rmSync(`${fresh}/v3/r2`, { recursive: true, force: true });
    renameSync(`${state}/v3/r2`, `${fresh}/v3/r2`);
  }
  // Deletes the listings in KV together with the data they were built from.
  rmSync(state, { recursive: true, force: true });
  renameSync(fresh, state);
}

/** Uses D1's own import, which accepts files of any size. */
async function importRemote(path, folder, env, target) {
  assertWhole(readFileSync(path, 'utf8'));
  if (!(await isEmpty(target.db))) {
    throw new Error(
      `The ${target.name} is not empty. Create a new one and set its id in wrangler.toml.`,
    );
  }
  const where = ['d1', 'execute', 'DB', '--remote', '--env', env, '--yes'];
  wrangler([...where, '--file', resolve(path)], { show: true });
  await restorePictures(target, folder);
}

const OPTIONS = { ...TARGET, force: false, pictures: '', 'pictures-only': false };

command(OPTIONS, async (options, [path]) => {
  if (!path) throw new Error('No file given: npm run db:import -- backup.sql');
  const { remote, env, pictures, 'pictures-only': picturesOnly } = options;
  const folder = pictures || folderOf(path);
  if (!remote) assertStopped();
  if (picturesOnly && !existsSync(folder)) throw new Error(`There is no ${folder}.`);
  if (picturesOnly) return withTarget(options, (target) => restorePictures(target, folder));
  if (remote) await withTarget(options, (target) => importRemote(path, folder, env, target));
  else await importLocal(path, folder, options.force);
  console.log(`The ${remote ? `database of ${env}` : 'local database'} was restored from ${path}.`);
});
