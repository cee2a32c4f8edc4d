// Gives scripts access to the Worker's own modules, so that no rule is written twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from './local.mjs';

// Globals of Workers that Node has elsewhere.
globalThis.scheduler ??= scheduler;

/** Imports modules by their paths in `src`. Returns all their exports in one object. */
export async function importSource(...paths) {
  // esbuild is wrangler's dependency, not ours. wrangler builds the Worker with it.
  const require = createRequire(fileURLToPath(import.meta.resolve('wrangler')));
  const { build } = require('esbuild');
  const folder = mkdtempSync(join(tmpdir(), 'model-agency-source-'));
  const outfile = join(folder, 'source.mjs');
  try {
    const contents = paths.map((path) => `export * from './src/${path}';`).join('\n');
    const stdin = { contents, resolveDir: root };
    await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
