// npm run db:reset: throws the local stores away and loads the demo data anew.
import { rmSync } from 'node:fs';
import { migrate, seed } from './db/local-db.mjs';
import { isRunning, openLocal, root } from './dev/local.mjs';

if (isRunning()) {
  console.error('Stop npm run dev first: it holds the database open.');
  process.exit(1);
}
rmSync(`${root}.wrangler/state`, { recursive: true, force: true });
const local = await openLocal();
await migrate(local.env.DB);
await seed(local.env.DB);
await local.dispose();
console.log('The local database is fresh, with demo data.');
