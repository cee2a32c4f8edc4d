// The demo data has to fit the migrations, and the guards have to find nothing in it.

import { migrate, seed } from '../db/local-db.mjs';
import { openLocal } from '../dev/local.mjs';

const local = await openLocal({ persist: false });
try {
  const { DB } = local.env;
  await migrate(DB);
  if (!(await seed(DB))) throw new Error('an empty database was not seeded');
  if (await seed(DB)) throw new Error('a filled database was seeded');
  const { results } = await DB.prepare('SELECT * FROM integrity_findings').all();
  if (results.length > 0) throw new Error(JSON.stringify(results));
} finally {
  await local.dispose();
}
console.log('The demo data fits.');
