import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import test from 'node:test';
import { root } from '../../scripts/dev/local.mjs';
import { makeProject } from './fakes/project.mjs';

test('a failure that wrangler prints to stdout is shown', async (t) => {
  const { run, remove } = makeProject({ ready: true, refusal: 'no such table: users' });
  t.after(remove);
  for (const script of ['db-check.mjs', 'db-export.mjs']) {
    const { code, output } = await run(script, ['--remote', '--env', 'staging']);
    assert.equal(code, 1);
    assert.match(output, /^wrangler d1 execute .* failed\.\n[\s\S]*no such table: users/, script);
  }
});

/** Answers the example until its webhook exists, and then refuses everything. */
function answerOf(path) {
  if (path.endsWith('/login')) return { access_token: 'a', refresh_token: 'r', expires_in: 900 };
  if (path.includes('/webhooks')) return { webhook_id: 'w', secret: `whsec_${'A'.repeat(32)}` };
  if (path.includes('/pictures')) return { width: 1, height: 1, urls: { 320: '/small' } };
  if (path.includes('/models')) return { model_id: 'm', name: 'Seo', price_per_hour: 1 };
  return path === '/small' ? {} : undefined;
}

test('an example that fails ends, though its receiver is listening', async (t) => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const answer = answerOf(new URL(request.url, 'http://x').pathname);
      response.writeHead(answer ? 200 : 422, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer ?? { error_code: 'ValidationException' }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close() && server.closeAllConnections());
  const url = `http://127.0.0.1:${server.address().port}`;
  const args = [`${root}scripts/example.mjs`, url];
  const example = spawn(process.execPath, args, { timeout: 30_000 });
  const [told, failure, [code]] = await Promise.all([
    text(example.stdout),
    text(example.stderr),
    once(example, 'close'),
  ]);
  assert.match(told, /listens at/);
  assert.match(failure, /ValidationException/);
  assert.equal(code, 1);
});
