import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { isPlaceholder, placesOf, readValue, writeValue } from '../deploy/config.mjs';
import { root } from '../dev/local.mjs';
import { makeProject } from './project.mjs';

const SCRIPT = 'setup-cloudflare.mjs';
const changing = (command) => /create|put|deploy|apply/.test(command);

function project(t, options) {
  const made = makeProject(options);
  t.after(made.remove);
  return made;
}

/** The lines in which two texts differ. */
const differences = (before, after) => {
  const [a, b] = [before.split('\n'), after.split('\n')];
  assert.equal(a.length, b.length);
  return b.filter((line, index) => line !== a[index]);
};

test('an id is written into its own block and nowhere else', () => {
  const text = readFileSync(`${root}wrangler.toml`, 'utf8');
  for (const env of ['staging', 'production']) {
    for (const place of [placesOf(env).database, placesOf(env).cache]) {
      assert.ok(isPlaceholder(readValue(text, place)));
      const written = writeValue(text, place, 'abc$1');
      assert.deepEqual(differences(text, written), [`${place.key} = "abc$1"`]);
      assert.equal(readValue(written, place), 'abc$1');
      assert.equal(writeValue(written, place, readValue(text, place)), text);
    }
  }
});

test('blocks are told apart by their binding; comments, quotes and line ends stay', () => {
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
  const { cache, database } = placesOf('staging');
  assert.equal(readValue(text, cache), '2');
  assert.equal(writeValue(text, cache, '9'), text.replace("'2'   # ours", "'9'   # ours"));
  assert.throws(() => readValue(text, database), /no database_id in a \[\[env\.staging/);
});

test('without --apply nothing is changed, there or here', async (t) => {
  const { run, commands, read } = project(t);
  const before = read('wrangler.toml');
  const { code, output } = await run(SCRIPT, ['--env', 'staging']);
  assert.equal(code, 0, output);
  assert.match(output, /Nothing was changed/);
  assert.equal(read('wrangler.toml'), before);
  assert.equal(commands().length, 3);
  assert.deepEqual(commands().filter(changing), []);
});

test('--apply makes what is missing, and a second time nothing', async (t) => {
  const { run, calls, commands, read, forget } = project(t);
  const before = read('wrangler.toml');
  const first = await run(SCRIPT, ['--env', 'staging', '--apply', '--location', 'apac']);
  assert.equal(first.code, 0, first.output);
  assert.deepEqual(commands().filter(changing), [
    'd1 create model-agency-staging --location apac',
    'kv namespace create model-agency-staging-cache',
    'secret put SECRET_KEY --env staging',
  ]);
  const after = read('wrangler.toml');
  assert.deepEqual(differences(before, after), [
    'database_id = "11111111-model-agency-staging"',
    'id = "2222model-agency-staging-cache"',
  ]);
  const secret = calls().find(({ args }) => args[1] === 'put').input;
  assert.ok(Buffer.from(secret, 'base64url').length >= 48, 'too short a secret');
  assert.ok(!first.output.includes(secret), 'the secret was printed');
  assert.ok(!commands().join().includes(secret), 'the secret stood in a command line');
  assert.ok(!after.includes(secret), 'the secret stands in wrangler.toml');

  forget();
  const second = await run(SCRIPT, ['--env', 'staging', '--apply']);
  assert.equal(second.code, 0, second.output);
  assert.deepEqual(commands().filter(changing), []);
  assert.equal(read('wrangler.toml'), after);
});

test('what a broken setup left is adopted; an id of another account is refused', async (t) => {
  const databases = [{ name: 'model-agency-production', uuid: 'abc-1' }];
  const { run, commands, read, write } = project(t, { databases, secrets: ['SECRET_KEY'] });
  const { code, output } = await run(SCRIPT, ['--env', 'production', '--apply']);
  assert.equal(code, 0, output);
  assert.deepEqual(commands().filter(changing), [
    'kv namespace create model-agency-production-cache',
  ]);
  assert.equal(readValue(read('wrangler.toml'), placesOf('production').database), 'abc-1');

  write('wrangler.toml', read('wrangler.toml').replace('abc-1', 'abc-2'));
  const refused = await run(SCRIPT, ['--env', 'production', '--apply']);
  assert.equal(refused.code, 1);
  assert.match(refused.output, /abc-2, which this account does not have/);
});
