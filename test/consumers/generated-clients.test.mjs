// npm run test:consumers: checks that clients generated from openapi.json pass strict type checks and work.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from '../../scripts/dev/local.mjs';
import { withDemoServer } from '../scripts/demo-server.mjs';
import { callImported } from './postman.mjs';

const cwd = `${root}test/consumers/`;
const DAY = 86_400_000;
const OUT = 'generated';
/** The share of Postman's calls that must succeed. */
const LEAST_IMPORTED = 0.95;

const GENERATORS = {
  'openapi-fetch': [
    'openapi-typescript',
    '../../openapi.json',
    '-o',
    `${OUT}/openapi-typescript.ts`,
  ],
  'hey-api': ['openapi-ts', '-i', '../../openapi.json', '-o', `${OUT}/hey-api`],
  orval: ['orval', '--config', 'orval.config.mjs'],
  'swagger-typescript-api': [
    ...['swagger-typescript-api', 'generate', '-p', '../../openapi.json'],
    // Its enums are not strings to TypeScript, so codes could not distinguish failures.
    ...['--generate-union-enums', '-o', OUT, '-n', 'swagger-typescript-api.ts'],
  ],
};

function run(command, args, shownAs = [command, ...args].join(' ')) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${shownAs}\n${stdout}\n${stderr}`);
}

/** Installs the generators from their own lockfile, unless already installed. */
function install() {
  const lock = `${cwd}package-lock.json`;
  const installed = `${cwd}node_modules/.lock-as-installed`;
  const isCurrent = existsSync(installed) && readFileSync(installed).equals(readFileSync(lock));
  if (isCurrent) return;
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  cpSync(lock, installed);
}

/** Loads a consumer's module as JavaScript, with its imports. */
async function load(name, folder) {
  // esbuild is wrangler's dependency, not ours. wrangler builds the Worker with it.
  const require = createRequire(fileURLToPath(import.meta.resolve('wrangler')));
  const outfile = join(folder, `${name}.mjs`);
  const entryPoints = [`${cwd}${name}.ts`];
  await require('esbuild').build({ entryPoints, outfile, bundle: true, format: 'esm' });
  return import(pathToFileURL(outfile).href);
}

const folder = mkdtempSync(join(tmpdir(), 'model-agency-consumers-'));
try {
  install();
  rmSync(cwd + OUT, { recursive: true, force: true });
  for (const [command, ...args] of Object.values(GENERATORS)) {
    run(`${cwd}node_modules/.bin/${command}`, args);
  }
  run(`${cwd}node_modules/.bin/tsc`, ['-p', '.']);
  const start = Math.ceil(Date.now() / DAY) * DAY + 20 * DAY;
  const [start_time, end_time] = [start, start + DAY / 3].map((at) => new Date(at).toISOString());
  await withDemoServer(async (baseUrl) => {
    for (const name of Object.keys(GENERATORS)) {
      const { story } = await load(name, folder);
      await story({ baseUrl, start_time, end_time });
      console.log(`${name}: generated, type-checked, signed in, listed, booked, cancelled.`);
    }
    const { good, total, failures } = await callImported(baseUrl, cwd);
    if (good < LEAST_IMPORTED * total) throw new Error(`Postman\n${failures.join('\n')}`);
    console.log(`Postman: ${good} of ${total} calls succeed as imported.`);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
