// What has to be in order before anything is deployed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { root } from '../dev/local.mjs';
import { isPlaceholder, placesOf, readValue } from './config.mjs';
import { jsonOf, secretNames, tryWrangler } from './wrangler.mjs';

const git = (...args) => {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr.trim()}`);
  return stdout.trim();
};

/** The commit that is deployed, to be found again among the versions. */
export const commit = () => git('rev-parse', '--short=12', 'HEAD');

/** Why this work tree cannot be deployed; empty when it can. Asks nobody outside. */
export function localProblems(env) {
  const problems = [];
  const changes = git('status', '--porcelain');
  if (changes) problems.push(`The work tree is not clean: commit or stash first.\n${changes}`);
  const text = readFileSync(`${root}wrangler.toml`, 'utf8');
  const { database, cache } = placesOf(env);
  for (const place of [database, cache]) {
    if (isPlaceholder(readValue(text, place))) {
      const where = `${place.key} of ${place.binding} in [[${place.table}]]`;
      problems.push(`${where} is a placeholder: npm run setup:cloudflare -- --env ${env} --apply`);
    }
  }
  return problems;
}

/** Why Cloudflare is not ready for it. */
export function remoteProblems(env) {
  if (secretNames(env).includes('SECRET_KEY')) return [];
  return [`SECRET_KEY is not set: npm run setup:cloudflare -- --env ${env} --apply`];
}

/** The version that answers now: the way back. Undefined before the first deployment. */
export function currentVersion(env) {
  const args = ['deployments', 'status', '--env', env, '--json'];
  const run = tryWrangler(args);
  if (run.ok) {
    const { versions } = jsonOf(run.stdout);
    return versions.toSorted((a, b) => b.percentage - a.percentage)[0]?.version_id;
  }
  if (/no deployments|not found|does not exist|10007/i.test(run.stderr)) return undefined;
  throw new Error(`wrangler ${args.join(' ')} failed.\n${run.stderr.trim()}`);
}
