// Checks commit messages against Conventional Commits (conventionalcommits.org): those of the branch, or one
// in a file, as git passes it to the commit-msg hook.
//   npm run check:commits [-- origin/main..HEAD]
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { root } from '../dev/local.mjs';

const TYPES = 'feat|fix|perf|refactor|style|test|docs|build|ci|chore|revert';
const HEADER = new RegExp(`^(${TYPES})(\\([a-z0-9-]+\\))?!?: \\S.*[^.\\s]$`);
const LONGEST = 140;
// Messages that git generates.
const GENERATED = /^(Merge|Revert|fixup!|squash!) /;

/** Returns what is wrong with a message's first line; undefined if nothing is. */
function problemOf(header) {
  if (GENERATED.test(header)) return undefined;
  if (header.length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (!HEADER.test(header)) return `is not "type: what it does" without a full stop (${TYPES})`;
  return undefined;
}

function headers(argument) {
  if (argument && existsSync(argument)) return [readFileSync(argument, 'utf8').split('\n', 1)[0]];
  const args = ['log', '--format=%s', argument ?? 'HEAD'];
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter(Boolean);
}

if (!existsSync(`${root}.git`)) {
  console.log('Not a git repository: there are no commit messages to check.');
} else {
  const wrong = headers(process.argv[2]).flatMap((header) => {
    const problem = problemOf(header);
    return problem ? [`"${header}" ${problem}`] : [];
  });
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exit(1);
}
