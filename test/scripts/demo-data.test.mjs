// The demo data must match the migrations, and the integrity query must find nothing in it.

import { seed } from '../../scripts/db/demo.mjs';
import { migrate } from '../../scripts/db/local-db.mjs';
import { pictureFindings } from '../../scripts/db/picture-findings.mjs';
import { openLocal } from '../../scripts/dev/local.mjs';
import { importSource } from '../../scripts/dev/source.mjs';

const SECRET = 'of-this-check-alone';
const local = await openLocal({ persist: false });
try {
  const { DB, PICTURES } = local.env;
  await migrate(DB);
  if (!(await seed(DB, PICTURES, SECRET))) throw new Error('an empty database was not seeded');
  if (await seed(DB, PICTURES, SECRET)) throw new Error('a filled database was seeded');
  const { DEMO } = await importSource('openapi/demo-ids.ts');
  const { bookingTo, ...others } = DEMO;
  const named = Object.values({ ...others, ...bookingTo }).flat();
  const tables = ['users', 'models', 'bookings', 'book_outs', 'pictures'];
  tables.push('packages', 'calendars', 'invitations', 'webhook_endpoints');
  const known = await DB.batch(tables.map((table) => DB.prepare(`SELECT id FROM ${table}`)));
  const ids = new Set(known.flatMap(({ results }) => results.map(({ id }) => id)));
  const unknown = named.filter((id) => !ids.has(id));
  if (unknown.length > 0) throw new Error(`no such row: ${unknown}`);
  const { results } = await DB.prepare('SELECT * FROM integrity_findings').all();
  if (results.length > 0) throw new Error(JSON.stringify(results));
  const findings = async () =>
    (await pictureFindings(DB, PICTURES)).map(({ finding }) => finding).join();
  if (await findings()) throw new Error(await findings());
  // Missing and superfluous entries are found on either side.
  const [{ key }] = (await PICTURES.list({ limit: 1 })).objects;
  await PICTURES.delete(key);
  await PICTURES.put('pictures/nobody/320', 'x');
  if ((await findings()) !== 'object_without_picture,picture_without_object') {
    throw new Error(`orphans: ${await findings()}`);
  }
} finally {
  await local.dispose();
}
console.log('The demo data matches the migrations.');
