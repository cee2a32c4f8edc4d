// A fake wrangler that records its calls and answers from the state in $FAKE_WRANGLER.
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.FAKE_WRANGLER;
const stateFile = join(folder, 'state.json');
const state = JSON.parse(readFileSync(stateFile, 'utf8'));
const args = process.argv.slice(2);
const input = readFileSync(0, 'utf8');
const after = (flag) => args[args.indexOf(flag) + 1];

const file = args.includes('--file') ? after('--file') : undefined;
const seen = file && {
  path: file,
  text: readFileSync(file, 'utf8'),
  mode: statSync(file).mode & 0o777,
};
appendFileSync(join(folder, 'calls'), `${JSON.stringify({ args, input, seen })}\n`);

// Like the real one, which below this level prints not even results.
const print = (value) =>
  process.env.WRANGLER_LOG === 'log' && console.log(JSON.stringify(value, null, 2));
function fail(text) {
  console.error(`✘ [ERROR] ${text}`);
  process.exit(1);
}

/** Stores identified by name. */
function nameOf(verb, name) {
  if (verb === 'create') return state.named.push(name);
  if (!state.named.includes(name)) fail(`${name} does not exist`);
}

const answers = {
  'd1 list': () => print(state.databases),
  'd1 create': () => state.databases.push({ name: args[2], uuid: `11111111-${args[2]}` }),
  'd1 migrations': () => state.failMigrations && fail('near "CREAT": syntax error'),
  'd1 execute'() {
    // With --json, the real one prints failures to stdout.
    if (state.refusal) print({ error: { text: state.refusal } });
    if (state.refusal) process.exit(1);
    print([{ results: state.findings }]);
  },
  'kv namespace': () => {
    if (args[2] === 'list') return print(state.namespaces);
    state.namespaces.push({ id: `2222${args[3]}`, title: args[3] });
  },
  'r2 bucket': () => nameOf(args[2], args[3]),
  'queues info': () => nameOf('info', args[2]),
  'queues create': () => nameOf('create', args[2]),
  'secret list': () => {
    if (!state.secrets) fail('Worker "x" (env: staging) not found.');
    print(state.secrets.map((name) => ({ name, type: 'secret_text' })));
  },
  'secret put': () => {
    state.secrets = [...(state.secrets ?? []), args[2]];
  },
  'deployments status': () => {
    if (!state.version) fail('The Worker x has no deployments.');
    const other = { version_id: 'canary', percentage: 10 };
    print({ versions: [other, { version_id: state.version, percentage: 90 }] });
  },
  'deploy --env': () => {
    if (args.includes('--dry-run')) return console.log('--dry-run: exiting now.');
    state.version = 'new';
    const entry = { type: 'deploy', version: 1, targets: ['schedule: * * * * *', state.url] };
    writeFileSync(process.env.WRANGLER_OUTPUT_FILE_PATH, `${JSON.stringify(entry)}\n`);
  },
  rollback: () => {
    state.version = args[1];
  },
};

const answer = answers[args.slice(0, 2).join(' ')] ?? answers[args[0]];
if (!answer) fail(`Unknown: ${args.join(' ')}`);
answer();
writeFileSync(stateFile, JSON.stringify(state));
