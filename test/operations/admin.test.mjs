import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test from 'node:test';
import { adminSql, takenMessage } from '../../scripts/deploy/admin.mjs';
import { openLocal } from '../../scripts/dev/local.mjs';
import { importSource } from '../../scripts/dev/source.mjs';
import { makeProject } from './fakes/project.mjs';

const PASSWORD = 'Plum-Rain7!';
const NAME = "O'Brien; 하늘 -- x";

const argsOf = (username, ...more) => [
  ...['--username', username, '--email', `${username.toLowerCase()}@example.com`],
  ...['--full-name', NAME, '--password-stdin', ...more],
];

function project(t, options) {
  const made = makeProject(options);
  t.after(made.remove);
  const create = (args, password = PASSWORD) => made.run('admin-create.mjs', args, `${password}\n`);
  return { ...made, create };
}

const sqlFor = (username, settings = {}, password = PASSWORD) =>
  adminSql({ username, email: `${username}@example.com`, full_name: NAME, password }, settings);

test('creates an admin in a local database; names must be unique', async (t) => {
  const { create, folder } = project(t);
  const made = await create(argsOf('Boss'));
  assert.equal(made.code, 0, made.output);
  assert.match(made.output, /Boss can sign in as an admin/);

  const local = await openLocal({ persist: { path: `${folder}/.wrangler/state/v3` } });
  t.after(local.dispose);
  const { results } = await local.env.DB.prepare('SELECT * FROM users').all();
  const [row, ...others] = results;
  assert.deepEqual(others, []);
  assert.deepEqual(
    [row.username, row.username_key, row.email_key, row.full_name, row.role, row.is_active],
    ['Boss', 'boss', 'boss@example.com', NAME, 'admin', 1],
  );
  const { verifyPassword } = await importSource('domains/auth/passwords.ts');
  const { matches, outdated } = await verifyPassword(PASSWORD, row.password_hash, 15);
  assert.deepEqual([matches, outdated], [true, false]);
  const again = local.env.DB.prepare((await sqlFor('BOSS'))[0]).run();
  const refusal = await again.catch((error) => takenMessage(error.message));
  assert.match(refusal, /^This (username|e-mail address) is already in use$/);
});

test('resets the password of an admin who has lost it, and ends all sessions', async (t) => {
  const { create, folder } = project(t);
  assert.equal((await create(argsOf('Boss'))).code, 0);
  const open = () => openLocal({ persist: { path: `${folder}/.wrangler/state/v3` } });
  const before = await open();
  const insert = `INSERT INTO sessions (id, user_id, rotated_at, created_at, expires_at) SELECT 's', id, 1, 1, 9e15 FROM users`;
  const failure =
    "INSERT INTO login_attempts (id, account, address, failed, at) SELECT 'f', id, 'a', 1, 1 FROM users";
  for (const sql of [insert, failure]) await before.env.DB.prepare(sql).run();
  await before.dispose();

  const reset = (name) => ['--reset', '--username', name, '--password-stdin'];
  const other = await create(reset('nobody'), 'Other-Rain8!');
  assert.deepEqual([other.code, other.output], [1, 'There is no admin called nobody.\n']);
  const weak = await create(reset('boss'), 'Boss1!Boss1!x'.slice(0, 5));
  assert.match(weak.output, /^password: /);
  const made = await create(reset('BOSS'), 'Other-Rain8!');
  assert.equal(made.code, 0, made.output);

  const after = await open();
  t.after(after.dispose);
  const all = async (sql) => (await after.env.DB.prepare(sql).all()).results;
  const [user] = await all('SELECT * FROM users');
  const { verifyPassword } = await importSource('domains/auth/passwords.ts');
  assert.ok((await verifyPassword('Other-Rain8!', user.password_hash, 15)).matches);
  assert.ok(!(await verifyPassword(PASSWORD, user.password_hash, 15)).matches);
  assert.equal(user.version, 2);
  assert.deepEqual(await all('SELECT id FROM sessions WHERE revoked_at IS NULL'), []);
  assert.deepEqual(await all('SELECT id FROM login_attempts'), []);
});

test('applies the API’s own rules', async () => {
  await assert.rejects(sqlFor('boss', {}, 'P@ssw0rd'), /^Error: password: /);
  await assert.rejects(sqlFor('boss', {}, 'plums'), /8 characters/);
  await assert.rejects(sqlFor('boss', { PASSWORD_POLICY: 'basic' }, 'plums'), /6 characters/);
  await assert.rejects(sqlFor('a@'), /^Error: username: .*\nemail: /s);
});

test('passes the hash to a deployed database in a temporary file', async (t) => {
  const { create, calls } = project(t, { ready: true });
  const made = await create(argsOf('boss', '--remote', '--env', 'production'));
  assert.equal(made.code, 0, made.output);
  const [{ args, input, seen }] = calls();
  assert.equal(args.slice(0, 7).join(' '), 'd1 execute DB --remote --env production --yes');
  assert.match(seen.text, /^INSERT INTO users .*'\$scrypt\$ln=15,r=8,p=3\$.*'O''Brien; 하늘 -- x'/);
  assert.equal(seen.mode, 0o600);
  assert.ok(!existsSync(seen.path), 'the file was left behind');
  assert.ok(!JSON.stringify([args, input, seen, made]).includes(PASSWORD), 'the password is seen');
});

test('reports a name that is taken in a deployed database', () => {
  const of = (column) =>
    takenMessage(`✘ [ERROR] UNIQUE constraint failed: users.${column}: SQLITE_CONSTRAINT`);
  assert.match(of('email_key'), /^This e-mail .*in use$/);
  assert.match(of('username_key'), /^This username .*in use$/);
  assert.equal(of('id'), undefined);
});
