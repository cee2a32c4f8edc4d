// Checks commit messages against Conventional Commits (conventionalcommits.org): those of the branch, or one
// in a file, as git passes it to the commit-msg hook.
//   npm run check:commits [-- origin/main..HEAD]
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { root } from '../dev/local.mjs';

const TYPES = 'feat|fix|perf|refactor|style|test|docs|build|ci|chore|revert';
const HEADER = new RegExp(`^(?=.{1,140}$)(${TYPES})(\\([a-z0-9-]+\\))?!?: \\S.*[^.\\s]$`);
// Messages that git generates.
const GENERATED = /^(Merge|Revert|fixup!|squash!) /;

function headers(argument = 'HEAD') {
  if (existsSync(argument)) return readFileSync(argument, 'utf8').split('\n', 1);
  const log = execFileSync('git', ['log', '--format=%s', argument], { cwd: root });
  return String(log).split('\n').filter(Boolean);
}

if (!existsSync(`${root}.git`)) {
  console.log('Not a git repository: there are no commit messages to check.');
} else {
  const wrong = headers(process.argv[2]).filter((one) => !HEADER.test(one) && !GENERATED.test(one));
  for (const header of wrong) {
    console.error(`"${header}" is not "type: what it does" without a full stop, in 140 characters`);
  }
  if (wrong.length > 0) console.error(`Types: ${TYPES}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
