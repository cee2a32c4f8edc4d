import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import test from 'node:test';
import { unstable_readConfig as readConfig } from 'wrangler';
import { addressOf, placeOf, writeValue } from '../../scripts/deploy/config.mjs';
import { root } from '../../scripts/dev/local.mjs';
import { makeProject } from './fakes/project.mjs';

const SCRIPT = 'setup-cloudflare.mjs';
const database = (env) => placeOf(env, { table: 'd1_databases', key: 'database_id' }, 'DB');
const cache = (env) => placeOf(env, { table: 'kv_namespaces', key: 'id' }, 'CACHE');
const changing = (command) => /create|put|deploy|apply/.test(command);

function project(t, options) {
  const made = makeProject(options);
  t.after(made.remove);
  return made;
}

/** Returns the lines in which two texts differ. */
const differences = (before, after) => {
  const [a, b] = [before.split('\n'), after.split('\n')];
  assert.equal(a.length, b.length);
  return b.filter((line, index) => line !== a[index]);
};

test('an id is written to its own block and nowhere else', () => {
  const text = readFileSync(`${root}wrangler.toml`, 'utf8');
  for (const env of ['staging', 'production']) {
    for (const place of [database(env), cache(env), addressOf(env)]) {
      const written = writeValue(text, place, 'abc$1');
      assert.deepEqual(differences(text, written), [`${place.key} = "abc$1"`]);
      const [placeholder] = differences(written, text);
      assert.match(placeholder, /^\w+ = "[0-]*"$/);
      assert.equal(writeValue(written, place, placeholder.split('"')[1]), text);
    }
  }
});

test('blocks are identified by their binding; comments, quotes and line ends stay', () => {
  const text = [
    '[[env.staging.kv_namespaces]] # the other one',
    'binding = "OTHER"',
    'id = "1"',
    '  [[ env.staging.kv_namespaces ]]',
    "  id   =  '2'   # ours",
    "  binding = 'CACHE'",
    '[[env.staging.other]]',
    'id = "3"',
  ].join('\r\n');
  assert.equal(
    writeValue(text, cache('staging'), '9'),
    text.replace("'2'   # ours", "'9'   # ours"),
  );
  assert.throws(
    () => writeValue(text, database('staging'), '9'),
    /no database_id in \[env\.staging\.d1_databases\] DB/,
  );
});

test('without --apply nothing changes, locally or at Cloudflare', async (t) => {
  const { run, commands, read } = project(t);
  const before = read('wrangler.toml');
  const { code, output } = await run(SCRIPT, ['--env', 'staging']);
  assert.equal(code, 0, output);
  assert.match(output, /Nothing was changed/);
  assert.equal(read('wrangler.toml'), before);
  assert.match(output, /^PUBLIC_URL: missing; --url/m);
  assert.match(output, /read_replication/);
  assert.deepEqual(commands().filter(changing), []);
});

test('--apply creates what is missing, and nothing the second time', async (t) => {
  const { folder, run, calls, commands, read, forget } = project(t);
  const before = read('wrangler.toml');
  const first = await run(SCRIPT, [
    ...['--env', 'staging', '--apply', '--location', 'apac'],
    ...['--url', 'https://staging.example.com/'],
  ]);
  assert.equal(first.code, 0, first.output);
  assert.deepEqual(commands().filter(changing), [
    'd1 create model-agency-staging --location apac',
    'kv namespace create model-agency-staging-cache',
    'r2 bucket create model-agency-staging-pictures --location apac',
    'queues create model-agency-staging-outbox',
    'secret put SECRET_KEY --env staging',
    'secret put METRICS_TOKEN --env staging',
  ]);
  const after = read('wrangler.toml');
  assert.deepEqual(differences(before, after), [
    'PUBLIC_URL = "https://staging.example.com"',
    'database_id = "11111111-model-agency-staging"',
    'id = "2222model-agency-staging-cache"',
  ]);
  const secrets = calls().flatMap(({ args, input }) => (args[1] === 'put' ? [input] : []));
  for (const secret of secrets) {
    assert.ok(Buffer.from(secret, 'base64url').length >= 48, 'too short a secret');
    assert.ok(!first.output.includes(secret), 'the secret was printed');
    assert.ok(!commands().join().includes(secret), 'the secret stood in a command line');
    assert.ok(!after.includes(secret), 'wrangler.toml contains the secret');
  }
  assert.equal(read('.metrics-token.staging'), `${secrets[1]}\n`);
  assert.equal(statSync(`${folder}/.metrics-token.staging`).mode & 0o777, 0o600);

  forget();
  const second = await run(SCRIPT, ['--env', 'staging', '--apply']);
  assert.equal(second.code, 0, second.output);
  assert.deepEqual(commands().filter(changing), []);
  assert.equal(read('wrangler.toml'), after);
});

