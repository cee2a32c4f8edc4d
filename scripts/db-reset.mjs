// npm run db:reset: throws the local stores away and loads the demo data anew.
import { rmSync } from 'node:fs';
import { isRunning, root } from './dev/local.mjs';
import { prepare } from './dev/prepare.mjs';

if (isRunning()) {
  console.error('Stop the development server first: it holds the database open.');
  process.exit(1);
}
rmSync(`${root}.wrangler/state`, { recursive: true, force: true });
await prepare();
console.log('The local database is fresh, with demo data.');
