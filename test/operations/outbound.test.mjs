// Tests where webhooks of `npm start` may connect: not into the machine's network unless configured.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { build, bundle, startServer } from '../../scripts/dev/server.mjs';

/** Counts connections and never answers. */
async function listener(t) {
  const seen = { count: 0 };
  const server = createServer((socket) => {
    seen.count++;
    socket.destroy();
  }).listen(0);
  await once(server, 'listening');
  t.after(() => server.close());
  return { seen, port: server.address().port };
}

/** Starts a server and returns calls as an admin. */
async function started(t, settings) {
  if (!existsSync(bundle)) build();
  const folder = mkdtempSync(join(tmpdir(), 'model-agency-outbound-'));
  const SECRET_KEY = randomBytes(32).toString('base64url');
  const bindings = { APP_ENV: 'production', SECRET_KEY, LOG_LEVEL: 'silent', ...settings };
  const server = await startServer({ folder, bindings });
  t.after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  const post = async (path, body, token) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: token ? headers : { 'Content-Type': 'application/json' },
    });
    assert.ok(answer.ok, await answer.clone().text());
    return answer.json();
  };
  const person = { username: 'desk', password: 'Plum-Rain7!' };
  await post('/auth/register', { ...person, email: 'desk@example.com', full_name: 'Desk' });
  await server.db.exec("UPDATE users SET role = 'admin', version = version + 1");
  const { access_token: token } = await post('/auth/login', person);
  return { server, post: (path, body) => post(path, body, token), token };
}

/** Returns the result of one delivery to the URL. */
async function attempt({ server, post }, url) {
  const { webhook_id: id } = await post('/webhooks', { url });
  await post(`/webhooks/${id}/test`);
  const outcome = 'SELECT attempts, last_error FROM webhook_deliveries WHERE last_ms IS NOT NULL';
  for (let tries = 0; tries < 100; tries++) {
    const found = await server.db.prepare(outcome).first();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail('nothing was tried');
}

test('a host name of this machine is refused when the connection is made', async (t) => {
  const { seen, port } = await listener(t);
  const api = await started(t, {});
  const found = await attempt(api, `https://${hostname()}:${port}/`);
  assert.equal(found.last_error, 'connection');
  assert.equal(seen.count, 0, 'it was reached');
});

test('WEBHOOK_ALLOW_PRIVATE allows it', async (t) => {
  const { seen, port } = await listener(t);
  const api = await started(t, { WEBHOOK_ALLOW_PRIVATE: 'true' });
  await attempt(api, `http://${hostname()}:${port}/`);
  assert.ok(seen.count > 0, 'it was not reached');
});
