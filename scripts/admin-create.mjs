// npm run admin:create: creates an admin in the local database.
//   --remote --env production        in a deployed database
//   --data DIR                       in the database of npm start
//   --username --email --full-name   asked for if left out
//   --reset                          sets a new password for the admin with that username
//   --password-stdin                 reads the password from the first line of stdin instead of asking for it
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from './db/local-db.mjs';
import { TARGET, withTarget } from './db/target.mjs';
import { adminSql, findSql, resetSql, takenMessage } from './deploy/admin.mjs';
import { ask } from './deploy/prompt.mjs';
import { command } from './dev/command.mjs';
import { assertStopped, ensureSecret, withFolder } from './dev/local.mjs';

const FIELDS = { username: 'Username', email: 'E-mail', 'full-name': 'Full name' };

async function answersOf(given) {
  const wanted = given.reset ? ['username'] : Object.keys(FIELDS);
  const missing = wanted.filter((name) => !given[name]);
  if (given['password-stdin']) {
    if (missing.length > 0)
      throw new Error(`--password-stdin needs --${missing.join(', --')} too.`);
    return { ...given, password: readFileSync(0, 'utf8').split(/\r?\n/, 1)[0] };
  }
  if (!process.stdin.isTTY) throw new Error('Without a terminal, use --password-stdin.');
  const answers = { ...given };
  for (const name of missing) answers[name] = await ask(`${FIELDS[name]}: `);
  answers.password = await ask('Password: ', true);
  if ((await ask('Password again: ', true)) === answers.password) return answers;
  throw new Error('The passwords do not match.');
}

/**
 * Passes the statements in a file readable by its owner only, because anyone on the machine can read a
 * command line.
 */
const runRemote = (statements, db) =>
  withFolder((folder) => {
    const file = join(folder, 'admin.sql');
    // On an interrupt, wrangler exits, and this process goes on to delete the file.
    process.once('SIGINT', () => {});
    writeFileSync(file, `${statements.join(';\n')};\n`, { mode: 0o600 });
    db.execute(file);
  });

/** Returns the statements that create the admin or set a new password for the existing one. */
async function statementsFor({ reset, 'full-name': full_name, ...given }, { db, settings }) {
  const { username, email, password } = given;
  if (!reset) return await adminSql({ username, email, password, full_name }, settings);
  const { results } = await db.prepare(findSql(username)).all();
  if (results.length === 0) throw new Error(`There is no admin called ${username}.`);
  return await resetSql(results[0], password, settings);
}

const OPTIONS = {
  ...{ ...TARGET, data: '', username: '', email: '', 'full-name': '' },
  ...{ reset: false, 'password-stdin': false },
};

command(OPTIONS, async (options) => {
  const { remote, data, reset } = options;
  if (!remote && !data) {
    assertStopped();
    ensureSecret();
  }
  await withTarget(options, async (target) => {
    if (!remote) await migrate(target.db);
    const answers = await answersOf(options);
    const statements = await statementsFor(answers, target);
    if (remote) await runRemote(statements, target.db);
    else await target.db.batch(statements.map((sql) => target.db.prepare(sql)));
    const how = reset ? 'with the new password; all other sessions have ended' : 'as an admin';
    console.log(`${answers.username} can sign in ${how}.`);
  }).catch((error) => {
    throw new Error(takenMessage(error.message) ?? error.message);
  });
});
