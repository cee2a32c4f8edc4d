// Gives scripts access to the Worker's own modules, so that no rule is written twice.
import { join } from 'node:path';
import { scheduler } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { fromWrangler, root, withFolder } from './local.mjs';

// Globals of Workers that Node has elsewhere.
globalThis.scheduler ??= scheduler;

/** Imports modules by their paths in `src`. Returns all their exports in one object. */
export async function importSource(...paths) {
  // wrangler builds the Worker with it.
  const { build } = fromWrangler('esbuild');
  const contents = paths.map((path) => `export * from './src/${path}';`).join('\n');
  const stdin = { contents, resolveDir: root };
  return await withFolder(async (folder) => {
    const outfile = join(folder, 'source.mjs');
    await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node' });
    return await import(pathToFileURL(outfile).href);
  });
}
