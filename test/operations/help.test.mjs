import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { root } from '../../scripts/dev/local.mjs';

const commands = readdirSync(`${root}scripts`).filter(
  (name) =>
    name.endsWith('.mjs') && /^command\(/m.test(readFileSync(`${root}scripts/${name}`, 'utf8')),
);

test('every command describes itself with --help', () => {
  assert.ok(commands.length >= 10, String(commands));
  for (const name of commands) {
    const help = execFileSync(process.execPath, [`${root}scripts/${name}`, '--help']);
    assert.match(String(help), /^npm run [\s\S]+\n$/, name);
    assert.doesNotMatch(String(help), /^\/\/|^import/m, name);
  }
});

test('an unknown option is refused in one line', () => {
  for (const name of commands) {
    const script = `${root}scripts/${name}`;
    const { status, stderr } = spawnSync(process.execPath, [script, '--x'], { encoding: 'utf8' });
    assert.deepEqual([name, status, stderr.split('\n').length], [name, 1, 2], stderr);
    assert.match(stderr, /^Unknown option '--x'/);
  }
});
