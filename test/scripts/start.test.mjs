// npm run test:serve: runs `npm start` as an operator would, and the example against it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smoke } from '../../scripts/deploy/smoke.mjs';
import { root } from '../../scripts/dev/local.mjs';
import { findPort } from '../../scripts/dev/standalone.mjs';
import { withDemoServer } from './demo-server.mjs';
import { isPortTaken } from './ports.mjs';

const PATIENCE_MS = 20_000;

function run(command, args, environment) {
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said.text += chunk;
    });
  }
  return { child, said, ended: once(child, 'close') };
}

const START = `${root}scripts/start.mjs`;
const refuse = async (environment, reason) => {
  const { said, ended } = run(process.execPath, [START], { DATA_DIR: folder, ...environment });
  assert.deepEqual(await ended, [1, null]);
  assert.match(said.text, reason);
  return said.text.trim().split('\n');
};

/** Waits until the server prints its URL. Before that, connections must fail. */
async function urlOf({ child, said }, port) {
  const early = [];
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    const url = /on (http\S+),/.exec(said.text)?.[1];
    if (url) {
      assert.deepEqual(
        early.filter((status) => status !== 200),
        [],
        'it answered before it was ready',
      );
      return url;
    }
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (port) {
      await fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ status }) => early.push(status),
        () => {},
      );
    }
  }
  throw new Error(said.text);
}

/** Waits until nothing listens on a server's port. A busy machine takes a moment to close it. */
async function freed(url, message) {
  for (let tries = 0; await isPortTaken(Number(new URL(url).port)); tries++) {
    assert.ok(tries < 50, message);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts the server, runs work with its URL, and stops it as a container host does. */
async function serving(environment, work, [command, ...args] = [process.execPath, START]) {
  const port = environment.PORT;
  const started = run(command, args, { PORT: '0', LOG_LEVEL: 'silent', ...environment });
  const url = await urlOf(started, port);
  await work(url);
  const asked = Date.now();
  started.child.kill('SIGTERM');
  const [ended] = await started.ended;
  // npm reports a stop by a signal with its own exit code.
  assert.equal(ended, command === 'npm' ? null : 0, 'it ends well');
  assert.ok(Date.now() - asked < 2000, 'it ends within two seconds');
  await freed(url, 'something goes on');
  return started.said.text;
}

/** Kills the server or its workerd. Neither may outlive the other. */
async function killed(of) {
  const environment = { PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent' };
  const started = run(process.execPath, [START], environment);
  const url = await urlOf(started);
  const { pid } = started.child;
  const workerd = () => execFileSync('pgrep', ['-P', String(pid), 'workerd'], { encoding: 'utf8' });
  process.kill(of === 'workerd' ? Number(workerd()) : pid, 'SIGKILL');
  const [code] = await started.ended;
  if (of === 'workerd') assert.equal(code, 1);
  await freed(url, `something outlives its ${of}`);
}

async function post(url, path, body, more = {}) {
  const headers = { 'Content-Type': 'application/json', ...more };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.status;
}

/** A refusal arrives although megabytes are still being sent, and the connection stays usable. */
async function refuseLarge(url) {
  for (const size of [1, 9, 11, 20].map((mib) => mib * 1024 * 1024)) {
    const path = `${url}/api/v1/auth/login`;
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(path, { method: 'POST', headers, body: Buffer.alloc(size) });
    assert.deepEqual([answer.status, (await answer.json()).status], [413, 413]);
    assert.equal((await fetch(`${url}/health`)).status, 200);
  }
}

/** Checks that callers with forged addresses count as one and cannot bypass the front. */
async function countAsOne(url) {
  const statuses = [];
  for (let nth = 1; nth <= 6; nth++) {
    const body = { username: 'nobody', password: 'x' };
    const header = { 'CF-Connecting-IP': `192.0.2.${nth}` };
    statuses.push(await post(url, '/api/v1/auth/login', body, header));
  }
  const elsewhere = { 'MF-Original-URL': `${url}/health` };
  assert.equal((await fetch(`${url}/nothing`, { headers: elsewhere })).status, 404);
  assert.deepEqual(statuses.slice(0, 5), [401, 401, 401, 401, 401]);
  return statuses[5] === 429;
}

const REGISTERED =
  /http_requests_total\{method="POST",endpoint="\/api\/v1\/auth\/register",status="200"\} 1/;
const METRICS_TOKEN = 'only-for-this-check-0123';
const metricsOf = async (url) =>
  (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } })).text();

