// npm start: runs the built Worker without Cloudflare, on one machine, with its data in DATA_DIR. Settings
// come from the environment instead of wrangler.toml. Additional ones: HOST, PORT, and TRUST_PROXY=true if a
// proxy in front sets CF-Connecting-IP.
import { existsSync, readFileSync } from 'node:fs';
import { onStop, root } from './dev/local.mjs';
import { build, bundle, startServer } from './dev/server.mjs';
import { findPort, storedSecret, writeLine } from './dev/standalone.mjs';

/** The schedule of the cron in wrangler.toml. */
const MINUTE = 60_000;
const {
  PORT = '8787',
  HOST = '127.0.0.1',
  DATA_DIR = 'data',
  TRUST_PROXY,
  ...environment
} = process.env;

const say = (message) => writeLine({ timestamp: Date.now(), message });

function fail(message) {
  say(message);
  process.exit(1);
}

/** Returns the settings that the Worker knows, by its own schema. */
function settings() {
  const [, schema] = readFileSync(`${root}src/env.ts`, 'utf8').split('const settingsSchema');
  const names = schema.match(/(?<=^ {2})[A-Z_]+(?=: )/gm);
  return Object.fromEntries(
    names.filter((name) => environment[name]).map((name) => [name, environment[name]]),
  );
}

const port = await findPort(HOST, Number(PORT)).catch(({ code }) =>
  fail(`Port ${PORT} of ${HOST} is ${code === 'EADDRINUSE' ? 'taken' : `no good: ${code}`}.`),
);
const bindings = { APP_ENV: 'production', PUBLIC_URL: `http://localhost:${port}`, ...settings() };
if (!bindings.SECRET_KEY) {
  const { secret, path } = storedSecret(DATA_DIR);
  bindings.SECRET_KEY = secret;
  say(`SECRET_KEY is not set: the random one in ${path} is used. Keep it with the data.`);
}
if (!existsSync(bundle)) build();
let isStopping = false;
const server = await startServer({
  ...{ folder: DATA_DIR, bindings, host: HOST, port, trustProxy: TRUST_PROXY === 'true' },
  log: writeLine,
  onEnd: () => isStopping || fail('workerd exited unexpectedly.'),
}).catch(({ message }) => fail(`Startup failed: ${message}`));
onStop(async () => {
  isStopping = true;
  clearInterval(timer);
  await server.stop();
  process.exit(0);
});
const maintain = () =>
  server.maintain().catch(({ message }) => say(`Maintenance failed: ${message}`));
const timer = setInterval(maintain, MINUTE);

const ready = await fetch(`${server.url}/health/ready`);
if (!ready.ok) {
  const { error_message } = await ready.json();
  await server.stop();
  fail(`Not ready: ${error_message}`);
}
say(`Model Agency API on ${server.url}, its data in ${DATA_DIR}.`);
