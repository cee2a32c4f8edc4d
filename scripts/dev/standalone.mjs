// What `npm start` has to do for itself, as no platform does it.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The port, or a free one for 0; throws what listening there would. */
export async function findPort(host, port) {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  const found = probe.address().port;
  probe.close();
  await once(probe, 'close');
  return found;
}

/** The secret that is kept with the data, made at the first start. */
export function storedSecret(folder) {
  const path = join(folder, 'secret-key');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600 });
  }
  return { secret: readFileSync(path, 'utf8').trim(), path };
}

/** Lets a workerd that is started later end with this process, and tells when it has ended by itself. Windows has no sh. */
export function superviseWorkerd(onEnd) {
  if (process.platform === 'win32') return;
  const wrangler = createRequire(fileURLToPath(import.meta.resolve('wrangler')));
  const miniflare = createRequire(wrangler.resolve('miniflare'));
  process.env.WORKERD = miniflare('workerd').default;
  process.env.MINIFLARE_WORKERD_PATH = fileURLToPath(
    new URL('supervise-workerd.sh', import.meta.url),
  );
  process.on('SIGUSR2', onEnd);
}

/** Writes a line with its time: the Worker's own are JSON and stay so. */
export function writeLine({ timestamp, message }) {
  const time = new Date(timestamp).toISOString();
  const isObject = message.startsWith('{"') && message.endsWith('}');
  console.log(isObject ? `{"time":"${time}",${message.slice(1)}` : `${time} ${message}`);
}
