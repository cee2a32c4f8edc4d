// npm run deploy:staging and deploy:production: migrations, the Worker, a smoke test, and a rollback if it fails.
//   --dry-run   does what needs no account, and prints the commands that would follow
//   --yes       does not ask before production, as in CI
//   --url URL   the URL of the API, if it is not the one that wrangler reports
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentOf } from './deploy/config.mjs';
import { commit, currentVersion, localProblems, remoteProblems } from './deploy/preflight.mjs';
import { ask } from './deploy/prompt.mjs';
import { smokeFor } from './deploy/smoke.mjs';
import { tryWrangler, wrangler } from './deploy/wrangler.mjs';
import { command } from './dev/command.mjs';
import { withFolder } from './dev/local.mjs';

const say = (text) => console.log(`\n▸ ${text}`);

const shown = (args) =>
  `npx wrangler ${args.map((one) => (one.includes(' ') ? `"${one}"` : one)).join(' ')}`;

const MESSAGE = ['--message', 'The smoke test failed'];
const commandsOf = (env) => ({
  migrate: ['d1', 'migrations', 'apply', 'DB', '--remote', '--env', env],
  deploy: ['deploy', '--env', env, '--tag', commit()],
  rollback: (version) => ['rollback', version, '--env', env, '--yes', ...MESSAGE],
});

/** Builds, and prints the commands that would run. Returns whether the deployment could start. */
async function rehearse(env) {
  const { migrate, deploy, rollback } = commandsOf(env);
  const problems = await localProblems(env);
  for (const problem of problems) console.error(`The deployment would fail: ${problem}`);
  say(`Commands that would run, in this order. The first two only read:
  ${shown(['secret', 'list', '--env', env, '--format', 'json'])}
  ${shown(['deployments', 'status', '--env', env, '--json'])}
  ${shown(migrate)}
  ${shown(deploy)}
  npm run smoke -- <the URL that wrangler reports>
  if that fails: ${shown(rollback('<the current version>'))}`);
  say('Building');
  wrangler([...deploy, '--dry-run'], { show: true });
  return problems.length === 0;
}

async function confirm(env, yes) {
  if (env !== 'production' || yes) return;
  if (!process.stdin.isTTY) throw new Error('Production without a terminal needs --yes.');
  const answer = await ask('Type "production" to deploy there: ');
  if (answer.trim() !== 'production') throw new Error('Nothing was deployed.');
}

/** Deploys, and reads the Worker's URL from wrangler's report. */
const upload = (args) =>
  withFolder((folder) => {
    const report = join(folder, 'report');
    wrangler(args, { show: true, env: { WRANGLER_OUTPUT_FILE_PATH: report } });
    const entries = readFileSync(report, 'utf8').trim().split('\n').map(JSON.parse);
    const { targets } = entries.find(({ type }) => type === 'deploy') ?? {};
    return targets?.map((target) => /https:\/\/[\w.-]+/.exec(target)?.[0]).find(Boolean);
  });

/** Rolls back and runs the smoke test again. The data stays, because migrations are additive. */
async function goBack(env, version, test) {
  if (!version) throw new Error('This is the first version: there is none to roll back to.');
  say(`Rolling back to ${version}`);
  const args = commandsOf(env).rollback(version);
  if (!tryWrangler(args, { show: true }).ok) {
    throw new Error(`The rollback failed too. Run it by hand: ${shown(args)}`);
  }
  const problems = await test();
  const passed = problems.length === 0;
  const result = passed ? 'passed the smoke test' : `failed too:\n${problems.join('\n')}`;
  throw new Error(`Rolled back. The previous version ${result}.`);
}

async function deploy(env, options) {
  say('Checking');
  for (const check of [localProblems, remoteProblems]) {
    const problems = await check(env);
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }
  const before = currentVersion(env);
  console.log(before ? `${before} is deployed now.` : 'Nothing is deployed yet.');
  await confirm(env, options.yes);
  const { migrate, deploy: args } = commandsOf(env);
  say('Migrations. They only add, so the current Worker keeps working');
  wrangler(migrate, { show: true });
  say('Worker');
  const reported = await upload(args);
  const url = options.url || reported;
  if (!url) throw new Error('Deployed, but wrangler reported no URL. Run npm run smoke -- URL.');
  say(`Smoke test of ${url}`);
  // The old version keeps answering for a few seconds.
  await pause(Number(options['smoke-after']) * 1000);
  const test = () => smokeFor(url, Number(options['smoke-for']));
  const problems = await test();
  if (problems.length === 0) return console.log(`${url} passed the smoke test.`);
  console.error(problems.join('\n'));
  await goBack(env, before, test);
}

const OPTIONS = {
  ...{ env: '', 'dry-run': false, yes: false, url: '' },
  ...{ 'smoke-after': '5', 'smoke-for': '60' },
};

command(OPTIONS, async (options) => {
  const env = environmentOf(options.env);
  if (!options['dry-run']) return deploy(env, options);
  process.exitCode = (await rehearse(env)) ? 0 : 1;
});
