// A backup must restore exactly, including the guards and the search. Also tests a deployed database through
// wrangler.
import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { dump, isEmpty, restore, toFile } from '../../scripts/db/backup.mjs';
import { seed } from '../../scripts/db/demo.mjs';
import { migrate } from '../../scripts/db/local-db.mjs';
import { openLocal } from '../../scripts/dev/local.mjs';
import { withD1Api } from '../operations/fakes/d1-api.mjs';
import { makeProject } from '../operations/fakes/project.mjs';

const VALUES = `NULL; 0; -1; 9007199254740993; -9223372036854775808; 0.1; 1.0; 1.0 / 3; 1e300; 9e999;
  -9e999; X''; X'00ff27'; zeroblob(9); CAST(X'61ff' AS TEXT); '1.0'; 'NULL'; ''`;
const TEXTS = [
  '🧑‍🎤 검색될 한글 \ufeff\u2028',
  `it's "quoted"; -- no comment /* nor this */ \`$x$\` CASE BEGIN `,
  `line\n'; CREATE TRIGGER t BEGIN SELECT 1; END;\r\n\t\u001f`,
  'nul\0after it',
  'T610a',
  'BEGIN TRANSACTION; COMMIT; BEGIN TRANSACTION;',
];

const quoteName = (name) => `"${name.replaceAll('"', '""')}"`;
const all = async (db, sql) => (await db.prepare(sql).all()).results;

/** Adds cases that a backup must handle but the demo data lacks. */
async function addNasty(db) {
  const odd = 'INSERT INTO "odd ""one" VALUES';
  await db.batch([
    db.prepare('CREATE TABLE "odd ""one" ("select")'),
    ...VALUES.split(/;\s*/).map((value) => db.prepare(`${odd} (${value})`)),
    ...[...TEXTS, '긴글'.repeat(5000)].map((text) => db.prepare(`${odd} (?)`).bind(text)),
    db.prepare('CREATE TABLE keyed (b TEXT, a INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID'),
    db.prepare("INSERT INTO keyed VALUES ('b', 1), ('a', 2), ('a', 1)"),
    // Gaps in rowids, and a counter past its last row.
    db.prepare('DELETE FROM "odd ""one" WHERE rowid IN (2, 5)'),
    db.prepare('DELETE FROM book_outs WHERE seq = (SELECT max(seq) FROM book_outs)'),
    db.prepare('UPDATE bookings SET notes = ?').bind(`${TEXTS}`),
    db.prepare('UPDATE models SET description = ? WHERE seq = 1').bind(`${TEXTS}`),
    // Each picture of a deployed bucket runs its own wrangler.
    db.prepare(
      "UPDATE pictures SET state = 'deleted', deleted_at = updated_at WHERE id NOT IN (SELECT id FROM pictures ORDER BY id LIMIT 3)",
    ),
  ]);
}

/** Returns schema, rows and counters, read differently than by the export. */
async function snapshot(db) {
  const schema = await all(
    db,
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB '_cf_*' ORDER BY type, name",
  );
  const rows = {};
  for (const { name, sql } of schema.filter(({ type }) => type === 'table')) {
    const columns = await all(db, `PRAGMA table_info(${quoteName(name)})`);
    const exact = columns.map((column, i) => {
      const it = quoteName(column.name);
      return `typeof(${it}) || ' ' || iif(typeof(${it}) IN ('integer', 'real'), quote(${it}), hex(${it})) AS c${i}`;
    });
    const hasRowid = !/WITHOUT ROWID/.test(sql);
    const [id, order] = hasRowid ? ['rowid AS id, ', ' ORDER BY rowid'] : ['', ''];
    rows[name] = await all(db, `SELECT ${id}${exact.join(', ')} FROM ${quoteName(name)}${order}`);
  }
  return { schema, rows };
}

async function checkSearch(db) {
  const found = "SELECT seq FROM models_search WHERE instr(text, '검색될')";
  deepStrictEqual(await all(db, found), [{ seq: 1 }]);
}

async function checkGuards(db) {
  deepStrictEqual(await all(db, 'SELECT * FROM integrity_findings'), []);
  const [{ id }] = await all(db, "SELECT id FROM bookings WHERE status = 'requested' LIMIT 1");
  const names = 'model_id, start_at, end_at, price_per_hour, total_price, created_at';
  const twin = `INSERT INTO bookings (id, user_id, updated_at, ${names}) SELECT ?1, coalesce(?2, user_id), created_at, ${names} FROM bookings WHERE id = ?3`;
  await rejects(db.prepare(twin).bind('own', null, id).run(), /BOOKING_DUPLICATE/);
  const [{ admin }] = await all(db, "SELECT id AS admin FROM users WHERE role = 'admin' LIMIT 1");
  await db.prepare(twin).bind('twin', admin, id).run();
  const confirm = db.prepare("UPDATE bookings SET status = 'confirmed' WHERE id = ?");
  await confirm.bind('twin').run();
  await rejects(confirm.bind(id).run(), /BOOKING_OVERLAP/);
  const events = await all(db, "SELECT event FROM booking_events WHERE booking_id = 'twin'");
  deepStrictEqual(events, [{ event: 'created' }, { event: 'confirmed' }]);
}

/** Returns every object in a bucket with its bytes and media type. */
async function objectsOf(bucket) {
  const { objects } = await bucket.list({ include: ['httpMetadata'] });
  const read = async ({ key, httpMetadata }) => {
    const bytes = Buffer.from(await (await bucket.get(key)).arrayBuffer());
    return [key, httpMetadata.contentType, bytes.toString('base64')];
  };
  return Promise.all(objects.map(read));
}

