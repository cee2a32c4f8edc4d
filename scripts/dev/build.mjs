// The build command of wrangler.toml: the documentation's files, and for `wrangler dev` all that it needs to serve.
import { spawnSync } from 'node:child_process';
import { buildAssets } from './build-assets.mjs';

const ps = (column, pid) =>
  spawnSync('ps', ['-o', `${column}=`, '-p', pid], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** wrangler and what stands between: it calls this by a shell, which may or may not be a process of its own. */
const callers = () => [Number(ps('ppid', process.ppid)) || process.ppid, process.ppid];

/** Whether somebody uploads the top level of wrangler.toml, which is for development. */
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
// wrangler tells what it builds for. It calls this again for every change, so that nothing may be done twice.
if (process.env.WRANGLER_COMMAND === 'dev') {
  const { isRunning, markRunning } = await import('./local.mjs');
  const { prepare } = await import('./prepare.mjs');
  try {
    const { seeded, secret } = await prepare();
    if (seeded) {
      const { demoPaths } = await import('./demo-links.mjs');
      console.log('Demo data was loaded: admin / Admin123! and client / Client123!');
      for (const line of await demoPaths(secret)) console.log(line);
    }
    if (!isRunning()) markRunning(callers()[0]);
  } catch (error) {
    console.error(error.message);
    // wrangler would tell of a build that fails with the stack of its own code. At its start it is stopped
    // once it has shown this line; later it goes on with what it serves.
    if (!isRunning()) setTimeout(() => callers().map((pid) => process.kill(pid, 'SIGKILL')), 200);
  }
}
