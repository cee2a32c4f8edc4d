// npm run growth [-- 1000,10000,100000]: what requests read, and how long they take, as the catalogue grows.
import { spawnSync } from 'node:child_process';
import { root } from './dev/local.mjs';

const sizes = process.argv[2] ?? '1000,10000,100000';
const vitest = `${root}node_modules/vitest/vitest.mjs`;
const args = ['run', '--reporter=default'];
const env = { ...process.env, GROWTH: sizes };
const run = spawnSync(process.execPath, [vitest, ...args], { cwd: root, env, stdio: 'inherit' });
process.exit(run.status ?? 1);
