// npm run test:serve: `npm start` as an operator runs it, and the example told against it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smoke } from '../deploy/smoke.mjs';
import { withDemoServer } from '../dev/demo-server.mjs';
import { root } from '../dev/local.mjs';

const PATIENCE_MS = 20_000;

function run(script, args, environment) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [`${root}scripts/${script}`, ...args], {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said.text += chunk;
    });
  }
  return { child, said, ended: once(child, 'exit') };
}

/** Starts the server, lets work be done with its URL, ends it as a container's host does. */
async function serving(environment, work) {
  const { child, said, ended } = run('start.mjs', [], {
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const started = Date.now();
  for (;;) {
    const url = /on (http\S+),/.exec(said.text)?.[1];
    if (url) {
      await work(url);
      break;
    }
    if (child.exitCode !== null || Date.now() - started > PATIENCE_MS) throw new Error(said.text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const asked = Date.now();
  child.kill('SIGTERM');
  const [code] = await ended;
  assert.equal(code, 0, 'it ends well');
  assert.ok(Date.now() - asked < 2000, 'it ends within two seconds');
}

async function post(url, path, body, more = {}) {
  const headers = { 'Content-Type': 'application/json', ...more };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.status;
}

/** Whether callers who name an address of their own count as one; and none of them reaches past the front. */
async function countAsOne(url) {
  const statuses = [];
  for (let nth = 1; nth <= 6; nth++) {
    const body = { username: 'nobody', password: 'x' };
    const claim = { 'CF-Connecting-IP': `192.0.2.${nth}` };
    statuses.push(await post(url, '/api/v1/auth/login', body, claim));
  }
  const elsewhere = { 'MF-Original-URL': `${url}/health` };
  assert.equal((await fetch(`${url}/nothing`, { headers: elsewhere })).status, 404);
  assert.deepEqual(statuses.slice(0, 5), [401, 401, 401, 401, 401]);
  return statuses[5] === 429;
}

function assertSettings() {
  const [, schema] = readFileSync(`${root}src/env.ts`, 'utf8').split('const settingsSchema');
  const known = schema.match(/(?<=^ {2})[A-Z_]+(?=: )/gm);
  const passed = readFileSync(`${root}scripts/start.mjs`, 'utf8').match(/\b[A-Z_]+\b/g);
  const missing = known.filter((name) => !passed.includes(name));
  assert.deepEqual(missing, [], 'settings that npm start does not pass on');
}

const REGISTERED =
  /http_requests_total\{method="POST",endpoint="\/api\/v1\/auth\/register",status="200"\} 1/;
const metricsOf = async (url) => (await fetch(`${url}/metrics`)).text();

const person = { username: 'haneul', password: 'Plum-Rain7!' };
const account = { ...person, email: 'haneul@example.com', full_name: 'Kim Haneul' };

assertSettings();
const folder = mkdtempSync(join(tmpdir(), 'model-agency-serve-'));
try {
  await withDemoServer(async (url) => {
    const { said, ended } = run('example.mjs', [url]);
    assert.deepEqual(await ended, [0, null], said.text);
    assert.match(said.text, /409 BookingConflictException/);
  });

  const refused = run('start.mjs', [], { DATA_DIR: folder });
  assert.deepEqual(await refused.ended, [1, null]);
  assert.match(refused.said.text, /SECRET_KEY is missing/);
  const weak = run('start.mjs', [], { DATA_DIR: folder, PORT: '0', SECRET_KEY: 'a'.repeat(40) });
  assert.deepEqual(await weak.ended, [1, null]);

  const environment = { DATA_DIR: folder, SECRET_KEY: randomBytes(32).toString('base64') };
  await serving(environment, async (url) => {
    assert.equal(await post(url, '/api/v1/auth/register', account), 200);
    assert.equal(await post(url, '/api/v1/auth/register', account), 422);
    assert.match(await metricsOf(url), REGISTERED);
    assert.ok(await countAsOne(url), 'callers can name their address');
  });
  await serving({ ...environment, TRUST_PROXY: 'true' }, async (url) => {
    assert.equal(await post(url, '/api/v1/auth/login', person), 200, 'the account is still there');
    const docs = await fetch(`${url}/docs-assets/docs.css`);
    assert.equal(docs.status, 200);
    assert.match(await metricsOf(url), REGISTERED, 'what was told once is kept');
    assert.ok(!(await countAsOne(url)), 'the proxy cannot name addresses');
    assert.deepEqual(await smoke(url), []);
  });
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
console.log('npm start serves, keeps, and ends; the example goes through.');
