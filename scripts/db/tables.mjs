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
import { root } from '../dev/local.mjs';
import { featureSchemas } from './schemas.mjs';

const meta = `${root}migrations/meta`;
const bin = `${root}node_modules/drizzle-kit/bin.cjs`;
const ID = '00000000-0000-4000-8000-00000000000';

/** What drizzle-kit makes of schemas from nothing, and its snapshot, with an id that stays the same. */
function generate(schemas, id) {
  const out = mkdtempSync(join(root, 'node_modules/.tables-'));
  const names = schemas.length === 1 ? schemas[0] : `{${schemas.join(',')}}`;
  const args = ['generate', '--dialect=sqlite', `--schema=./src/db/${names}.ts`, '--name=tables'];
  execFileSync(process.execPath, [bin, ...args, `--out=${relative(root, out)}`], { cwd: root });
  const snapshot = JSON.parse(readFileSync(join(out, 'meta/0000_snapshot.json'), 'utf8'));
  return { out, snapshot: { ...snapshot, id } };
}

const write = (name, snapshot) =>
  writeFileSync(join(meta, name), `${JSON.stringify(snapshot, null, 2)}\n`);

const tables = generate(['schema'], `${ID}1`);
const made = [tables.out];
try {
  copyFileSync(join(tables.out, '0000_tables.sql'), `${root}migrations/0000_tables.sql`);
  write('0000_snapshot.json', tables.snapshot);
  // Later migrations add tables of schemas of their own; the last snapshot has them all.
  const later = readdirSync(meta).filter((file) => /^(?!0000)\d{4}_snapshot\.json$/.test(file));
  const all = generate(['schema', ...featureSchemas()], '');
  made.push(all.out);
  for (const [index, name] of later.sort().entries()) {
    const own = JSON.parse(readFileSync(join(meta, name), 'utf8'));
    const content = index === later.length - 1 ? all.snapshot : own;
    write(name, { ...content, id: `${ID}${index + 2}`, prevId: `${ID}${index + 1}` });
  }
} finally {
  for (const out of made) rmSync(out, { recursive: true, force: true });
}
