// wrangler as the scripts that operate the Worker call it.
import { spawnSync } from 'node:child_process';
import { root } from '../dev/local.mjs';

const installed = `${root}node_modules/wrangler/bin/wrangler.js`;

/** Node's arguments and options for a call of wrangler. */
export const commandOf = (args, env = {}) => [
  [process.env.WRANGLER_BIN ?? installed, ...args],
  {
    cwd: root,
    // Below this level wrangler does not even print what it was asked for.
    env: { ...process.env, WRANGLER_LOG: 'log', ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  },
];

/**
 * Calls wrangler without a terminal, so that it never asks. What is secret goes into `input`, its stdin:
 * arguments can be read by everybody on the machine.
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

/** The same, where nothing but success will do. */
export function wrangler(args, options) {
  const run = tryWrangler(args, options);
  if (!run.ok) {
    const said = (run.stderr || run.stdout).trim();
    throw new Error(`wrangler ${args.join(' ')} failed.${said && `\n${said}`}`);
  }
  return run.stdout;
}

/** The JSON in what wrangler prints. */
export function jsonOf(text) {
  const start = text.search(/^[[{]/m);
  if (start < 0) throw new Error(`wrangler printed no JSON:\n${text}`);
  return JSON.parse(text.slice(start));
}

/** The names of the Worker's secrets; none where there is no Worker yet. */
export function secretNames(env) {
  const args = ['secret', 'list', '--env', env, '--format', 'json'];
  const run = tryWrangler(args);
  if (run.ok) return jsonOf(run.stdout).map(({ name }) => name);
  if (/not found|10007/i.test(run.stderr)) return [];
  throw new Error(`wrangler ${args.join(' ')} failed.\n${run.stderr.trim()}`);
}
