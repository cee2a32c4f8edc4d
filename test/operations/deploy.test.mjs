import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test from 'node:test';
import { makeProject } from './fakes/project.mjs';

const FAST = ['--smoke-after', '0', '--smoke-for', '0'];

const BODIES = {
  '/health': { status: 'ok' },
  '/health/ready': { status: 'ok' },
  '/openapi.json': { openapi: '3.1.0' },
  '/api/v1/models/': { items: [], total: 0 },
  '/api/v1/auth/me': { error_code: 'AuthenticationException' },
  '/docs-assets/docs.css': '',
};

/** Answers like the API, except for what a test breaks. */
async function serve(t, broken = {}) {
  const server = createServer((request, response) => {
    const isDenied = request.url === '/api/v1/auth/me';
    response.writeHead(broken[request.url] ?? (isDenied ? 401 : 200), {
      'x-request-id': request.headers['x-request-id'],
      'x-process-time': '0.001000',
      'content-security-policy': "default-src 'none'",
      'strict-transport-security': 'max-age=63072000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      ...(isDenied && { 'www-authenticate': 'Bearer' }),
      ...broken.headers,
    });
    response.end(JSON.stringify(BODIES[request.url]));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

function project(t, options) {
  const made = makeProject(options);
  t.after(made.remove);
  const deploy = (env, ...args) => made.run('deploy.mjs', ['--env', env, ...FAST, ...args]);
  return { ...made, deploy };
}

test('migrations go first, then the Worker, then the smoke test', async (t) => {
  const { deploy, commands } = project(t, { ready: true });
  const { code, output } = await deploy('staging', '--url', await serve(t));
  assert.equal(code, 0, output);
  assert.match(output, /passed the smoke test/);
  const [secrets, bucket, queue, status, migrate, upload, ...rest] = commands();
  assert.match(secrets, /^secret list --env staging/);
  assert.equal(bucket, 'r2 bucket info model-agency-staging-pictures --json');
  assert.equal(queue, 'queues info model-agency-staging-outbox');
  assert.match(status, /^deployments status --env staging/);
  assert.equal(migrate, 'd1 migrations apply DB --remote --env staging');
  assert.match(upload, /^deploy --env staging --tag [0-9a-f]{12}$/);
  assert.deepEqual(rest, []);
});

test('a failed smoke test rolls back to the version with most traffic', async (t) => {
  const { deploy, commands } = project(t, { ready: true });
  const url = await serve(t, { '/health/ready': 503 });
  const { code, output } = await deploy('production', '--yes', '--url', url);
  assert.equal(code, 1, output);
  assert.match(output, /GET \/health\/ready answered 503, not 200/);
  assert.match(output, /Rolled back\. The previous version failed too/);
  assert.match(commands().at(-1), /^rollback old --env production --yes --message /);
});

test('a missing header fails the smoke test; a first version cannot be rolled back', async (t) => {
  const { deploy, commands } = project(t, { ready: true, version: undefined });
  const url = await serve(t, { headers: { 'content-security-policy': '' } });
  const { code, output } = await deploy('staging', '--url', url);
  assert.equal(code, 1, output);
  assert.match(output, /has content-security-policy/);
  assert.match(output, /none to roll back to/);
  assert.ok(!commands().some((command) => command.startsWith('rollback')));
});

test('the URL comes from wrangler’s report', async (t) => {
  const { deploy } = project(t, { ready: true, url: 'https://nothing.invalid' });
  const { code, output } = await deploy('staging');
  assert.equal(code, 1);
  assert.match(output, /Smoke test of https:\/\/nothing\.invalid/);
});

test('failed migrations stop the deployment before the Worker', async (t) => {
  const { deploy, commands } = project(t, { ready: true, failMigrations: true });
  const { code } = await deploy('staging');
  assert.equal(code, 1);
  assert.ok(!commands().some((command) => command.startsWith('deploy ')));
});

test('placeholders, a dirty work tree, a missing secret, store or yes are refused', async (t) => {
  const fresh = project(t);
  const placeholders = await fresh.deploy('staging');
  assert.equal(placeholders.code, 1);
  assert.match(placeholders.output, /database_id of DB in .* is a placeholder/);
  assert.match(placeholders.output, /id of CACHE in .* is a placeholder/);
  assert.match(placeholders.output, /PUBLIC_URL in .* is empty/);
  assert.deepEqual(fresh.commands(), []);

  const { deploy, commands, write, read, commit } = project(t, {
    ...{ ready: true, secrets: undefined },
    named: ['model-agency-staging-pictures'],
  });
  const secret = await deploy('staging');
  assert.equal(secret.code, 1);
  assert.match(secret.output, /SECRET_KEY is not set/);
  assert.match(secret.output, /METRICS_TOKEN is not set/);
  assert.match(secret.output, /Queue model-agency-staging-outbox does not exist: npm run setup/);
  assert.doesNotMatch(secret.output, /R2 bucket/);
  write('wrangler.toml', `${read('wrangler.toml')}\n# changed\n`);
  const dirty = await deploy('staging');
  assert.equal(dirty.code, 1);
  assert.match(dirty.output, /not clean[\s\S]*wrangler\.toml/);
  commit();
  assert.ok(commands().every((command) => /^secret list|^(r2 bucket|queues) info/.test(command)));

  const ready = project(t, { ready: true });
  const unasked = await ready.deploy('production');
  assert.equal(unasked.code, 1);
  assert.match(unasked.output, /needs --yes/);
  assert.ok(!ready.commands().some((command) => /apply|^deploy /.test(command)));
});

test('--dry-run builds, prints the commands in order and runs none of them', async (t) => {
  const { deploy, commands } = project(t, { ready: true });
  const { code, output } = await deploy('production', '--dry-run');
  assert.equal(code, 0, output);
  const told = output.match(/(?:npx wrangler|npm run) \w+ ?\w*/g);
  assert.deepEqual(told, [
    'npx wrangler secret list',
    'npx wrangler deployments status',
    'npx wrangler d1 migrations',
    'npx wrangler deploy ',
    'npm run smoke ',
    'npx wrangler rollback ',
  ]);
  assert.equal(commands().length, 1);
  assert.match(commands()[0], /^deploy --env production .* --dry-run$/);

  const fresh = project(t);
  assert.equal((await fresh.deploy('staging', '--dry-run')).code, 1);
});

test('db:check reads a deployed database', async (t) => {
  const finding = { finding: 'overlap', booking_id: 'b1', detail: null };
  const { run } = project(t, { findings: [finding] });
  const { code, output } = await run('db-check.mjs', ['--remote', '--env', 'staging']);
  assert.equal(code, 1);
  assert.match(output, /overlap: booking b1\n1 findings/);
});
