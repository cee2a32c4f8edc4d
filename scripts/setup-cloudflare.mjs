// npm run setup:cloudflare -- --env staging: reports what a deployment needs. It leaves existing resources
// unchanged, so it can be run again at any time.
//   --apply             creates what is missing
//   --url https://…     sets the public URL of the API
//   --location apac     creates the database and the bucket there
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { addressOf, environmentOf, isPlaceholder, placeOf, writeDown } from './deploy/config.mjs';
import { SECRETS } from './deploy/preflight.mjs';
import { storesOf } from './deploy/stores.mjs';
import { secretNames, wrangler } from './deploy/wrangler.mjs';
import { command } from './dev/command.mjs';
import { configOf, root } from './dev/local.mjs';

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
function ensureAddress(known, { env, apply, url }) {
  if (!url && known) return `PUBLIC_URL ${known}: already set`;
  if (!url) return 'PUBLIC_URL: missing; --url https://api.example.com sets it';
  if (!/^https:\/\/[^/?#@]+(\/[^?#]*)?$/.test(url))
    throw new Error(`--url ${url} is not an https address.`);
  if (!apply) return `PUBLIC_URL: would be ${url}`;
  writeDown(addressOf(env), url.replace(/\/+$/, ''));
  return `PUBLIC_URL: ${url}`;
}

const REPLICATION = `
Read replication is off in a new database, and wrangler cannot switch it on. In the dashboard: D1 → the database →
Settings → Enable read replication. Or with a token that may edit D1:
  curl -X PUT "https://api.cloudflare.com/client/v4/accounts/$CLOUDFLARE_ACCOUNT_ID/d1/database/<database_id>" \\
    -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H 'Content-Type: application/json' \\
    -d '{"read_replication": {"mode": "auto"}}'`;

command({ env: '', apply: false, url: '', location: '' }, async (options) => {
  const env = environmentOf(options.env);
  const near = options.location ? ['--location', options.location] : [];
  for (const store of await storesOf(env)) console.log(ensureStore(store, { ...options, near }));
  const known = secretNames(env);
  for (const name of SECRETS) console.log(ensureSecret(name, known, options));
  console.log(ensureAddress((await configOf(env)).vars.PUBLIC_URL, options));
  console.log(REPLICATION);
  if (options.apply) console.log(`\nCommit wrangler.toml, then npm run deploy:${env}`);
  else console.log('\nNothing was changed; --apply makes the changes.');
});
