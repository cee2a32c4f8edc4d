// npm run setup:cloudflare -- --env staging [--apply] [--location apac]: what a deployment needs at Cloudflare.
// Without --apply it only looks. What is there already is left alone, so it can be run again at any time.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { isPlaceholder, optionsOf, placesOf, readValue, writeValue } from './deploy/config.mjs';
import { jsonOf, secretNames, wrangler } from './deploy/wrangler.mjs';
import { root } from './dev/local.mjs';

const config = `${root}wrangler.toml`;

/** Finds a store by the id in wrangler.toml or by its name, or makes it, and writes its id down. */
function ensureStore({ what, name, place, list, create }, apply) {
  const text = readFileSync(config, 'utf8');
  const known = readValue(text, place);
  const found = list();
  if (!isPlaceholder(known)) {
    if (found.some(({ id }) => id === known)) return `${what} ${known}: there already`;
    throw new Error(
      `wrangler.toml names ${what} ${known}, which this account does not have. Is it another account's? npx wrangler whoami`,
    );
  }
  const idOf = (stores) => stores.find((store) => store.name === name)?.id;
  const existing = idOf(found);
  if (!apply) return `${what} ${name}: would be ${existing ? 'adopted' : 'created'}`;
  if (!existing) wrangler(create);
  const id = existing ?? idOf(list());
  if (!id) throw new Error(`${what} ${name} was created but is not listed. Run this again.`);
  writeFileSync(config, writeValue(text, place, id));
  return `${what} ${name}: ${existing ? 'adopted' : 'created'}, its id is in wrangler.toml`;
}

/** An existing secret is never replaced: that would end every session. */
function ensureSecretKey(env, apply) {
  if (secretNames(env).includes('SECRET_KEY')) return 'SECRET_KEY: there already';
  if (!apply) return 'SECRET_KEY: would be set to 48 random bytes';
  const input = randomBytes(48).toString('base64url');
  wrangler(['secret', 'put', 'SECRET_KEY', '--env', env], { input });
  return 'SECRET_KEY: set to 48 random bytes that nobody has seen';
}

/** Everything one environment needs; the lines that tell what there is and what was done. */
function* setUp({ env, apply, location }) {
  const { database, databaseName, cache } = placesOf(env);
  const name = readValue(readFileSync(config, 'utf8'), databaseName);
  const near = location ? ['--location', location] : [];
  const d1 = {
    what: 'D1 database',
    name,
    place: database,
    list: () => jsonOf(wrangler(['d1', 'list', '--json'])).map((db) => ({ ...db, id: db.uuid })),
    create: ['d1', 'create', name, ...near],
  };
  const kv = {
    what: 'KV namespace',
    name: `${name}-cache`,
    place: cache,
    list: () =>
      jsonOf(wrangler(['kv', 'namespace', 'list'])).map(({ id, title }) => ({ id, name: title })),
    create: ['kv', 'namespace', 'create', `${name}-cache`],
  };
  yield ensureStore(d1, apply);
  yield ensureStore(kv, apply);
  yield ensureSecretKey(env, apply);
}

try {
  const options = optionsOf({
    apply: { type: 'boolean', default: false },
    location: { type: 'string' },
  });
  for (const line of setUp(options)) console.log(line);
  if (options.apply) console.log(`\nCommit wrangler.toml, then npm run deploy:${options.env}`);
  else console.log('\nNothing was changed; --apply does it.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
