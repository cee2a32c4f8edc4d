// npm start: the built Worker without Cloudflare, on one machine, with its data in DATA_DIR.
// Settings come from the environment, as they do from wrangler.toml on Cloudflare; besides them HOST, PORT and
// TRUST_PROXY=true, where a proxy in front sets CF-Connecting-IP itself.
import { startServer } from './dev/server.mjs';

const MAINTENANCE_MS = 5 * 60_000;
const SETTINGS =
  'APP_ENV APP_NAME DEBUG SECRET_KEY SECRET_KEY_PREVIOUS ALGORITHM ACCESS_TOKEN_EXPIRE_MINUTES REFRESH_TOKEN_EXPIRE_DAYS ALLOWED_ORIGINS PASSWORD_POLICY PASSWORD_HASH_COST OPTION_TTL_HOURS OPTION_CHALLENGE_HOURS KV_WRITE_INTERVAL_MS METRICS_FLUSH_MS METRICS_TOKEN LOG_LEVEL';

const {
  PORT = '8787',
  HOST = '127.0.0.1',
  DATA_DIR = 'data',
  TRUST_PROXY,
  ...environment
} = process.env;
const bindings = { APP_ENV: 'production' };
for (const name of SETTINGS.split(' ')) {
  if (environment[name]) bindings[name] = environment[name];
}
if (!bindings.SECRET_KEY) {
  console.error(
    'SECRET_KEY is missing: at least 32 random characters, such as of openssl rand -base64 32.',
  );
  process.exit(1);
}

const listening = { host: HOST, port: Number(PORT), trustProxy: TRUST_PROXY === 'true' };
const server = await startServer({ folder: DATA_DIR, bindings, ...listening });
const stop = async () => {
  clearInterval(timer);
  await server.stop();
  process.exit(0);
};
const maintain = () =>
  server.maintain().catch((error) => console.error(`The maintenance failed: ${error.message}`));
const timer = setInterval(maintain, MAINTENANCE_MS);
// Ahead of Miniflare's own hooks, which end the process at once.
for (const signal of ['SIGINT', 'SIGTERM']) process.prependOnceListener(signal, stop);

const ready = await fetch(`${server.url}/health/ready`);
if (!ready.ok) {
  console.error(`Not ready: ${(await ready.json()).error_message}`);
  await server.stop();
  process.exit(1);
}
console.log(`Model Agency API on ${server.url}, its data in ${DATA_DIR}.`);
