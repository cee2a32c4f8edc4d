// npm run test:migrations: checks that migrations never change, match the schema, and are safe for D1's
// remote splitter.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { migrate, migrationFiles } from '../../scripts/db/local-db.mjs';
import { openLocal, root } from '../../scripts/dev/local.mjs';
import { withD1Api } from '../operations/fakes/d1-api.mjs';
import { makeProject } from '../operations/fakes/project.mjs';

/** SHA-256 of released migrations. Add a new migration when it is released. */
const RELEASED = {
  '0000_tables.sql': '673062d39b35c9acaea4d877196343efd05459ce6b4f4a28bb7598c3d075a990',
  '0001_guards.sql': 'c4d3a9c92009ae1b659472f8cf8258c4a6b16f36a93e9c0414dc8d1ebfebd072',
  '0002_search.sql': '6017b205c5a6b9d2d479305e8d66d7c88073331dc7d60f8b0221cb1a79427cfb',
  '0003_audit.sql': 'c1af506f306809f6ce5a7ed989cb38053a1724e037d6781716bc041ae8d4c34e',
  '0004_counts.sql': '8e535982e7ba88d0629f6d82bfbc2e7d1183f543ce31ae12ae249604eefc4452',
  '0005_pictures.sql': 'b8b5110e612341969164cef6c24ff08b265369081e0bf091668ff6a0662f0240',
  '0006_outbox.sql': '55e5cfc73bfa1c94290e13ea99d08744194c8ffa6eee3339dfa60c6167b9f4dd',
  '0007_calendars.sql': '492405819c55b3fec3f1e2becd3d2222d67c37b008ce193c933ea0309906fc2a',
  '0008_packages.sql': '72a81aa21275b10def2c5b7fa8f5f274a00c86c0e67b0d087cb8cd106047aa4b',
  '0009_mails.sql': '2ecbc86c9d238369979aa9b9e099c72a678c131f8d940786cc3a0b54626ee1b2',
};

const FORBIDDEN = [
  [/PRAGMA\s+foreign_keys/i, 'D1 ignores PRAGMA foreign_keys'],
  [/DROP\s+TABLE/i, 'rebuilding a table drops rows on D1'],
  [/ON DELETE CASCADE/i, 'a cascade fires when a table is rebuilt'],
  [/\r/, 'CRLF breaks the remote splitter'],
];
const SAFE_TRIGGER = /^CREATE TRIGGER IF NOT EXISTS (?!.*\bCASE\b).* BEGIN [^;]+; END;$/i;
/** Comments, except the markers that drizzle-kit puts between statements. */
const COMMENT = /^--(?!> statement-breakpoint)(.*)$/gm;

const files = migrationFiles();
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

test('released migrations never change', () => {
  const now = Object.fromEntries(files.map(({ name, text }) => [name, sha256(text)]));
  const changed = Object.keys(RELEASED).filter((name) => now[name] !== RELEASED[name]);
  assert.deepEqual(changed, [], 'add a new migration instead');
});

for (const { name, text } of files) {
  test(`${name} is safe for D1`, () => {
    for (const [pattern, reason] of FORBIDDEN) assert.doesNotMatch(text, pattern, reason);
    for (const [, comment] of text.matchAll(COMMENT)) {
      assert.doesNotMatch(
        comment,
        /['"`;]/,
        'quotes and semicolons in comments break the splitter',
      );
    }
    for (const line of text.split('\n').filter((one) => /CREATE TRIGGER/i.test(one))) {
      assert.match(line, SAFE_TRIGGER, 'a trigger is one line with one statement');
    }
  });
}

test('the schema has no change without a migration', (t) => {
  const project = makeProject();
  t.after(project.remove);
  cpSync(`${root}drizzle.config.ts`, join(project.folder, 'drizzle.config.ts'));
  const args = [`${root}node_modules/drizzle-kit/bin.cjs`, 'generate'];
  const options = { cwd: project.folder, encoding: 'utf8' };
  assert.match(execFileSync(process.execPath, args, options), /No schema changes/);
});

/** Returns all tables and triggers as text, except wrangler's own table. */
const schemaOf = async (db) =>
  (
    await db
      .prepare(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT GLOB '_cf_*' AND tbl_name <> 'd1_migrations' ORDER BY name",
      )
      .all()
  ).results;

test('a deployed database gets the same schema as a local one', async (t) => {
  const project = makeProject({ ready: true });
  t.after(project.remove);
  const local = await openLocal({ persist: false });
  t.after(local.dispose);
  await migrate(local.env.DB);
  await withD1Api(async ({ env, db }) => {
    const args = ['d1', 'migrations', 'apply', 'DB', '--remote', '--env', 'production'];
    const wrangler = '../node_modules/wrangler/bin/wrangler.js';
    const { code, output } = await project.run(wrangler, args, '', { ...env, CI: 'true' });
    assert.equal(code, 0, output);
    assert.deepEqual(await schemaOf(db), await schemaOf(local.env.DB));
  });
});
