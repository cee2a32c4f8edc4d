// npm run db:import -- backup.sql [--force]: replaces the local database with the file's content.
// npm run db:import -- backup.sql --remote --env production: fills an empty deployed one.
// Both upload the pictures from the folder beside the file, or from --pictures <folder>, to the bucket.
// --pictures-only uploads only the pictures and also works while the database is in use.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assertWhole, isEmpty, restore } from './db/backup.mjs';
import {
  folderOf,
  localPictures,
  readyPictures,
  remotePictures,
  restorePictures,
} from './db/backup-pictures.mjs';
import { remoteDb } from './db/remote-db.mjs';
import { environmentOf } from './deploy/config.mjs';
import { wrangler } from './deploy/wrangler.mjs';
import { isRunning, openLocal, root } from './dev/local.mjs';

const state = `${root}.wrangler/state`;
const fresh = `${root}.wrangler/import`;

function assertStopped() {
  if (isRunning())
    throw new Error('Stop the development server first: it keeps the database open.');
}

async function within(options, work) {
  const local = await openLocal(options);
  try {
    return await work(local.env.DB, local.env.PICTURES);
  } finally {
    await local.dispose();
  }
}

/** Uploads the database's pictures from the folder to the bucket and reports missing ones. */
async function importPictures(db, store, folder) {
  if (!existsSync(folder)) {
    console.error(`There is no ${folder}: the pictures in the bucket stay as they are.`);
    return;
  }
  const pictures = await readyPictures(db);
  const missing = await restorePictures(pictures, store, folder);
  console.log(`${pictures.length - missing.length} of ${pictures.length} pictures are restored.`);
  if (missing.length === 0) return;
  console.error(`Missing from ${folder}: pictures ${missing.join(', ')}.`);
  process.exitCode = 1;
}

/** Restores into separate stores first, so that a broken file leaves the local ones unchanged. */
async function restoreBeside(text, folder) {
  rmSync(fresh, { recursive: true, force: true });
  try {
    await within({ persist: { path: `${fresh}/v3` } }, async (db, bucket) => {
      await restore(db, text);
      await importPictures(db, localPictures(bucket), folder);
    });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`${error.message}\nThe local database was not changed.`);
  }
}

async function importLocal(path, folder, force) {
  assertStopped();
  if (!force && !(await within({}, isEmpty)))
    throw new Error('The local database has data; --force replaces it.');
  await restoreBeside(readFileSync(path, 'utf8'), folder);
  // Without a picture folder, existing pictures stay; npm run db:check reports what does not match.
  if (!existsSync(folder) && existsSync(`${state}/v3/r2`)) {
    rmSync(`${fresh}/v3/r2`, { recursive: true, force: true });
    renameSync(`${state}/v3/r2`, `${fresh}/v3/r2`);
  }
  // Deletes the listings in KV together with the data they were built from.
  rmSync(state, { recursive: true, force: true });
  renameSync(fresh, state);
  return 'The local database';
}

/** Uses D1's own import, which accepts files of any size. */
async function importRemote(path, folder, env) {
  assertWhole(readFileSync(path, 'utf8'));
  if (!(await isEmpty(remoteDb(env)))) {
    throw new Error(
      `The database of ${env} is not empty. Create a new one and set its id in wrangler.toml.`,
    );
  }
  const target = ['d1', 'execute', 'DB', '--remote', '--env', env, '--yes'];
  wrangler([...target, '--file', resolve(path)], { show: true });
  await importPictures(remoteDb(env), await remotePictures(env), folder);
  return `The database of ${env}`;
}

async function importPicturesOnly(folder, env) {
  if (!existsSync(folder)) throw new Error(`There is no ${folder}.`);
  if (env) return importPictures(remoteDb(env), await remotePictures(env), folder);
  assertStopped();
  return within({}, (db, bucket) => importPictures(db, localPictures(bucket), folder));
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean', default: false },
      ...{ pictures: { type: 'string' }, 'pictures-only': { type: 'boolean' } },
      ...{ remote: { type: 'boolean' }, env: { type: 'string' } },
    },
  });
  const [path] = positionals;
  if (!path) throw new Error('No file given: npm run db:import -- backup.sql');
  const folder = values.pictures ?? folderOf(path);
  const env = values.remote && environmentOf(values);
  if (values['pictures-only']) await importPicturesOnly(folder, env);
  else {
    const what = env
      ? await importRemote(path, folder, env)
      : await importLocal(path, folder, values.force);
    console.log(`${what} was restored from ${path}.`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