const person = { username: 'haneul', password: 'Plum-Rain7!' };
const account = { ...person, email: 'haneul@example.com', full_name: 'Kim Haneul' };

const folder = mkdtempSync(join(tmpdir(), 'model-agency-start-'));
try {
  await withDemoServer(async (url) => {
    const { said, ended } = run(process.execPath, [`${root}scripts/example.mjs`, url], {});
    assert.deepEqual(await ended, [0, null], said.text);
    assert.match(said.text, /409 BookingConflictException/);
    const told = /each signed: (.*)/.exec(said.text)?.[1].split(', ').sort();
    assert.deepEqual(told, ['booking.cancelled', 'booking.confirmed', 'booking.option']);
  });

  await refuse({ PORT: '0', SECRET_KEY: 'a'.repeat(40) }, /SECRET_KEY repeats/);
  await refuse({ PORT: '0', SECRET_KEY: 'production-secret-key-change-this' }, /is a placeholder/);

  const environment = {
    DATA_DIR: folder,
    LOG_LEVEL: 'info',
    APP_NAME: 'Agentur Süd',
    METRICS_TOKEN,
  };
  const port = await findPort('127.0.0.1', 0);
  const first = await serving({ ...environment, PORT: String(port) }, async (url) => {
    assert.equal(await post(url, '/api/v1/auth/register', account), 200);
    assert.equal(await post(url, '/api/v1/auth/register', account), 422);
    assert.equal((await (await fetch(url)).json()).message, 'Agentur Süd');
    assert.match(await metricsOf(url), REGISTERED);
    await refuseLarge(url);
    assert.ok(await countAsOne(url), 'callers can name their address');
    assert.equal((await fetch(`${url}/dev/mails`)).status, 404, 'an operator sees no mails');
    const taken = await refuse({ PORT: String(port) }, / Port \d+ of 127\.0\.0\.1 is taken\.$/m);
    assert.equal(taken.length, 1, 'in one line');
  });
  const lines = first.trim().split('\n');
  assert.deepEqual(
    lines.filter((line) => !/^({"time":")?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/.test(line)),
    [],
  );
  assert.equal(lines.filter((line) => /SECRET_KEY is not set/.test(line)).length, 1);
  assert.equal(statSync(join(folder, 'secret-key')).mode & 0o777, 0o600);
  const secret = readFileSync(join(folder, 'secret-key'), 'utf8').trim();
  assert.ok(secret.length >= 64 && !first.includes(secret));

  const trusting = { ...environment, TRUST_PROXY: 'true' };
  const inNpm = async (url) => {
    assert.equal(await post(url, '/api/v1/auth/login', person), 200, 'the account is still there');
    const docs = await fetch(`${url}/docs-assets/docs.css`);
    assert.equal(docs.status, 200);
    assert.match(await metricsOf(url), REGISTERED, 'reported metrics survive a restart');
    assert.ok(!(await countAsOne(url)), 'the proxy cannot name addresses');
    assert.deepEqual(await smoke(url), []);
  };
  await serving(trusting, inNpm, ['npm', 'start', '--silent']);
  assert.equal(readFileSync(join(folder, 'secret-key'), 'utf8').trim(), secret);
  await serving({ DATA_DIR: folder, APP_ENV: 'development' }, async (url) => {
    assert.equal(await post(url, '/api/v1/auth/password/forgot', { email: account.email }), 200);
    const { items } = await (await fetch(`${url}/dev/mails`)).json();
    assert.equal(items[0].template, 'forgot');
    assert.ok(items[0].text.includes(`${url.replace('127.0.0.1', 'localhost')}/reset-password#`));
  });
  await killed('workerd');
  await killed('parent');
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
console.log('npm start serves, keeps its data and stops cleanly; the example runs.');
