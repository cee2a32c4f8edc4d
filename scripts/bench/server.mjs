// Runs the built Worker on Miniflare as deployed, with nothing in between, beside a bare Worker.
import { randomBytes } from 'node:crypto';
import { migrate } from '../db/local-db.mjs';
import { build, bundleOf, modules, platform } from '../dev/server.mjs';
import { seed } from './seed.mjs';

const BARE = 'export default { fetch: () => Response.json({ message: "Hello" }) }';

// As deployed: a real secret, the real cost of a password, a log line per request. Tokens outlast a
// long run.
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
const unlimited = (limiters = {}) =>
  Object.fromEntries(
    Object.entries(limiters).map(([name, { simple, ...limiter }]) => [
      name,
      { ...limiter, simple: { ...simple, limit: 1e9 } },
    ]),
  );

/** Builds a checkout and serves it on a new, filled database. */
export async function start(checkout) {
  build(checkout);
  const { Miniflare, NoOpLog, workerOptions } = await platform(checkout);
  const bare = (name, serviceName) => ({
    ...{ name, modules: true, script: BARE },
    compatibilityDate: workerOptions.compatibilityDate,
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0, serviceName }],
  });
  const mf = new Miniflare({
    cf: false,
    log: new NoOpLog(),
    // Log lines are written but not read.
    handleRuntimeStdio: (...streams) => streams.map((stream) => stream.resume()),
    workers: [
      {
        ...workerOptions,
        name: 'api',
        bindings: { ...workerOptions.bindings, ...settings() },
        ratelimits: unlimited(workerOptions.ratelimits),
        modulesRoot: checkout,
        modules: modules([bundleOf(checkout)]),
      },
      bare('bare', 'bare'),
      // The direct socket of a Worker with assets goes through a proxy that Cloudflare does not
      // have. A socket of another Worker avoids it.
      bare('door', 'api'),
    ],
  });
  const urlOf = async (name) => (await mf.unsafeGetDirectURL(name)).origin;
  const db = await mf.getD1Database('DB', 'api');
  const hasPictures = Boolean(workerOptions.r2Buckets?.PICTURES);
  await migrate(db, checkout);
  await seed(db, hasPictures && (await mf.getR2Bucket('PICTURES', 'api')));
  const stop = () => mf.dispose();
  return { url: await urlOf('door'), bareUrl: await urlOf('bare'), hasPictures, stop };
}
