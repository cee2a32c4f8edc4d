// The build command in wrangler.toml: builds the documentation's files, and for `wrangler dev` everything it
// needs to serve.
import { spawnSync } from 'node:child_process';
import { buildAssets } from './build-assets.mjs';

const ps = (column, pid) =>
  spawnSync('ps', ['-o', `${column}=`, '-p', pid], { encoding: 'utf8' }).stdout?.trim() ?? '';

/**
 * Returns wrangler and the processes in between. wrangler runs this through a shell, which may or may not be
 * a separate process.
 */
const callers = () => [Number(ps('ppid', process.ppid)) || process.ppid, process.ppid];

/** Returns whether the top level of wrangler.toml, which is for development, is being uploaded. */
function isTopLevel() {
  const command = callers().map((pid) => ps('args', pid));
  const isUpload = command.some((args) => /wrangler.* (deploy|versions upload)\b/.test(args));
  const hasTarget = command.some((args) => /--dry-run|(--env|-e)[= ]\w/.test(args));
  return isUpload && !hasTarget && !process.env.CLOUDFLARE_ENV;
}

if (process.env.WRANGLER_COMMAND !== 'dev' && isTopLevel()) {
  console.error('The top level of wrangler.toml is never deployed: npm run deploy:staging');
  process.exit(1);
}
buildAssets();
// wrangler sets the command it builds for. It runs this again after every change, so every step must be
// idempotent.
if (process.env.WRANGLER_COMMAND === 'dev') {
  const { isRunning, markRunning } = await import('./local.mjs');
  const { prepare } = await import('./prepare.mjs');
  try {
    const { seeded, secret } = await prepare();
    if (seeded) {
      const { demoLinks } = await import('./demo-links.mjs');
      console.log('Demo data was loaded: admin / Admin123! and client / Client123!');
      for (const [name, path] of await demoLinks(secret)) console.log(`${name}: ${path}`);
    }
    if (!isRunning()) markRunning(callers()[0]);
  } catch (error) {
    console.error(error.message);
    // wrangler would report a failed build with its own stack trace. During startup, it is stopped after this
    // line has been shown; later, it continues with the previous build.
    if (!isRunning()) setTimeout(() => callers().map((pid) => process.kill(pid, 'SIGKILL')), 200);
  }
}
