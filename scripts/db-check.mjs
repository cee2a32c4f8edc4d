// npm run db:check [-- --remote --env production]: looks for violated invariants in the database. Locally it
// also looks for R2 objects without a row and pictures without an object (wrangler cannot list a bucket), and
// in a deployment for accounts with a demo password.
import { CANDIDATES, demoFindings } from './db/demo-accounts.mjs';
import { pictureFindings } from './db/picture-findings.mjs';
import { jsonOf, wrangler } from './deploy/wrangler.mjs';
import { openLocal } from './dev/local.mjs';

const QUERY = 'SELECT finding, booking_id, detail FROM integrity_findings LIMIT 100';
const args = process.argv.slice(2);

async function local() {
  const proxy = await openLocal();
  try {
    const { DB, PICTURES } = proxy.env;
    const { results } = await DB.prepare(QUERY).all();
    return [...results, ...(await pictureFindings(DB, PICTURES))];
  } finally {
    await proxy.dispose();
  }
}

async function remote() {
  const ask = (sql) =>
    jsonOf(wrangler(['d1', 'execute', 'DB', ...args, '--json', '--command', sql]))[0].results;
  try {
    return [...ask(QUERY), ...(await demoFindings(ask(CANDIDATES)))];
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
}

const findings = args.includes('--remote') ? await remote() : await local();
for (const { finding, booking_id, detail } of findings) {
  const where = booking_id && `booking ${booking_id}`;
  console.error(`${finding}: ${[where, detail && `(${detail})`].filter(Boolean).join(' ')}`);
}
console.log(findings.length === 0 ? 'No findings.' : `${findings.length} findings.`);
process.exit(findings.length === 0 ? 0 : 1);