/** Copies the ready pictures' originals, as `npm run db:import` does. */
async function copyPictures(from, db, to) {
  const { results } = await db.prepare("SELECT id FROM pictures WHERE state = 'ready'").all();
  for (const key of results.map(({ id }) => `pictures/${id}/original`)) {
    const { body, httpMetadata } = await from.get(key);
    await to.put(key, await new Response(body).arrayBuffer(), { httpMetadata });
  }
}

/** Exports and imports the local database and bucket with a developer's commands. */
async function checkLocal() {
  const { run, folder, write, remove } = makeProject();
  const done = async (script, ...args) => {
    const { code, output } = await run(script, args, '', {});
    deepStrictEqual([script, code], [script, 0], output);
    return output;
  };
  const original = (id) => `${folder}/backup.pictures/${id}`;
  try {
    write('.dev.vars', 'SECRET_KEY=of-this-check-alone-and-nothing-else\n');
    await done('db-reset.mjs');
    ok(/90 of 90 pictures are in backup.pictures/.test(await done('db-export.mjs', 'backup.sql')));
    rmSync(`${folder}/.wrangler/state`, { recursive: true });
    ok(/90 of 90 pictures are restored/.test(await done('db-import.mjs', 'backup.sql')));
    ok(/No findings/.test(await done('db-check.mjs')));

    const unforced = await run('db-import.mjs', ['backup.sql'], '', {});
    deepStrictEqual(
      [unforced.code, unforced.output],
      [1, 'The local database is not empty. --force replaces its data.\n'],
    );

    // A truncated file counts as missing.
    const [cut] = readdirSync(`${folder}/backup.pictures`);
    truncateSync(original(cut), 10);
    const broken = await run('db-import.mjs', ['backup.sql', '--force'], '', {});
    const told = /89 of 90/.test(broken.output) && broken.output.includes(cut);
    deepStrictEqual([broken.code, told], [1, true], broken.output);
  } finally {
    remove();
  }
}

/** Copies one deployed database to another with an operator's commands. */
async function checkRemote(from, pictures) {
  const expected = await snapshot(from);
  let expectedObjects;
  const { run, folder, read, remove } = makeProject({ ready: true });
  const there = ['--remote', '--env', 'production'];
  const command = async (api, script, ...args) => {
    const { code, output } = await run(script, [...args, ...there], '', api.env);
    return { code, output };
  };
  try {
    await withD1Api(async (api) => {
      const empty = await command(api, 'db-export.mjs', 'backup.sql');
      deepStrictEqual(
        [empty.code, /database of production is empty/.test(empty.output)],
        [1, true],
      );
      await restore(api.db, await toFile(await dump(from), 'x'));
      await copyPictures(pictures, from, api.bucket);
      const { code, output } = await command(api, 'db-export.mjs', 'backup.sql');
      const told =
        'The database of production is in backup.sql.\n3 of 3 pictures are in backup.pictures.\n';
      deepStrictEqual([code, output], [0, told]);
      expectedObjects = await objectsOf(api.bucket);
      // Downloads only files missing from the folder, and reports those missing from the bucket.
      const [[lost]] = expectedObjects;
      const [, id] = lost.split('/');
      await api.bucket.delete(lost);
      renameSync(`${folder}/backup.pictures/${id}`, `${folder}/kept`);
      api.asked.length = 0;
      const again = await command(api, 'db-export.mjs', 'backup.sql', '--force');
      deepStrictEqual([again.code, again.output.includes(id)], [1, true], again.output);
      deepStrictEqual(
        api.asked.filter((one) => one.endsWith('original')),
        ['GET original'],
      );
      renameSync(`${folder}/kept`, `${folder}/backup.pictures/${id}`);
    });
    ok(read('backup.sql').includes('CREATE TABLE'));
    await withD1Api(async (api) => {
      const { code, output } = await command(api, 'db-import.mjs', 'backup.sql');
      deepStrictEqual(code, 0, output);
      deepStrictEqual(await snapshot(api.db), expected);
      deepStrictEqual(await objectsOf(api.bucket), expectedObjects);
      await api.bucket.delete(expectedObjects.map(([key]) => key));
      const only = await command(api, 'db-import.mjs', 'backup.sql', '--pictures-only');
      deepStrictEqual(only.code, 0, only.output);
      deepStrictEqual(await objectsOf(api.bucket), expectedObjects);
    });
  } finally {
    remove();
  }
}

const [source, target] = [await openLocal({ persist: false }), await openLocal({ persist: false })];
try {
  const [from, to] = [source.env.DB, target.env.DB];
  await migrate(from);
  await seed(from, source.env.PICTURES, 'of-this-check-alone');
  await addNasty(from);
  const file = await toFile(await dump(from), 'A check');
  for (const page of [40, 1000]) {
    ok((await toFile(await dump(from, page), 'A check')) === file, `otherwise by pages of ${page}`);
  }

  const half = file.slice(0, file.lastIndexOf('CREATE TRIGGER'));
  await rejects(restore(to, half), /cut off/);
  await rejects(restore(to, file.replace('CREATE TRIGGER', 'CREATE TIGER')), /syntax error/);
  ok(await isEmpty(to), 'a broken file left something');

  await restore(to, file);
  deepStrictEqual(await snapshot(to), await snapshot(from));
  ok((await toFile(await dump(to), 'A check')) === file, 'the restored database exports otherwise');
  await migrate(to);
  await checkSearch(to);
  await checkRemote(from, source.env.PICTURES);
  await checkLocal();
  await checkGuards(to);
} finally {
  await Promise.all([source.dispose(), target.dispose()]);
}
console.log('Backups restore exactly.');