test('resources of an interrupted setup are adopted; an id of another account is refused', async (t) => {
  const databases = [{ name: 'model-agency-production', uuid: 'abc-1' }];
  const { folder, run, commands, read, write } = project(t, {
    ...{ databases, secrets: ['SECRET_KEY', 'METRICS_TOKEN'] },
    named: ['model-agency-production-pictures', 'model-agency-production-outbox'],
  });
  const { code, output } = await run(SCRIPT, ['--env', 'production', '--apply']);
  assert.equal(code, 0, output);
  assert.deepEqual(commands().filter(changing), [
    'kv namespace create model-agency-production-cache',
  ]);
  const config = readConfig({ config: `${folder}/wrangler.toml`, env: 'production' });
  assert.deepEqual(config.d1_databases[0].database_id, 'abc-1');

  write('wrangler.toml', read('wrangler.toml').replace('abc-1', 'abc-2'));
  const refused = await run(SCRIPT, ['--env', 'production', '--apply']);
  assert.equal(refused.code, 1);
  assert.match(refused.output, /abc-2, which this account does not have/);
});

test('a bucket and a queue need only their lines in wrangler.toml', async (t) => {
  const { run, commands, read, write, forget } = project(t);
  const lines = [
    '[[env.staging.r2_buckets]]',
    'binding = "FILES"',
    'bucket_name = "files-staging"',
    '[[env.staging.queues.producers]]',
    'binding = "WORK"',
    'queue = "work-staging"',
    '[[env.staging.queues.consumers]]',
    'queue = "work-staging"',
    'dead_letter_queue = "work-staging-dead"',
  ];
  // Only these, whatever else the project has by now.
  const rest = read('wrangler.toml').replace(
    /^\[\[env\.staging\.(r2_buckets|queues\.\w+)\]\]\n(?:(?!\[).*\n)*/gm,
    '',
  );
  write('wrangler.toml', `${rest}\n${lines.join('\n')}\n`);
  const args = ['--env', 'staging', '--apply'];
  const { code, output } = await run(SCRIPT, args);
  assert.equal(code, 0, output);
  const made = commands().filter((command) => /^(r2|queues) .*create/.test(command));
  assert.deepEqual(made, [
    'r2 bucket create files-staging',
    'queues create work-staging',
    'queues create work-staging-dead',
  ]);
  forget();
  assert.equal((await run(SCRIPT, args)).code, 0);
  assert.deepEqual(commands().filter(changing), []);
});

test('the top level of wrangler.toml is never deployed', async (t) => {
  const { run, commands } = project(t, { ready: true });
  for (const [script, args] of [
    [SCRIPT, []],
    [SCRIPT, ['--env', '', '--apply']],
    ['deploy.mjs', ['--yes']],
    ['deploy.mjs', ['--env', 'development', '--yes']],
    ['db-export.mjs', ['--remote']],
    ['admin-create.mjs', ['--remote', '--password-stdin']],
  ]) {
    const { code, output } = await run(script, args);
    assert.deepEqual(
      [code, /Which environment\? --env staging or/.test(output)],
      [1, true],
      output,
    );
  }
  assert.deepEqual(commands(), []);
  const bare = '../node_modules/wrangler/bin/wrangler.js';
  const nobody = { CLOUDFLARE_ACCOUNT_ID: 'x', CLOUDFLARE_API_TOKEN: 'x', WRANGLER_LOG: 'log' };
  const { code, output } = await run(bare, ['deploy'], '', nobody);
  assert.deepEqual([code, /top level .* is never deployed/.test(output)], [1, true], output);
  const names = readFileSync(`${root}wrangler.toml`, 'utf8').match(/^name = ".*"$/gm);
  const top = names[0];
  assert.equal(names.filter((name) => name === top).length, 1);
});
