// npm run db:import -- backup.sql [--force]: makes the local database what the file says.
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isEmpty, restore } from './db/backup.mjs';
import { isRunning, openLocal, root } from './dev/local.mjs';

const state = `${root}.wrangler/state`;
const fresh = `${root}.wrangler/import`;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false } },
});

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

try {
  if (isRunning())
    throw new Error('Stop the development server first: it holds the database open.');
  if (!positionals[0]) throw new Error('Which file? npm run db:import -- backup.sql');
  if (!values.force && !(await within({}, isEmpty)))
    throw new Error('The local database has data; --force replaces it.');
  await restoreBeside(readFileSync(positionals[0], 'utf8'));
  // Listings in KV go with the data they were made of.
  rmSync(state, { recursive: true, force: true });
  renameSync(fresh, state);
  console.log(`The local database is what ${positionals[0]} says.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
