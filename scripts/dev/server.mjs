// Runs the built Worker on Miniflare, with the same workerd as `wrangler dev` and the tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../db/local-db.mjs';
import { fromWrangler, root, withLocal } from './local.mjs';
import { superviseWorkerd } from './standalone.mjs';

/** Returns the path of the built Worker of a checkout (by default this one). */
export const bundleOf = (checkout = root) => join(checkout, 'dist/worker/index.js');

export const bundle = bundleOf();

/** Builds a checkout's Worker as for a deployment. */
export function build(checkout = root) {
  const wrangler = join(checkout, 'node_modules/wrangler/bin/wrangler.js');
  const args = ['deploy', '--dry-run', '--outdir', 'dist/worker', '--env='];
  const run = spawnSync(process.execPath, [wrangler, ...args], { cwd: checkout, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The build failed.\n${run.stdout}\n${run.stderr}`);
}

/** Names modules by their paths, so that imports resolve as on disk. */
export const modules = (paths) => paths.map((path) => ({ type: 'ESModule', path }));

/** Returns Miniflare with the Worker's options from wrangler.toml. */
export async function platform(checkout = root) {
  const { unstable_getMiniflareWorkerOptions: optionsOf } = await import('wrangler');
  return { ...fromWrangler('miniflare'), ...optionsOf(join(checkout, 'wrangler.toml')) };
}

/**
 * Restricts the Worker's own requests: none into the machine's network, whatever the receiver's host name.
 * workerd checks the address that it connects to.
 */
function outbound({ APP_ENV, WEBHOOK_ALLOW_PRIVATE: setting = '' }) {
  const isLocal = APP_ENV === 'development' || APP_ENV === 'test';
  const isOpen = isLocal || /^(true|1|yes|on|y|enabled)$/i.test(setting);
  const allow = isOpen ? ['public', 'private'] : ['public'];
  return { network: { allow, tlsOptions: { trustBrowserCas: true } } };
}

/**
 * Takes the place of Cloudflare's front end, on its own socket. Miniflare's own socket trusts callers'
 * headers.
 */
const front = ({ compatibilityDate, host, port, trustProxy }) => ({
  name: 'front',
  compatibilityDate,
  modules: true,
  script: readFileSync(new URL('edge-proxy.mjs', import.meta.url), 'utf8'),
  bindings: { trustProxy },
  serviceBindings: { API: 'api' },
  unsafeDirectSockets: [{ host, port }],
});

/**
 * Starts the built Worker on a database that is migrated before the first request. Its data is in a folder.
 * Callers have the address of their connection or, with `trustProxy`, the address reported by the proxy in
 * front. `log` receives each line the Worker writes: `{ timestamp, message }`; without it, output is dropped.
 * `onEnd` is called when workerd exits by itself; with it, workerd also exits with this process, however that
 * ends.
 * @param {{ folder: string, bindings: Record<string, string>, host?: string, port?: number, trustProxy?:
 * boolean, log?: Function, onEnd?: Function }} options
 */
export async function startServer({ folder, bindings, log = () => {}, onEnd, ...listening }) {
  if (!existsSync(bundle)) throw new Error('There is no build. Run npm run build.');
  const persist = { path: join(folder, 'v3') };
  await withLocal(({ DB }) => migrate(DB), { persist });
  if (onEnd) superviseWorkerd(onEnd);
  const { Miniflare, NoOpLog, workerOptions } = await platform();
  // Miniflare's mail sender accepts everything. Without it, the driver `cloudflare` is rejected at startup.
  const { email: _, ...options } = workerOptions;
  const { compatibilityDate } = options;
  const outboundService = outbound(bindings);
  const api = { ...options, name: 'api', bindings, outboundService, modulesRoot: root };
  const door = { compatibilityDate, host: '127.0.0.1', port: 0, trustProxy: false, ...listening };
  const mf = new Miniflare({
    ...{ cf: false, log: new NoOpLog(), handleStructuredLogs: log },
    defaultPersistRoot: persist.path,
    workers: [{ ...api, modules: modules([bundle]) }, front(door)],
  });
  try {
    const { origin } = await mf.unsafeGetDirectURL('front');
    const db = await mf.getD1Database('DB', 'api');
    const bucket = await mf.getR2Bucket('PICTURES', 'api');
    const maintain = async () => (await mf.getWorker('api')).scheduled();
    return { url: origin, db, bucket, maintain, stop: () => mf.dispose() };
  } catch (error) {
    await mf.dispose();
    throw error;
  }
}
