// npm run db:check [-- --remote --env production]: looks for what must never be in the database.
import { spawnSync } from 'node:child_process';
import { openLocal, root } from './local.mjs';

const QUERY = 'SELECT finding, booking_id, detail FROM integrity_findings LIMIT 100';
const args = process.argv.slice(2);

async function local() {
  const proxy = await openLocal();
  try {
    return (await proxy.env.DB.prepare(QUERY).all()).results;
  } finally {
    await proxy.dispose();
  }
}

function remote() {
  const wrangler = `${root}node_modules/wrangler/bin/wrangler.js`;
  const command = ['d1', 'execute', 'DB', ...args, '--json', '--command', QUERY];
  const run = spawnSync(process.execPath, [wrangler, ...command], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) {
    console.error(run.stderr || run.stdout);
    process.exit(2);
  }
  return JSON.parse(run.stdout)[0].results;
}

const findings = args.includes('--remote') ? remote() : await local();
for (const { finding, booking_id, detail } of findings) {
  console.error(`${finding}: booking ${booking_id}${detail ? ` (${detail})` : ''}`);
}
console.log(findings.length === 0 ? 'No findings.' : `${findings.length} findings.`);
process.exit(findings.length === 0 ? 0 : 1);
