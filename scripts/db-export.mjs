// npm run db:export [-- backup.sql] [--force]: writes the whole local database as one SQL file.
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dump, isEmpty, toFile } from './db/backup.mjs';
import { openLocal } from './dev/local.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false } },
});
const now = new Date().toISOString();
const path = positionals[0] ?? `backup-${now.slice(0, 19).replaceAll(':', '-')}.sql`;

async function read() {
  const local = await openLocal();
  try {
    if (await isEmpty(local.env.DB))
      throw new Error('There is no local database yet: npm run dev makes it.');
    return await toFile(await dump(local.env.DB), `The local database at ${now}`);
  } finally {
    await local.dispose();
  }
}

try {
  if (existsSync(path) && !values.force)
    throw new Error(`${path} is there already; --force overwrites it.`);
  const text = await read();
  // What is there stays until the new one is complete. The file holds password hashes.
  writeFileSync(`${path}.part`, text, { mode: 0o600 });
  renameSync(`${path}.part`, path);
  console.log(`The local database is in ${path}.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
