// Checks before a deployment.
import { execFileSync } from 'node:child_process';
import { configOf, root } from '../dev/local.mjs';
import { isPlaceholder } from './config.mjs';
import { storesOf } from './stores.mjs';
import { jsonFrom, secretNames } from './wrangler.mjs';

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

/** Returns the commit to deploy, which identifies it among the versions. */
export const commit = () => git('rev-parse', '--short=12', 'HEAD');

/** Returns why this work tree cannot be deployed; empty if it can. Makes no network requests. */
export async function localProblems(env) {
  const setUp = `npm run setup:cloudflare -- --env ${env} --apply`;
  const changes = git('status', '--porcelain');
  const stores = (await storesOf(env)).filter(({ id }) => id !== undefined && isPlaceholder(id));
  const problems = stores.map(
    ({ kind: { key, table }, binding }) =>
      `${key} of ${binding} in [[env.${env}.${table}]] is a placeholder: ${setUp}`,
  );
  if (changes) problems.push(`The work tree is not clean: commit or stash first.\n${changes}`);
  if (!(await configOf(env)).vars.PUBLIC_URL)
    problems.push(`PUBLIC_URL in [env.${env}.vars] is empty: ${setUp} --url https://…`);
  return problems;
}

/** Secrets that a deployment requires. */
export const SECRETS = ['SECRET_KEY', 'METRICS_TOKEN'];

/** Returns what is missing at Cloudflare: secrets, and stores that wrangler.toml identifies by name. */
export async function remoteProblems(env) {
  const known = secretNames(env);
  const unset = SECRETS.filter((name) => !known.includes(name)).map((name) => `${name} is not set`);
  const missing = (await storesOf(env))
    .filter(({ kind, name }) => kind.isThere && !kind.isThere(name))
    .map(({ kind, name }) => `${kind.what} ${name} does not exist`);
  return [...unset, ...missing].map(
    (problem) => `${problem}: npm run setup:cloudflare -- --env ${env} --apply`,
  );
}

/** Returns the currently deployed version, for a rollback; undefined before the first deployment. */
export function currentVersion(env) {
  const args = ['deployments', 'status', '--env', env, '--json'];
  const status = jsonFrom(args, /no deployments|not found|does not exist|10007/i);
  return status?.versions.toSorted((a, b) => b.percentage - a.percentage)[0]?.version_id;
}
