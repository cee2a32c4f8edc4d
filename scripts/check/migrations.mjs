// Migrations have to be what the schema says, and safe for D1's remote splitter and its foreign keys.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { migrate } from '../db/local-db.mjs';
import { featureSchemas } from '../db/schemas.mjs';
import { openLocal, root } from '../dev/local.mjs';
import { makeProject } from './stand-ins/project.mjs';
import { withRemoteApi } from './stand-ins/remote-api.mjs';

/** A comment of ours; drizzle-kit's own mark between statements is none. */
const COMMENT = /^--(?!> statement-breakpoint)(.*)$/gm;
const problems = [];
const migrations = `${root}migrations`;

for (const name of readdirSync(migrations).filter((file) => file.endsWith('.sql'))) {
  const text = readFileSync(join(migrations, name), 'utf8');
  const forbid = (pattern, why) => pattern.test(text) && problems.push(`${name}: ${why}`);
  forbid(/PRAGMA\s+foreign_keys/i, 'PRAGMA foreign_keys is ignored by D1');
  forbid(/DROP\s+TABLE/i, 'a table rebuild drops rows on D1');
  forbid(/ON DELETE CASCADE/i, 'a cascade fires in table rebuilds');
  forbid(/\r/, 'CRLF breaks the remote splitter');
  for (const [line, comment] of text.matchAll(COMMENT)) {
    if (/['"`;]/.test(comment))
      problems.push(`${name}: quotes and semicolons in a comment: ${line}`);
  }
  for (const line of text.split('\n').filter((one) => /CREATE TRIGGER/i.test(one))) {
    const safe =
      /^CREATE TRIGGER IF NOT EXISTS .* BEGIN [^;]+; END;$/.test(line) && !/\bCASE\b/i.test(line);
    if (!safe)
      problems.push(`${name}: a trigger is one line with one statement: ${line.slice(0, 60)}…`);
  }
}

// Generating into a copy has to find nothing to do.
const copy = mkdtempSync(join(tmpdir(), 'migrations-'));
try {
  cpSync(migrations, copy, { recursive: true });
  const bin = `${root}node_modules/drizzle-kit/bin.cjs`;
  const out = `--out=${relative(root, copy)}`;
  const args = [
    bin,
    'generate',
    '--dialect=sqlite',
    `--schema=./src/db/{${['schema', ...featureSchemas()].join(',')}}.ts`,
    out,
  ];
  const report = execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' }).toString();
  // A rename makes it ask a question instead of writing, so only its own word counts.
  if (!report.includes('No schema changes'))
    problems.push(`the schema has changes without a migration`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** Tables, triggers and all, by their text; wrangler's own table aside. */
const schemaOf = async (db) =>
  (
    await db
      .prepare(
        "SELECT name, sql FROM sqlite_schema WHERE name NOT GLOB '_cf_*' AND tbl_name <> 'd1_migrations' ORDER BY name",
      )
      .all()
  ).results;

// What wrangler sends to a deployed database has to come apart there, and make what a local one has.
const project = makeProject({ ready: true });
const local = await openLocal({ persist: false });
try {
  await migrate(local.env.DB);
  await withRemoteApi(async ({ env, db }) => {
    const args = ['d1', 'migrations', 'apply', 'DB', '--remote', '--env', 'production'];
    const wrangler = '../node_modules/wrangler/bin/wrangler.js';
    const { code, output } = await project.run(wrangler, args, '', { ...env, CI: 'true' });
    const isSame = isDeepStrictEqual(await schemaOf(db), await schemaOf(local.env.DB));
    if (code !== 0) problems.push(`a deployed database refuses the migrations:\n${output}`);
    else if (!isSame) problems.push('the migrations make something else of a deployed database');
  });
} finally {
  await local.dispose();
  project.remove();
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`Migrations are what the schema says, and safe to apply.`);
