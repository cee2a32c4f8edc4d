// npm run test:serve: `npm start` as an operator runs it, and the example told against it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDemoServer } from './demo-server.mjs';
import { root } from './local.mjs';

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
  const { child, said, ended } = run('serve.mjs', [], {
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

async function post(url, path, body) {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.status;
}

const REGISTERED =
  /http_requests_total\{method="POST",endpoint="\/api\/v1\/auth\/register",status="200"\} 1/;
const metricsOf = async (url) => (await fetch(`${url}/metrics`)).text();

const person = { username: 'haneul', password: 'Plum-Rain7!' };
const account = { ...person, email: 'haneul@example.com', full_name: 'Kim Haneul' };

const folder = mkdtempSync(join(tmpdir(), 'model-agency-serve-'));
try {
  await withDemoServer(async (url) => {
    const { said, ended } = run('example.mjs', [url]);
    assert.deepEqual(await ended, [0, null], said.text);
    assert.match(said.text, /409 BookingConflictException/);
  });

  const refused = run('serve.mjs', [], { DATA_DIR: folder });
  assert.deepEqual(await refused.ended, [1, null]);
  assert.match(refused.said.text, /SECRET_KEY is missing/);
  const weak = run('serve.mjs', [], { DATA_DIR: folder, PORT: '0', SECRET_KEY: 'a'.repeat(40) });
  assert.deepEqual(await weak.ended, [1, null]);

  const environment = { DATA_DIR: folder, SECRET_KEY: randomBytes(32).toString('base64') };
  await serving(environment, async (url) => {
    assert.equal(await post(url, '/api/v1/auth/register', account), 200);
    assert.equal(await post(url, '/api/v1/auth/register', account), 422);
    assert.match(await metricsOf(url), REGISTERED);
  });
  await serving(environment, async (url) => {
    assert.equal(await post(url, '/api/v1/auth/login', person), 200, 'the account is still there');
    const docs = await fetch(`${url}/docs-assets/docs.css`);
    assert.equal(docs.status, 200);
    assert.match(await metricsOf(url), REGISTERED, 'what was told once is kept');
  });
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
console.log('npm start serves, keeps, and ends; the example goes through.');
