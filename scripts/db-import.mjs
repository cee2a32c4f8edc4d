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
import { TARGET, withTarget } from './db/target.mjs';
import { command } from './dev/command.mjs';
import { assertStopped, root } from './dev/local.mjs';

const state = `${root}.wrangler/state`;
const fresh = `${root}.wrangler/import`;

/** Restores into separate stores first, so that a broken file leaves the local ones unchanged. */
async function importLocal(text, folder) {
  rmSync(fresh, { recursive: true, force: true });
  const fill = async (target) => {
    await restore(target.db, text);
    await restorePictures(target, folder);
  };
  await withTarget({ data: fresh }, fill).catch(({ message }) => {
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

const OPTIONS = { ...TARGET, force: false, pictures: '', 'pictures-only': false };

command(OPTIONS, async ({ force, pictures, 'pictures-only': picturesOnly, ...stores }, [path]) => {
  if (!path) throw new Error('No file given: npm run db:import -- backup.sql');
  const folder = pictures || folderOf(path);
  if (!stores.remote) assertStopped();
  if (picturesOnly && !existsSync(folder)) throw new Error(`There is no ${folder}.`);
  if (picturesOnly) return withTarget(stores, (target) => restorePictures(target, folder));
  const text = readFileSync(path, 'utf8');
  assertWhole(text);
  const { remote } = stores;
  const advice = remote ? 'Create a new one for wrangler.toml.' : '--force replaces its data.';
  const name = await withTarget(stores, async (target) => {
    if ((remote || !force) && !(await isEmpty(target.db)))
      throw new Error(`The ${target.name} is not empty. ${advice}`);
    if (remote) target.db.execute(resolve(path), { show: true });
    if (remote) await restorePictures(target, folder);
    return target.name;
  });
  if (!remote) await importLocal(text, folder);
  console.log(`The ${name} was restored from ${path}.`);
});
