// Runs wrangler for the scripts that operate the Worker.
import { spawnSync } from 'node:child_process';
import { root } from '../dev/local.mjs';

const installed = `${root}node_modules/wrangler/bin/wrangler.js`;

/** Returns Node's arguments and options for running wrangler. */
export const commandOf = (args, env = {}) => [
  [process.env.WRANGLER_BIN ?? installed, ...args],
  {
    cwd: root,
    // Below this level, wrangler does not even print the requested output.
    env: { ...process.env, WRANGLER_LOG: 'log', ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  },
];

/**
 * Runs wrangler without a terminal, so it never prompts. Pass secrets in `input` (stdin), because anyone on
 * the machine can read the arguments.
 * @param {string[]} args
 * @param {{ input?: string, show?: boolean, env?: Record<string, string> }} [options]
 */
export function tryWrangler(args, { input = '', show = false, env = {} } = {}) {
  const out = show ? 'inherit' : 'pipe';
  const [command, options] = commandOf(args, env);
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    ...options,
    input,
    stdio: ['pipe', out, out],
  });
  return { ok: status === 0, stdout: stdout ?? '', stderr: stderr ?? '' };
}

const failed = (args, { stdout, stderr }) =>
  new Error(`wrangler ${args.join(' ')} failed.\n${(stderr || stdout).trim()}`.trim());

/** Does the same, but throws on failure. */
export function wrangler(args, options) {
  const run = tryWrangler(args, options);
  if (!run.ok) throw failed(args, run);
  return run.stdout;
}

/** Runs wrangler and parses the JSON that it prints. Returns undefined if it fails with `absent`. */
export function jsonFrom(args, absent) {
  const run = tryWrangler(args);
  if (!run.ok && absent?.test(run.stderr)) return undefined;
  const start = run.stdout.search(/^[[{]/m);
  if (!run.ok || start < 0) throw failed(args, run);
  return JSON.parse(run.stdout.slice(start));
}

/** Returns the names of the Worker's secrets; empty if there is no Worker yet. */
export function secretNames(env) {
  const args = ['secret', 'list', '--env', env, '--format', 'json'];
  return (jsonFrom(args, /not found|10007/i) ?? []).map(({ name }) => name);
}
