// npm test: runs every check that a change must pass. The Worker's tests run in parallel with the other
// checks.
import { spawn } from 'node:child_process';
import { styleText } from 'node:util';
import { root } from './dev/local.mjs';

/** Quick checks that often fail come first, alone. Then two lanes run in parallel, for two cores. */
const FIRST = ['build:assets', 'check', 'check:commits', 'types'];
const OTHERS = `test:docs test:openapi lint:openapi test:client test:migrations test:demo test:backup test:ops test:serve`;
const LANES = [['test:workers'], OTHERS.split(' ')];

const parts = [];

/** Runs a part and shows its output once it has ended. */
const run = (name) =>
  new Promise((resolve) => {
    const started = Date.now();
    const env = { FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...process.env };
    const child = spawn('npm', ['run', '--silent', name], { cwd: root, env });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (it) => said.push(it));
    child.on('close', (code) => {
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(styleText(code === 0 ? 'green' : 'red', `▸ ${name} (${seconds} s)`));
      process.stdout.write(Buffer.concat(said));
      parts.push({ name, failed: code !== 0 });
      resolve(code === 0);
    });
  });

async function runAll(names) {
  for (const name of names) await run(name);
}

for (const name of FIRST) if (!(await run(name))) process.exit(1);
await Promise.all(LANES.map(runAll));
const failed = parts.filter((part) => part.failed).map(({ name }) => name);
if (failed.length === 0) console.log(`\n${styleText('green', '✔ All checks have passed.')}`);
else console.log(`\n${styleText('red', `✘ Failed: ${failed.join(', ')}`)}`);
process.exitCode = failed.length === 0 ? 0 : 1;
