// npm run db:reset: deletes the local stores and reloads the demo data.
import { rmSync } from 'node:fs';
import { command } from './dev/command.mjs';
import { assertStopped, root } from './dev/local.mjs';
import { prepare } from './dev/prepare.mjs';

command({}, async () => {
  assertStopped();
  rmSync(`${root}.wrangler/state`, { recursive: true, force: true });
  await prepare();
  console.log('The local database was recreated with demo data.');
});
