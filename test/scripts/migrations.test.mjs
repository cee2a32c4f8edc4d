// npm run test:migrations: checks that migrations never change, match the schema, and are safe for D1's
// remote splitter.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
  '0010_pick_mails.sql': '3f735cd8db4e3d9c17b897c450128326a6abae1280bccedcba78d1b4366a3d11',
  '0011_outbox_by_order.sql': 'a90f190ac84f14e2f6509e94be6e2d894ca2799d50d6737874fd725d36524748',
  '0012_live_endpoints.sql': '3d5125fc6f31d6426c879de3da95eb8cdf02b7ed0597a96ff869c8f2b431f5ad',
  '0013_fewer_rows.sql': 'a6779cee33e00685987ad06a8c5379ff8cd41cd2dfab3a9a988e812948905c68',
  '0014_cheaper_guards.sql': '2cb578b80e6bc08bd13814930e5488d70522b4c7fb3efeca143b2849c21b6d0b',
};

const FORBIDDEN = [
  [/PRAGMA\s+foreign_keys/i, 'D1 ignores PRAGMA foreign_keys'],
  [/ON DELETE CASCADE/i, 'a cascade fires when a table is rebuilt'],
  [/\r/, 'CRLF breaks the remote splitter'],
];
const SAFE_TRIGGER = /^CREATE TRIGGER IF NOT EXISTS (?!.*\bCASE\b).* BEGIN [^;]+; END;$/i;
const DROPPED = /DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?[`"]?(\w+)/gi;
/** Comments, except the markers that drizzle-kit puts between statements. */
const COMMENT = /^--(?!> statement-breakpoint)(.*)$/gm;

const files = migrationFiles();
const referred = new Set(
  files.flatMap(({ text }) =>
    [...text.matchAll(/REFERENCES [`"]?(\w+)/gi)].map(([, name]) => name),
  ),
);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

test('released migrations never change', () => {
  const now = Object.fromEntries(files.map(({ name, text }) => [name, sha256(text)]));
  const changed = Object.keys(RELEASED).filter((name) => now[name] !== RELEASED[name]);
  assert.deepEqual(changed, [], 'add a new migration instead');
});

for (const { name, text } of files) {
  test(`${name} is safe for D1`, () => {
    for (const [pattern, reason] of FORBIDDEN) assert.doesNotMatch(text, pattern, reason);
    for (const [, dropped] of text.matchAll(DROPPED)) {
      assert.ok(
        !referred.has(dropped),
        `dropping ${dropped} fails or deletes what refers to it on D1`,
      );
    }
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

test('0013_fewer_rows.sql keeps deliveries and mails as they are', async (t) => {
  const before = mkdtempSync(join(tmpdir(), 'migrations-'));
  t.after(() => rmSync(before, { recursive: true }));
  const isBefore = (path) => !/\.sql$/.test(path) || basename(path) < '0013';
  cpSync(`${root}migrations`, join(before, 'migrations'), { recursive: true, filter: isBefore });
  const local = await openLocal({ persist: false });
  t.after(local.dispose);
  const { DB } = local.env;
  const all = async (sql) => (await DB.prepare(sql).all()).results;
  const write = (...statements) => DB.batch(statements.map((sql) => DB.prepare(sql)));
  const rows = async () => [
    await all('SELECT * FROM webhook_deliveries ORDER BY endpoint_seq, outbox_seq'),
    await all('SELECT * FROM mails ORDER BY seq'),
  ];
  const event = (n) => `INSERT INTO outbox (id, type, data, at) VALUES ('e${n}', 'x', '{}', ${n})`;

  await migrate(DB, before);
  await write(
    "INSERT INTO users (id, username, username_key, email, email_key, full_name, password_hash, created_at, updated_at) VALUES ('u', 'u', 'u', 'u@x', 'u@x', 'U', 'x', 1, 1)",
    "INSERT INTO webhook_endpoints (id, url, secret_sealed, created_at, updated_at) VALUES ('a', 'https://a', 'x', 1, 1), ('b', 'https://b', 'x', 1, 1)",
    ...[1, 2, 3].map(event),
    "UPDATE webhook_deliveries SET state = 'delivered', attempts = 3, next_attempt_at = NULL, last_status = 500, last_error = 'status', last_ms = 7 WHERE outbox_seq = 2",
    "INSERT INTO mails (seq, id, template, to_user_id, to_sealed, to_key, caller_key, ref_id, language, state, in_summary, attempts, next_attempt_at, last_error, sent_at, created_at) VALUES (4, 'm4', 'forgot', NULL, 's', 'k', 'c', 'r', 'en', 'pending', 1, 2, 9, 'late', NULL, 5), (9, 'm9', 'booking', 'u', NULL, NULL, NULL, 'e1', 'ko', 'sent', 0, 1, NULL, NULL, 8, 6)",
  );
  const kept = await rows();
  assert.deepEqual([kept[0].length, kept[1].length], [6, 2]);
  await migrate(DB);
  assert.deepEqual(await rows(), kept);
  assert.deepEqual(await all('PRAGMA foreign_key_check'), []);
  assert.deepEqual(await all('SELECT * FROM integrity_findings'), []);
  await write(event(4));
  assert.equal((await rows())[0].length, 8);
  await assert.rejects(write("UPDATE mails SET to_user_id = 'nobody'"), /FOREIGN KEY/);
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
