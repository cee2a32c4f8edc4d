// npm run db:check: looks for violated invariants in the local database, for R2 objects without a row, and for
// pictures without an object.
//   --remote --env production   checks a deployed database, and looks for accounts with a demo password
import { CANDIDATES, demoFindings } from './db/demo-accounts.mjs';
import { pictureFindings } from './db/picture-findings.mjs';
import { TARGET, withTarget } from './db/target.mjs';
import { command } from './dev/command.mjs';

const QUERY = 'SELECT finding, booking_id, detail FROM integrity_findings LIMIT 100';

command(TARGET, (options) =>
  withTarget(options, async ({ db, bucket }) => {
    const ask = async (sql) => (await db.prepare(sql).all()).results;
    const findings = await ask(QUERY);
    if (bucket) findings.push(...(await pictureFindings(db, bucket)));
    else findings.push(...(await demoFindings(await ask(CANDIDATES))));
    for (const { finding, booking_id, detail } of findings) {
      const where = [booking_id && `booking ${booking_id}`, detail && `(${detail})`];
      console.error(`${finding}: ${where.filter(Boolean).join(' ')}`);
    }
    console.log(findings.length === 0 ? 'No findings.' : `${findings.length} findings.`);
    if (findings.length > 0) process.exitCode = 1;
  }),
);
