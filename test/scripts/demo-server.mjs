// Runs the built Worker with demo data in its own folder, for checks that need a server.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed } from '../../scripts/db/demo.mjs';
import { build, startServer } from '../../scripts/dev/server.mjs';

/**
 * Runs work with the URL of a new server that is removed afterwards.
 * @param {(url: string) => Promise<any>} work
 * @param {Record<string, string>} [settings] in addition to the common ones
 */
export async function withDemoServer(work, settings = {}) {
  build();
  const folder = mkdtempSync(join(tmpdir(), 'model-agency-demo-'));
  const bindings = {
    APP_ENV: 'test',
    SECRET_KEY: randomBytes(32).toString('base64url'),
    LOG_LEVEL: 'silent',
    ...settings,
  };
  const server = await startServer({ folder, bindings });
  try {
    await seed(server.db, server.bucket, bindings.SECRET_KEY);
    return await work(server.url);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
