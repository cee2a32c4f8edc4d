// What the scripts for a developer's machine share. Nothing here can reach Cloudflare.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Makes .dev.vars with a fresh secret where there is none. */
export function ensureSecret() {
  const path = `${root}.dev.vars`;
  if (existsSync(path)) return;
  const secret = randomBytes(32).toString('base64url');
  const example = readFileSync(`${root}.dev.vars.example`, 'utf8');
  writeFileSync(path, example.replace(/^SECRET_KEY=.*$/m, `SECRET_KEY=${secret}`), { mode: 0o600 });
}
