// npm run db:reset: throws the local stores away and loads the demo data anew.
import { rmSync } from 'node:fs';
import { openLocal, root } from './local.mjs';
import { migrate, seed } from './local-db.mjs';

rmSync(`${root}.wrangler/state`, { recursive: true, force: true });
const local = await openLocal();
await migrate(local.env.DB);
await seed(local.env.DB);
await local.dispose();
console.log('The local database is fresh, with demo data.');
