// What the scripts for a developer's machine share. Nothing here can reach Cloudflare.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

// Quiet, and without a look-up that fails offline.
Object.assign(process.env, {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_LOG: 'warn',
});

/** Opens the local stores of `wrangler dev`; `remoteBindings: false` keeps every binding on this machine. */
export async function openLocal(options = {}) {
  const { getPlatformProxy } = await import('wrangler');
  const configPath = `${root}wrangler.toml`;
  return getPlatformProxy({ ...options, configPath, remoteBindings: false });
}

/** Makes .dev.vars with a fresh secret where there is none, or an empty one. */
export function ensureSecret() {
  const path = `${root}.dev.vars`;
  const source = existsSync(path) ? path : `${root}.dev.vars.example`;
  const text = readFileSync(source, 'utf8');
  const secret = randomBytes(32).toString('base64url');
  const filled = text.replace(/^SECRET_KEY=["']?["']?\s*$/m, `SECRET_KEY=${secret}`);
  if (filled !== text) writeFileSync(path, filled, { mode: 0o600 });
}

/** Whether something listens on this port of this machine. */
export function isPortTaken(port) {
  return new Promise((resolve) => {
    const probe = connect(port, 'localhost');
    probe.once('connect', () => resolve(true) ?? probe.destroy());
    probe.once('error', () => resolve(false));
  });
}

/** Where `npm run dev` says that it is running. */
const pidFile = `${root}.wrangler/dev.pid`;

export function markRunning() {
  mkdirSync(`${root}.wrangler`, { recursive: true });
  writeFileSync(pidFile, String(process.pid));
  process.on('exit', () => rmSync(pidFile, { force: true }));
}

/** Whether `npm run dev` is running in this folder. */
export function isRunning() {
  if (!existsSync(pidFile)) return false;
  try {
    return process.kill(Number(readFileSync(pidFile, 'utf8')), 0);
  } catch {
    return false;
  }
}
