// npm run setup:cloudflare -- --env staging [--apply] [--url https://…] [--location apac]: creates what a
// deployment needs. Without --apply it only reports. It leaves existing resources unchanged, so it can be run
// again at any time.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  addressOf,
  isPlaceholder,
  optionsOf,
  placeOf,
  readValue,
  writeValue,
} from './deploy/config.mjs';
import { SECRETS } from './deploy/preflight.mjs';
import { storesOf } from './deploy/stores.mjs';
import { secretNames, wrangler } from './deploy/wrangler.mjs';
import { root } from './dev/local.mjs';

const config = `${root}wrangler.toml`;
const writeDown = (place, value) =>
  writeFileSync(config, writeValue(readFileSync(config, 'utf8'), place, value));

/**
 * Finds a store by the id in wrangler.toml or by name. Creates a missing one and writes its id to
 * wrangler.toml.
 */
function ensureStore({ kind, name, binding, id: known }, { env, apply, near }) {
  const { what, list, create, isThere } = kind;
  const find = list ?? (() => (isThere(name) ? [{ name, id: name }] : []));
  const found = find();
  if (known !== undefined && !isPlaceholder(known)) {
    if (found.some(({ id }) => id === known)) return `${what} ${known}: already exists`;
    throw new Error(
      `wrangler.toml names ${what} ${known}, which this account does not have. Check the account with npx wrangler whoami.`,
    );
  }
  const idOf = (stores) => stores.find((store) => store.name === name)?.id;
  const existing = idOf(found);
  if (known === undefined && existing) return `${what} ${name}: already exists`;
  if (!apply) return `${what} ${name}: would be ${existing ? 'adopted' : 'created'}`;
  if (!existing) wrangler(create({ name, near }));
  if (known === undefined) return `${what} ${name}: created`;
  const id = existing ?? idOf(find());
  if (!id) throw new Error(`${what} ${name} was created but is not listed. Run this again.`);
  writeDown(placeOf(env, kind, binding), id);
  return `${what} ${name}: ${existing ? 'adopted' : 'created'}, its id is in wrangler.toml`;
}

/** Never replaces an existing secret, because that would end every session or break every scrape. */
function ensureSecret(name, known, { env, apply }) {
  if (known.includes(name)) return `${name}: already set`;
  if (!apply) return `${name}: would be set to 48 random bytes`;
  const input = randomBytes(48).toString('base64url');
  // Prometheus needs this one.
  const file = name === 'METRICS_TOKEN' && `.metrics-token.${env}`;
  if (file) writeFileSync(`${root}${file}`, `${input}\n`, { mode: 0o600 });
  wrangler(['secret', 'put', name, '--env', env], { input });
  return `${name}: set to 48 random bytes ${file ? `that are in ${file}, for Prometheus` : 'that nobody has seen'}`;
}

/** Sets the base URL of links in mails, calendars and packages. */
function ensureAddress({ env, apply, url }) {
  const place = addressOf(env);
  const known = readValue(readFileSync(config, 'utf8'), place);
  if (!url && known) return `PUBLIC_URL ${known}: already set`;
  if (!url) return 'PUBLIC_URL: missing; --url https://api.example.com sets it';
  if (!/^https:\/\/[^/?#@]+(\/[^?#]*)?$/.test(url))
    throw new Error(`--url ${url} is not an https address.`);
  if (!apply) return `PUBLIC_URL: would be ${url}`;
  writeDown(place, url.replace(/\/+$/, ''));
  return `PUBLIC_URL: ${url}`;
}

/** Sets up everything an environment needs; yields one line for each store, secret and setting. */
async function* setUp(options) {
  const near = options.location ? ['--location', options.location] : [];
  for (const store of await storesOf(options.env)) yield ensureStore(store, { ...options, near });
  const known = secretNames(options.env);
  for (const name of SECRETS) yield ensureSecret(name, known, options);
  yield ensureAddress(options);
}

const REPLICATION = `
Read replication is off in a new database, and wrangler cannot switch it on. In the dashboard: D1 → the database →
Settings → Enable read replication. Or with a token that may edit D1:
  curl -X PUT "https://api.cloudflare.com/client/v4/accounts/$CLOUDFLARE_ACCOUNT_ID/d1/database/<database_id>" \\
    -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H 'Content-Type: application/json' \\
    -d '{"read_replication": {"mode": "auto"}}'`;

try {
  const options = optionsOf({
    apply: { type: 'boolean', default: false },
    url: { type: 'string' },
    location: { type: 'string' },
  });
  for await (const line of setUp(options)) console.log(line);
  console.log(REPLICATION);
  if (options.apply) console.log(`\nCommit wrangler.toml, then npm run deploy:${options.env}`);
  else console.log('\nNothing was changed; --apply makes the changes.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
