// The built Worker on Miniflare: the same workerd that `wrangler dev` and the tests run on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../db/local-db.mjs';
import { openLocal, root, tooling } from './local.mjs';
import { superviseWorkerd } from './standalone.mjs';

/** The built Worker of a checkout, by default this one. */
export const bundleOf = (checkout = root) => join(checkout, 'dist/worker/index.js');

export const bundle = bundleOf();

/** Builds the Worker of a checkout as a deployment would. */
export function build(checkout = root) {
  const wrangler = join(checkout, 'node_modules/wrangler/bin/wrangler.js');
  const args = ['deploy', '--dry-run', '--outdir', 'dist/worker', '--env='];
  const run = spawnSync(process.execPath, [wrangler, ...args], { cwd: checkout, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the build failed\n${run.stdout}\n${run.stderr}`);
}

/** Modules by their paths, so that they find each other as they do on disk. */
export const modules = (paths) => paths.map((path) => ({ type: 'ESModule', path }));

/** Miniflare, and by wrangler.toml the Worker's options and when its cron runs. */
export async function platform(checkout = root) {
  const { wrangler, miniflare } = await tooling();
  const config = join(checkout, 'wrangler.toml');
  const { workerOptions } = wrangler.unstable_getMiniflareWorkerOptions(config);
  const [cron] = wrangler.unstable_readConfig({ config }).triggers.crons;
  return { ...miniflare, workerOptions, cron };
}

/** Where everything is kept, as `wrangler dev` lays it out below its own folder. */
export const persistIn = (folder) => ({ defaultPersistRoot: join(folder, 'v3') });

/**
 * Where the Worker's own requests may go: not into the network of the machine, by whatever name a receiver of
 * webhooks has. workerd looks at the address that it connects to.
 */
const outbound = ({ APP_ENV, WEBHOOK_ALLOW_PRIVATE }) => {
  const isLocal = APP_ENV === 'development' || APP_ENV === 'test';
  const isOpen = isLocal || /^(true|1|yes|on|y|enabled)$/i.test(WEBHOOK_ALLOW_PRIVATE ?? '');
  const allow = isOpen ? ['public', 'private'] : ['public'];
  return { network: { allow, tlsOptions: { trustBrowserCas: true } } };
};

/** Stands where Cloudflare's front does: by a socket of its own, past Miniflare's, which obeys headers of callers. */
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
 * Starts the built Worker on a database that is brought up to date before anybody can ask. Its data is in a folder.
 * Callers' addresses are those of their connections, or with `trustProxy` what the proxy in front says. `log` gets
 * each line that the Worker writes: `{ timestamp, message }`; without it there is silence. With `onEnd`, which is called
 * when workerd has ended by itself, workerd also ends with this process, however that ends.
 * @param {{ folder: string, bindings: Record<string, string>, host?: string, port?: number, trustProxy?: boolean, log?: Function, onEnd?: Function }} options
 */
export async function startServer({ folder, bindings, log = () => {}, onEnd, ...listening }) {
  if (!existsSync(bundle)) throw new Error('There is no build. npm run build');
  const store = await openLocal({ persist: { path: join(folder, 'v3') } });
  await migrate(store.env.DB).finally(store.dispose);
  if (onEnd) superviseWorkerd(onEnd);
  const { Miniflare, NoOpLog, workerOptions, cron } = await platform();
  // Miniflare's sender of mail keeps all that it gets: with none the driver `cloudflare` is refused at once.
  const { email: _, ...options } = workerOptions;
  const { compatibilityDate } = options;
  const outboundService = outbound(bindings);
  const api = { ...options, name: 'api', bindings, outboundService, modulesRoot: root };
  const door = { compatibilityDate, host: '127.0.0.1', port: 0, trustProxy: false, ...listening };
  const mf = new Miniflare({
    ...{ cf: false, log: new NoOpLog(), handleStructuredLogs: log },
    ...persistIn(folder),
    workers: [{ ...api, modules: modules([bundle]) }, front(door)],
  });
  try {
    const { origin } = await mf.unsafeGetDirectURL('front');
    const db = await mf.getD1Database('DB', 'api');
    const bucket = await mf.getR2Bucket('PICTURES', 'api');
    const maintain = async () => (await mf.getWorker('api')).scheduled({ cron });
    return { url: origin, db, bucket, cron, maintain, stop: () => mf.dispose() };
  } catch (error) {
    await mf.dispose();
    throw error;
  }
}
