// The demo data has to fit the migrations, and the guards have to find nothing in it.

import { migrate, seed } from '../../scripts/db/local-db.mjs';
import { pictureFindings } from '../../scripts/db/picture-findings.mjs';
import { openLocal } from '../../scripts/dev/local.mjs';
import { importSource } from '../../scripts/dev/source.mjs';

const local = await openLocal({ persist: false });
try {
  const { DB, PICTURES } = local.env;
  await migrate(DB);
  if (!(await seed(DB, PICTURES))) throw new Error('an empty database was not seeded');
  if (await seed(DB, PICTURES)) throw new Error('a filled database was seeded');
  const { DEMO } = await importSource('openapi/demo-ids.ts');
  // These hold secrets or links of their own, so the demo data has none.
  const { webhook, calendar, calendarToDelete, package: _, invitation, bookingTo, ...ids } = DEMO;
  const named = JSON.stringify(Object.values({ ...ids, ...bookingTo }));
  const unknown = await DB.prepare(
    `SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM users UNION SELECT id FROM models
      UNION SELECT id FROM bookings UNION SELECT id FROM book_outs)`,
  )
    .bind(named)
    .all();
  if (unknown.results.length > 0)
    throw new Error(`no such row: ${JSON.stringify(unknown.results)}`);
  const { results } = await DB.prepare('SELECT * FROM integrity_findings').all();
  if (results.length > 0) throw new Error(JSON.stringify(results));
  const findings = async () =>
    (await pictureFindings(DB, PICTURES)).map(({ finding }) => finding).join();
  if (await findings()) throw new Error(await findings());
  // What is missing or too much on either side is found.
  const [{ key }] = (await PICTURES.list({ limit: 1 })).objects;
  await PICTURES.delete(key);
  await PICTURES.put('pictures/nobody/320', 'x');
  if ((await findings()) !== 'object_without_picture,picture_without_object') {
    throw new Error(`orphans: ${await findings()}`);
  }
} finally {
  await local.dispose();
}
console.log('The demo data fits.');
