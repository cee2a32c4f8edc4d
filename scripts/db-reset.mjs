// npm run db:reset: deletes the local stores and reloads the demo data.
import { rmSync } from 'node:fs';
import { isRunning, root } from './dev/local.mjs';
import { prepare } from './dev/prepare.mjs';

if (isRunning()) {
  console.error('Stop the development server first: it keeps the database open.');
  process.exit(1);
}
rmSync(`${root}.wrangler/state`, { recursive: true, force: true });
await prepare();
console.log('The local database was recreated with demo data.');
