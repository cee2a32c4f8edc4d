// Shared by the scripts for a developer's machine. Nothing here can reach Cloudflare.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));

// Quiet, and without a network lookup that fails offline.
Object.assign(process.env, {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_LOG: 'warn',
});

/** Loads a dependency of wrangler that is not ours, so that there is one version of it. */
export const fromWrangler = createRequire(fileURLToPath(import.meta.resolve('wrangler')));

/** Returns the configuration of an environment in wrangler.toml, by default of development. */
export async function configOf(env) {
  const { unstable_readConfig: readConfig } = await import('wrangler');
  return readConfig({ config: `${root}wrangler.toml`, env }, { hideWarnings: true });
}

const DISPOSE_MS = 20_000;

/**
 * Opens the local database and bucket of `wrangler dev`, or those in a folder, or with `false` temporary
 * ones, together with the development settings. It does not use wrangler's proxy of all bindings, which warns
 * about Durable Objects.
 * @param {{ persist?: { path: string } | false }} [options]
 */
export async function openLocal({ persist = { path: `${root}.wrangler/state/v3` } } = {}) {
  const { unstable_getVarsForDev: getVars } = await import('wrangler');
  const { Miniflare, NoOpLog } = fromWrangler('miniflare');
  const config = await configOf();
  const { userConfigPath, vars, compatibility_date: compatibilityDate } = config;
  const [[database], [bucket]] = [config.d1_databases, config.r2_buckets];
  const variables = getVars(userConfigPath, undefined, vars, undefined, true);
  const settings = Object.entries(variables).map(([name, { value }]) => [name, value]);
  const mf = new Miniflare({
    ...{ cf: false, log: new NoOpLog() },
    ...{ modules: true, script: 'export default {}', compatibilityDate },
    d1Databases: { DB: database.database_id },
    d1Persist: persist && join(persist.path, 'd1'),
    r2Buckets: { PICTURES: bucket.bucket_name },
    r2Persist: persist && join(persist.path, 'r2'),
  });
  const [DB, PICTURES] = [await mf.getD1Database('DB'), await mf.getR2Bucket('PICTURES')];
  return {
    env: { ...Object.fromEntries(settings), DB, PICTURES },
    dispose(exitCode = 0) {
      // Miniflare can wait forever for a workerd that has failed. Exiting ends both.
      const stuck = setTimeout(() => process.exit(process.exitCode ?? exitCode), DISPOSE_MS);
      return mf.dispose().finally(() => clearTimeout(stuck));
    },
  };
}

/** Runs work with these stores and settings. */
export async function withLocal(work, options) {
  const local = await openLocal(options);
  let exitCode = 1;
  try {
    const result = await work(local.env);
    exitCode = 0;
    return result;
  } finally {
    await local.dispose(exitCode);
  }
}

/** Runs work with a temporary folder. */
export async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'model-agency-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Creates .dev.vars with a new secret if it is missing or has none. Appends on a separate line. */
export function ensureSecret() {
  const path = `${root}.dev.vars`;
  const isThere = existsSync(path);
  const text = readFileSync(isThere ? path : `${path}.example`, 'utf8');
  const secret = randomBytes(32).toString('base64url');
  const filled = text.replace(/^SECRET_KEY=["']?["']?[^\S\n]*$/m, `SECRET_KEY=${secret}`);
  const whole = filled.endsWith('\n') ? filled : `${filled}\n`;
  if (!isThere || whole !== text) writeFileSync(path, whole, { mode: 0o600 });
  return parseEnv(whole).SECRET_KEY;
}

/** Where a development server records its process id. */
const pidFile = `${root}.wrangler/dev.pid`;

export function markRunning(pid) {
  mkdirSync(`${root}.wrangler`, { recursive: true });
  writeFileSync(pidFile, String(pid));
}

/** Returns whether a development server is running in this folder. */
export function isRunning() {
  try {
    return process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
  } catch {
    return false;
  }
}

export function assertStopped() {
  if (isRunning())
    throw new Error('Stop the development server first: it keeps the database open.');
}

/**
 * Calls `stop` on a signal, and when npm has exited: npm sends its signals to a shell, which exits without
 * passing them on.
 */
export function onStop(stop) {
  let isStopping = false;
  const once = () => {
    if (!isStopping) stop();
    isStopping = true;
  };
  // Before the hooks of wrangler and Miniflare in this process, which exit immediately.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.prependListener(signal, once);
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid !== parent && once(), 100).unref();
}
