// Writes migrations/0000_tables.sql anew from src/db/schema.ts. Only before the first release, while no database
// has been deployed: afterwards a change of a table is a migration of its own (npm run db:generate).
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './dev/local.mjs';

const meta = `${root}migrations/meta`;
const later = readdirSync(meta).filter((file) => /^(?!0000)\d{4}_snapshot\.json$/.test(file));
if (later.length > 0) {
  console.error(
    `Later migrations have tables of their own (${later.join(', ')}): write another one.`,
  );
  process.exit(1);
}

const out = mkdtempSync(join(root, 'node_modules/.tables-'));
try {
  const args = ['generate', '--dialect=sqlite', '--schema=./src/db/schema.ts', '--name=tables'];
  const bin = `${root}node_modules/drizzle-kit/bin.cjs`;
  execFileSync(process.execPath, [bin, ...args, `--out=${relative(root, out)}`], { cwd: root });
  copyFileSync(join(out, '0000_tables.sql'), `${root}migrations/0000_tables.sql`);
  // A fixed id, so that the same schema is the same file.
  const snapshot = JSON.parse(readFileSync(join(out, 'meta/0000_snapshot.json'), 'utf8'));
  snapshot.id = '00000000-0000-4000-8000-000000000001';
  writeFileSync(`${meta}/0000_snapshot.json`, `${JSON.stringify(snapshot, null, 2)}\n`);
} finally {
  rmSync(out, { recursive: true, force: true });
}
