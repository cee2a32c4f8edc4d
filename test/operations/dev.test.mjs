import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import test from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { findPort } from '../../scripts/dev/standalone.mjs';
import { isPortTaken } from '../scripts/ports.mjs';
import { makeProject } from './fakes/project.mjs';

const PATIENCE_MS = 60_000;
const MIGRATION = 'migrations/0000_tables.sql';
const OUTDATED = /^The local database was made by other migrations .*: npm run db:reset$/m;

const freePort = () => findPort('localhost', 0);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const plain = (text) => stripVTControlCharacters(text).replaceAll('[custom build] ', '');
// Restores a developer's terminal environment, which local.mjs has made quiet.
const { CLOUDFLARE_CF_FETCH_ENABLED, WRANGLER_HIDE_BANNER, WRANGLER_LOG, ...env } = process.env;

/** Starts a command in a copy of the project, in its own process group, and captures its output. */
function start(t, folder, command, args) {
  const child = spawn(command, args, { cwd: folder, env, stdio: 'pipe', detached: true });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said.text += chunk;
    });
  }
  const ended = once(child, 'close');
  t.after(() => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {}
  });
  return { child, said, ended };
}

/** Waits for a condition; on failure shows the command's output. */
async function until(condition, said) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
    if (await condition()) return;
  }
  assert.fail(`${said.text}\nin vain: ${condition}`);
}

function project(t) {
  const made = makeProject();
  t.after(made.remove);
  rmSync(`${made.folder}/dist`, { recursive: true });
  return made;
}

const answers = (url) => () =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Returns the mail that a forgotten-password request would have sent. */
async function forgotten(url) {
  const body = JSON.stringify({ email: 'client@example.com' });
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`${url}/api/v1/auth/password/forgot`, { method: 'POST', headers, body });
  const { items } = await (await fetch(`${url}/dev/mails`)).json();
  const mail = items.find(({ template }) => template === 'forgot');
  assert.equal(mail.to, 'client@example.com');
  assert.ok(mail.text.includes(`${url}/reset-password#token=`), mail.text);
  const page = await fetch(`${url}/dev/mails`, { headers: { Accept: 'text/html' } });
  assert.match(page.headers.get('Content-Type'), /^text\/html/);
  assert.ok((await page.text()).includes(`${url}/reset-password#token=`));
}

async function signIn(url) {
  const body = JSON.stringify({ username: 'admin', password: 'Admin123!' });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200, await answer.text());
}

test('wrangler dev alone serves what npm run dev serves, and reloads changes', async (t) => {
  const { folder, read, write } = project(t);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const args = ['node_modules/wrangler/bin/wrangler.js', 'dev', '--port', String(port)];
  const { said } = start(t, folder, process.execPath, args);
  await until(answers(`${url}/health/ready`), said);
  await signIn(url);
  const { total } = await (await fetch(`${url}/api/v1/models`)).json();
  assert.ok(total > 0, 'no demo data');
  assert.equal((await fetch(`${url}/docs-assets/swagger-ui.css`)).status, 200);
  await forgotten(url);
  assert.equal(said.text.match(/Demo data was loaded/g)?.length, 1);
  for (const name of ['package', 'calendar']) {
    const [, path] = new RegExp(`Demo ${name}: (/\\S+)`).exec(said.text);
    assert.equal((await fetch(url + path)).status, 200, path);
  }
  assert.doesNotMatch(said.text, /^\s+at |ERROR|Unable to fetch/m);
  assert.match(read('.dev.vars'), /^SECRET_KEY=.{43}\n$/m);

  // Changed migrations do not stop a running server.
  write(MIGRATION, `${read(MIGRATION)}\n`);
  write('src/app.ts', `${read('src/app.ts')}\n`);
  await until(
    () => /Local server updated/.test(said.text) && OUTDATED.test(plain(said.text)),
    said,
  );
  await signIn(url);
});

test('npm run dev: manual cron, stop by a signal to npm, old migrations reported in one line', async (t) => {
  const { folder, read, write } = project(t);
  const port = String(await freePort());
  const args = ['run', '--silent', 'dev', '--', '--port', port];
  const { child, said, ended } = start(t, folder, 'npm', args);
  await until(() => said.text.includes('Ctrl+C stops.'), said);
  assert.match(said.text, /Demo data was loaded/);
  const url = `http://localhost:${port}`;
  await signIn(url);
  assert.equal((await fetch(/curl (\S+)/.exec(said.text)[1])).status, 200);
  const [, page] = /Demo package +(\S+)/.exec(said.text);
  const shared = page.replace('/p/', '/api/v1/shared/packages/');
  const { items } = await (await fetch(shared)).json();
  assert.deepEqual([items.length, items[0].pictures.length], [4, 3]);
  const [, calendar] = /Demo calendar +(\S+)/.exec(said.text);
  assert.match(await (await fetch(calendar)).text(), /^SUMMARY:.*길아람/m);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  await forgotten(url);
  // A webhook reaches a local receiver, which verifies it with an independent library.
  const example = start(t, folder, process.execPath, ['scripts/example.mjs', url]);
  assert.deepEqual(await example.ended, [0, null], example.said.text);
  assert.match(example.said.text, /each signed: .*booking\.confirmed/);
  assert.match(metrics, /^maintenance_last_success_timestamp_seconds \d{10}$/m);
  child.kill('SIGTERM');
  await ended;
  assert.ok(!(await isPortTaken(Number(port))), 'it goes on');

  write(MIGRATION, `${read(MIGRATION)}\n`);
  const old = start(t, folder, 'npm', args);
  const [code] = await old.ended;
  assert.deepEqual([code, old.said.text.trim().split('\n').length], [1, 1], old.said.text);
  assert.match(old.said.text, OUTDATED);
});
