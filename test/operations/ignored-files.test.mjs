import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { root } from '../../scripts/dev/local.mjs';

const LOCAL =
  '.env .env.local .env.production .dev.vars .dev.vars.staging .metrics-token.staging .vscode/settings.json .idea/x.xml .DS_Store src/.DS_Store Thumbs.db model-agency-api-1.0.0.tgz backup-1.sql backup-1.pictures/x npm-debug.log data/secret-key .wrangler/state/x dist/worker/index.js'.split(
    ' ',
  );
const SHARED = '.dev.vars.example package.json src/env.ts scripts/db/backup.mjs'.split(' ');

for (const name of ['.gitignore', '.dockerignore']) {
  test(`${name} excludes files of one machine, and nothing else`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'model-agency-ignored-'));
    t.after(() => rmSync(folder, { recursive: true }));
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    copyFileSync(join(root, name), join(folder, '.gitignore'));
    const input = [...LOCAL, ...SHARED].join('\n');
    const args = ['check-ignore', '--stdin'];
    const { stdout } = spawnSync('git', args, { cwd: folder, input, encoding: 'utf8' });
    assert.deepEqual(stdout.trim().split('\n'), LOCAL);
  });
}
