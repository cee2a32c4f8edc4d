// The built Worker on Miniflare: the same workerd that `wrangler dev` and the tests run on.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../db/local-db.mjs';
import { root, tooling } from './local.mjs';

export const bundle = `${root}dist/worker/index.js`;

/** Builds the Worker as a deployment would. */
export function build() {
  const wrangler = `${root}node_modules/wrangler/bin/wrangler.js`;
  const args = ['deploy', '--dry-run', '--outdir', 'dist/worker', '--env='];
  const run = spawnSync(process.execPath, [wrangler, ...args], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the build failed\n${run.stdout}\n${run.stderr}`);
}

/** Modules by their paths, so that they find each other as they do on disk. */
export const modules = (paths) => paths.map((path) => ({ type: 'ESModule', path }));

/** Miniflare, and the Worker's options by wrangler.toml. */
export async function platform() {
  const { wrangler, miniflare } = await tooling();
  const { workerOptions } = wrangler.unstable_getMiniflareWorkerOptions(`${root}wrangler.toml`);
  return { ...miniflare, workerOptions };
}

/** Where everything is kept, as `wrangler dev` lays it out below its own folder. */
export const persistIn = (folder) => ({
  d1Persist: join(folder, 'v3/d1'),
  kvPersist: join(folder, 'v3/kv'),
  durableObjectsPersist: join(folder, 'v3/do'),
});

/** Stands where Cloudflare's front does: by a socket of its own, past Miniflare's, which obeys headers of callers. */
const front = ({ compatibilityDate, host, port, trustProxy }) => ({
  name: 'front',
  compatibilityDate,
  modules: true,
  script: readFileSync(new URL('front.mjs', import.meta.url), 'utf8'),
  bindings: { trustProxy },
  serviceBindings: { API: 'api' },
  unsafeDirectSockets: [{ host, port }],
});

/**
 * Starts the built Worker, with its data in a folder and the database up to date. Callers' addresses are
 * those of their connections, or with `trustProxy` what the proxy in front says.
 * @param {{ folder: string, bindings: Record<string, string>, host?: string, port?: number, trustProxy?: boolean }} options
 */
export async function startServer({ folder, bindings, ...listening }) {
  if (!existsSync(bundle)) throw new Error('There is no build. npm run build');
  const { Miniflare, NoOpLog, workerOptions } = await platform();
  const { compatibilityDate } = workerOptions;
  const api = { ...workerOptions, name: 'api', bindings, modulesRoot: root };
  const door = { compatibilityDate, host: '127.0.0.1', port: 0, trustProxy: false, ...listening };
  const mf = new Miniflare({
    ...{ cf: false, log: new NoOpLog() },
    ...persistIn(folder),
    workers: [{ ...api, modules: modules([bundle]) }, front(door)],
  });
  try {
    const { origin } = await mf.unsafeGetDirectURL('front');
    const db = await mf.getD1Database('DB', 'api');
    await migrate(db);
    const maintain = async () => (await mf.getWorker('api')).scheduled({ cron: '*/5 * * * *' });
    return { url: origin, db, maintain, stop: () => mf.dispose() };
  } catch (error) {
    await mf.dispose();
    throw error;
  }
}
