// A copy of the project with its own git repository and a fake wrangler.
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../../scripts/dev/local.mjs';

const COPIED = 'scripts src migrations wrangler.toml package.json tsconfig.json .gitignore';
const ids = { database: '11111111-2222-3333-4444-555555555555', cache: '5'.repeat(32) };
const named = ['staging', 'production'].flatMap((env) =>
  ['pictures', 'outbox'].map((store) => `model-agency-${env}-${store}`),
);
const nothing = { databases: [], namespaces: [], named: [] };

/** A project before setup; with `ready`, after setup and with a deployed version. */
export function makeProject({ ready = false, ...given } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'model-agency-ops-'));
  const at = (name) => join(folder, name);
  for (const name of [...COPIED.split(' '), '.dev.vars.example']) {
    cpSync(join(root, name), at(name), { recursive: true });
  }
  mkdirSync(at('dist/assets'), { recursive: true });
  mkdirSync(at('.wrangler/fake'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), at('node_modules'));
  const toml = readFileSync(at('wrangler.toml'), 'utf8');
  const filled = toml
    .replaceAll('"00000000-0000-0000-0000-000000000000"', `"${ids.database}"`)
    .replaceAll('"00000000000000000000000000000000"', `"${ids.cache}"`)
    .replaceAll('PUBLIC_URL = ""', 'PUBLIC_URL = "https://api.example.com"');
  if (ready) writeFileSync(at('wrangler.toml'), filled);

  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet');
  writeFileSync(at('.git/info/exclude'), 'node_modules\n');
  const commit = () => {
    git('add', '--all');
    git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '--quiet', '-m', 'test');
  };
  commit();

  const state = {
    ...nothing,
    ...(ready && { secrets: ['SECRET_KEY', 'METRICS_TOKEN'], version: 'old', named }),
    ...given,
  };
  writeFileSync(at('.wrangler/fake/state.json'), JSON.stringify(state));
  const calls = () => {
    const log = at('.wrangler/fake/calls');
    if (!existsSync(log)) return [];
    return readFileSync(log, 'utf8').trim().split('\n').map(JSON.parse);
  };
  const fake = {
    WRANGLER_BIN: fileURLToPath(new URL('wrangler.mjs', import.meta.url)),
    FAKE_WRANGLER: at('.wrangler/fake'),
  };

  /** Runs a script, by default with the fake wrangler. Returns its exit code and output. */
  const run = (script, args = [], input = '', env = fake) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [at(`scripts/${script}`), ...args], {
        cwd: folder,
        env: { ...process.env, ...env },
      });
      let output = '';
      const collect = (chunk) => {
        output += chunk;
      };
      child.stdout.on('data', collect);
      child.stderr.on('data', collect);
      child.stdin.end(input);
      child.on('close', (code) => resolve({ code, output }));
    });

  return {
    folder,
    run,
    calls,
    commit,
    commands: () => calls().map(({ args }) => args.join(' ')),
    forget: () => rmSync(at('.wrangler/fake/calls'), { force: true }),
    read: (name) => readFileSync(at(name), 'utf8'),
    write: (name, text) => writeFileSync(at(name), text),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
