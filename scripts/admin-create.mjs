// npm run admin:create [-- --remote --env production | --data DIR]: creates an admin.
//   --username --email --full-name   asked for if left out
//   --reset                          sets a new password for the admin with that username
//   --password-stdin                 reads the password from the first line of stdin instead of asking for it
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from './db/local-db.mjs';
import { remoteDb } from './db/remote-db.mjs';
import { adminSql, findSql, resetSql, takenMessage } from './deploy/admin.mjs';
import { environmentOf } from './deploy/config.mjs';
import { readLine, withPrompt } from './deploy/prompt.mjs';
import { wrangler } from './deploy/wrangler.mjs';
import { ensureSecret, isRunning, openLocal, root } from './dev/local.mjs';

const text = { type: 'string' };
const FIELDS = { username: 'Username', email: 'E-mail', 'full-name': 'Full name' };

async function answersOf(given) {
  const wanted = given.reset ? ['username'] : Object.keys(FIELDS);
  const missing = wanted.filter((name) => given[name] === undefined);
  if (given['password-stdin']) {
    if (missing.length > 0)
      throw new Error(`--password-stdin needs --${missing.join(', --')} too.`);
    return { ...given, password: await readLine() };
  }
  if (!process.stdin.isTTY) throw new Error('Without a terminal, use --password-stdin.');
  return withPrompt(async (ask, askHidden) => {
    const answers = { ...given };
    for (const name of missing) answers[name] = await ask(`${FIELDS[name]}: `);
    answers.password = await askHidden('Password: ');
    const again = await askHidden('Password again: ');
    if (again !== answers.password) throw new Error('The passwords do not match.');
    return answers;
  });
}

/** Returns the target for the row: its settings and a way to run statements. */
async function openTarget({ remote, env, data }) {
  if (remote) {
    environmentOf({ env });
    const { unstable_readConfig: readConfig } = await import('wrangler');
    const { vars } = readConfig({ config: `${root}wrangler.toml`, env });
    return { settings: vars, db: remoteDb(env), run: (sql) => runRemote(sql, env), close() {} };
  }
  if (!data && isRunning()) {
    throw new Error('Stop the development server first: it keeps the database open.');
  }
  if (!data) ensureSecret();
  const local = await openLocal(data ? { persist: { path: join(data, 'v3') } } : {});
  const { DB, ...settings } = local.env;
  await migrate(DB);
  const run = (statements) => DB.batch(statements.map((one) => DB.prepare(one)));
  return { settings, db: DB, run, close: () => local.dispose() };
}

/**
 * Passes the statements in a file readable by its owner only, because anyone on the machine can read a
 * command line.
 */
function runRemote(statements, env) {
  const folder = mkdtempSync(join(tmpdir(), 'model-agency-admin-'));
  const file = join(folder, 'admin.sql');
  // On an interrupt, wrangler exits, and this process goes on to delete the file.
  process.once('SIGINT', () => {});
  try {
    writeFileSync(file, `${statements.join(';\n')};\n`, { mode: 0o600 });
    wrangler(['d1', 'execute', 'DB', '--remote', '--env', env, '--yes', '--file', file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the statements that create the admin or set a new password for the existing one. */
async function statementsFor({ reset, username, email, password, 'full-name': full_name }, target) {
  if (!reset) return await adminSql({ username, email, password, full_name }, target.settings);
  const { results } = await target.db.prepare(findSql(username)).all();
  if (results.length === 0) throw new Error(`There is no admin called ${username}.`);
  return await resetSql(results[0], password, target.settings);
}

let target;
try {
  const { values } = parseArgs({
    options: {
      ...{ remote: { type: 'boolean' }, 'password-stdin': { type: 'boolean' } },
      ...{ env: text, data: text, username: text, email: text, 'full-name': text },
      reset: { type: 'boolean' },
    },
  });
  target = await openTarget(values);
  const answers = await answersOf(values);
  await target.run(await statementsFor(answers, target));
  const how = values.reset ? 'with the new password; all other sessions have ended' : 'as an admin';
  console.log(`${answers.username} can sign in ${how}.`);
} catch (error) {
  console.error(takenMessage(error.message) ?? error.message);
  process.exitCode = 1;
} finally {
  await target?.close();
}
