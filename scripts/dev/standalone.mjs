// Does for `npm start` what a platform would otherwise do.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fromWrangler, root } from './local.mjs';

/** Returns the port, or a free one for 0. Throws if it cannot listen there. */
export async function findPort(host, port) {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  const found = probe.address().port;
  probe.close();
  await once(probe, 'close');
  return found;
}

/** Returns the secret stored with the data. Creates it at the first start. */
export function storedSecret(folder) {
  const path = join(folder, 'secret-key');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 });
  }
  return { secret: readFileSync(path, 'utf8').trim(), path };
}

/**
 * Makes a workerd that starts later exit with this process, and reports if workerd exits by itself. Windows
 * has no sh.
 */
export function superviseWorkerd(onEnd) {
  if (process.platform === 'win32') return;
  process.env.WORKERD = createRequire(fromWrangler.resolve('miniflare'))('workerd').default;
  process.env.MINIFLARE_WORKERD_PATH = `${root}scripts/dev/supervise-workerd.sh`;
  process.on('SIGUSR2', onEnd);
}

/** Writes a line with its time. The Worker's own lines are JSON and stay JSON. */
export function writeLine({ timestamp, message }) {
  const time = new Date(timestamp).toISOString();
  const isObject = message.startsWith('{"') && message.endsWith('}');
  console.log(isObject ? `{"time":"${time}",${message.slice(1)}` : `${time} ${message}`);
}
