// npm run db:import -- backup.sql [--force]: makes the local database what the file says.
// npm run db:import -- backup.sql --remote --env production: fills an empty deployed one.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assertWhole, isEmpty, restore } from './db/backup.mjs';
import { remoteDb } from './db/remote-db.mjs';
import { environmentOf } from './deploy/config.mjs';
import { wrangler } from './deploy/wrangler.mjs';
import { isRunning, openLocal, root } from './dev/local.mjs';

const state = `${root}.wrangler/state`;
const fresh = `${root}.wrangler/import`;

async function within(options, work) {
  const local = await openLocal(options);
  try {
    return await work(local.env.DB);
  } finally {
    await local.dispose();
  }
}

/** Into a store of its own first, so that a broken file leaves the local database as it was. */
async function restoreBeside(text) {
  rmSync(fresh, { recursive: true, force: true });
  try {
    await within({ persist: { path: `${fresh}/v3` } }, (db) => restore(db, text));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`${error.message}\nThe local database is as it was.`);
  }
}

async function importLocal(path, force) {
  if (isRunning())
    throw new Error('Stop the development server first: it holds the database open.');
  if (!force && !(await within({}, isEmpty)))
    throw new Error('The local database has data; --force replaces it.');
  await restoreBeside(readFileSync(path, 'utf8'));
  // The files of pictures are not in the backup: what is there stays, and npm run db:check tells what does not fit.
  if (existsSync(`${state}/v3/r2`)) {
    rmSync(`${fresh}/v3/r2`, { recursive: true, force: true });
    renameSync(`${state}/v3/r2`, `${fresh}/v3/r2`);
  }
  // Listings in KV go with the data they were made of.
  rmSync(state, { recursive: true, force: true });
  renameSync(fresh, state);
  return 'The local database';
}

/** By D1's own import, for which a file can be of any size. */
async function importRemote(path, env) {
  assertWhole(readFileSync(path, 'utf8'));
  if (!(await isEmpty(remoteDb(env)))) {
    throw new Error(`The database of ${env} has tables. Make a new one; wrangler.toml names it.`);
  }
  const target = ['d1', 'execute', 'DB', '--remote', '--env', env, '--yes'];
  wrangler([...target, '--file', resolve(path)], { show: true });
  return `The database of ${env}`;
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean', default: false },
      ...{ remote: { type: 'boolean' }, env: { type: 'string' } },
    },
  });
  const [path] = positionals;
  if (!path) throw new Error('Which file? npm run db:import -- backup.sql');
  const what = values.remote
    ? await importRemote(path, environmentOf(values))
    : await importLocal(path, values.force);
  console.log(`${what} is what ${path} says.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
