// Runs the built Worker, and others beside it, on Miniflare with nothing in between.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../db/local-db.mjs';
import { root } from '../dev/local.mjs';
import { bundleOf, modules, persistIn, platform } from '../dev/server.mjs';

// Same as a deployment: a real secret, the real password hash cost, a log line per request. The long token
// lifetime outlasts a long run.
const settings = () => ({
  APP_ENV: 'test',
  APP_NAME: 'Model Agency API',
  ALGORITHM: 'HS256',
  SECRET_KEY: randomBytes(32).toString('base64url'),
  PASSWORD_HASH_COST: '15',
  LOG_LEVEL: 'info',
  ACCESS_TOKEN_EXPIRE_MINUTES: '1440',
});

/** Limiters that count calls as bound but allow the load of a run. */
const unbounded = (limiters = {}) =>
  Object.fromEntries(
    Object.entries(limiters).map(([name, { simple, ...limiter }]) => [
      name,
      { ...limiter, simple: { ...simple, limit: 1e9 } },
    ]),
  );

/**
 * Starts workerd with an empty, migrated database in its own folder. `checkout` is where the API was built.
 * `others` are lists of module paths, entry first, that share its settings, D1 and KV.
 */
async function start({ checkout = root, others = {} } = {}) {
  const { Miniflare, NoOpLog, workerOptions } = await platform(checkout);
  const bindings = { ...workerOptions.bindings, ...settings() };
  const { compatibilityDate, compatibilityFlags, d1Databases, kvNamespaces, r2Buckets } =
    workerOptions;
  const shared = {
    compatibilityDate,
    compatibilityFlags,
    d1Databases,
    kvNamespaces,
    r2Buckets,
    bindings,
  };
  const direct = (name) => [{ host: '127.0.0.1', port: 0, serviceName: name }];
  const folder = mkdtempSync(join(tmpdir(), 'model-agency-bench-'));
  const mf = new Miniflare({
    cf: false,
    log: new NoOpLog(),
    // Log lines are written but not read.
    handleRuntimeStdio: (...streams) => {
      for (const stream of streams) stream.resume();
    },
    ...persistIn(folder),
    workers: [
      {
        ...workerOptions,
        name: 'api',
        bindings,
        ratelimits: unbounded(workerOptions.ratelimits),
        modulesRoot: checkout,
        modules: modules([bundleOf(checkout)]),
      },
      // The direct socket of a Worker with assets goes through a proxy that Cloudflare does not have. A
      // direct socket of another Worker in front avoids it.
      {
        name: 'door',
        modules: true,
        script: 'export default {}',
        unsafeDirectSockets: direct('api'),
      },
      ...Object.entries(others).map(([name, paths]) => ({
        ...shared,
        name,
        modulesRoot: root,
        modules: modules(paths),
        unsafeDirectSockets: direct(name),
      })),
    ],
  });
  const clean = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', clean);
  const stop = async () => {
    await mf.dispose();
    process.off('exit', clean);
    clean();
  };
  try {
    const urlOf = async (name) => (await mf.unsafeGetDirectURL(name)).origin;
    const urls = { api: await urlOf('door') };
    for (const name of Object.keys(others)) urls[name] = await urlOf(name);
    const db = await mf.getD1Database('DB', 'api');
    await migrate(db, checkout);
    const bucket = r2Buckets?.PICTURES && (await mf.getR2Bucket('PICTURES', 'api'));
    return { db, bucket, urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts one server per set of options, runs work with them, and stops them. */
export async function withServers(options, work) {
  const servers = [];
  // Before Miniflare's own hooks, which exit the process as if it had succeeded.
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.prependListener(signal, () => process.exit(130));
  try {
    for (const one of options) servers.push(await start(one));
    return await work(...servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
