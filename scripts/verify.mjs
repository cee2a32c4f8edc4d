// npm test: runs every check that a change must pass. The Worker's tests run in parallel with the other
// checks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { styleText } from 'node:util';
import { root } from './dev/local.mjs';

/** Quick checks that often fail come first, alone. Then two lanes run in parallel, for two cores. */
const FIRST = ['build:assets', 'check', 'check:commits', 'types'];
const OTHERS = `test:docs test:openapi lint:openapi test:client test:migrations test:demo test:backup test:ops test:serve`;
const LANES = [['test:workers'], OTHERS.split(' ')];
const env = { FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...process.env };

const failed = [];

/** Runs the parts of a lane one after another, and shows the output of each once it has ended. */
async function run(names) {
  for (const name of names) {
    const started = Date.now();
    const child = spawn(`npm run --silent ${name} 2>&1`, { cwd: root, env, shell: true });
    const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(styleText(code === 0 ? 'green' : 'red', `▸ ${name} (${seconds} s)`));
    process.stdout.write(said);
    if (code !== 0) failed.push(name);
  }
}

await run(FIRST);
if (failed.length === 0) await Promise.all(LANES.map(run));
if (failed.length === 0) console.log(`\n${styleText('green', '✔ All checks have passed.')}`);
else console.log(`\n${styleText('red', `✘ Failed: ${failed.join(', ')}`)}`);
process.exitCode = failed.length === 0 ? 0 : 1;
