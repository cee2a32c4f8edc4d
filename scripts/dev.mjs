// npm run dev: applies migrations, loads demo data, creates a secret, and serves the API on
// http://localhost:8787.
import { spawn } from 'node:child_process';
import { liveDemoLinks } from './dev/demo-links.mjs';
import { markRunning, onStop, root } from './dev/local.mjs';
import { prepare } from './dev/prepare.mjs';
import { findPort } from './dev/standalone.mjs';

const GIVE_UP = /ERROR|✘/;
/** Runs the cron's work. wrangler does not trigger it, so this script does, every minute. */
const CRON = '/__scheduled';
const MINUTE = 60_000;

async function welcome(url, { seeded, secret }) {
  const links = await liveDemoLinks(url, secret);
  const told = links.map(([name, path]) => `\n  ${name.padEnd(20)} ${url}${path}`).join('');
  console.log(`
  Model Agency API     ${url}
  Documentation        ${url}/docs
  Demo accounts        admin / Admin123!    client / Client123!${told}
  Cron, every minute   curl ${url}${CRON} runs it now

  ${seeded ? 'Demo data was loaded.' : 'The existing database is in use; npm run db:reset starts over.'} Ctrl+C stops.
`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const options = process.argv.slice(2);
const port = Number(/--port[= ](\d+)/.exec(options.join(' '))?.[1] ?? 8787);
const taken = `Port ${port} is taken. Try another: npm run dev -- --port ${port + 1}`;
await findPort('localhost', port).catch(() => fail(taken));
const prepared = await prepare().catch(({ message }) => fail(message));
markRunning(process.pid);
const wrangler = `${root}node_modules/wrangler/bin/wrangler.js`;
const args = ['dev', '--show-interactive-dev-session=false', '--test-scheduled', ...options];
const server = spawn(process.execPath, [wrangler, ...args], {
  cwd: root,
  env: { ...process.env, WRANGLER_LOG: 'log' },
  stdio: ['inherit', 'pipe', 'pipe'],
});

// wrangler's startup output is held back until it is ready, and shown if it fails.
let [preamble, ready] = ['', false];
const show = (stream) => (chunk) => {
  // The Worker logs each request itself.
  if (ready) return stream.write(String(chunk).replace(/^\[wrangler:info\].*\n/gm, ''));
  preamble += chunk;
  const url = /Ready on (http\S+)/.exec(preamble)?.[1];
  if (url) {
    ready = true;
    welcome(url, prepared);
    setInterval(() => fetch(`${url}${CRON}`).catch(() => {}), MINUTE);
  }
};
server.stdout.on('data', show(process.stdout));
server.stderr.on('data', show(process.stderr));
onStop(() => server.kill('SIGTERM'));
server.on('exit', (code) => {
  if (!ready || GIVE_UP.test(preamble)) process.stderr.write(preamble);
  process.exit(code ?? 0);
});
