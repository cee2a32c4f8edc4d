// npm run test:client: installs the packed client from its tarball, offline and in another folder, as a front
// end would.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/dev/local.mjs';

const NAME = 'model-agency-client';
const MAX_BYTES = 50_000;

const TYPES = `import { ApiError, createClient, type Booking } from '${NAME}';

const api = createClient('https://api.example.com');
export const book = (model_id: string): Promise<Booking> =>
  api.createBooking({ body: { model_id, start_time: '', end_time: '' } });
export const isTaken = (error: unknown) =>
  error instanceof ApiError && error.code === 'BookingConflictException';
// @ts-expect-error no such field
export const wrong = () => api.createBooking({ body: { model: 'x' } });
`;

const RUN = `import { createClient } from '${NAME}';
import * as assert from 'node:assert/strict';

const sent = [];
const answers = { login: { access_token: 'a', refresh_token: 'r' }, me: { full_name: 'Kim' } };
const api = createClient('https://api.example.com/', {
  fetch: async (request) => {
    sent.push([request.method, request.url, request.headers.get('Authorization')].join(' '));
    return Response.json(answers[request.url.split('/').at(-1)]);
  },
});
await api.login({ body: { username: 'kim', password: 'x' } });
assert.equal((await api.getMe()).full_name, 'Kim');
assert.deepEqual(sent, [
  'POST https://api.example.com/api/v1/auth/login ',
  'GET https://api.example.com/api/v1/auth/me Bearer a',
]);
const { verifyWebhook, WebhookVerificationError } = await import('${NAME}/webhooks');
const unsigned = new Request('https://receiver.example.com/', { method: 'POST', body: '{}' });
await assert.rejects(verifyWebhook(unsigned, 'whsec_AAAA'), WebhookVerificationError);
await assert.rejects(api.getModel({ path: { model_id: '..' } }), TypeError);
`;

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

/** Returns the README's examples as one module. */
const examplesOf = (readme) =>
  [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code).join('\n');

function typeCheck(folder) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const common = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const target = ['--noEmit', '--target', 'es2022', '--skipLibCheck', 'false'];
  const browser = ['--lib', 'es2022,dom,dom.iterable', '--types', ''];
  const node = ['--lib', 'es2022', '--typeRoots', join(root, 'node_modules/@types')];
  const ways = [
    ['--module', 'nodenext', '--moduleResolution', 'nodenext', ...browser, 'examples.ts'],
    ['--module', 'esnext', '--moduleResolution', 'bundler', ...browser, 'examples.ts'],
    ['--module', 'nodenext', '--moduleResolution', 'nodenext', ...node, '--types', 'node'],
  ];
  for (const way of ways)
    run(process.execPath, [tsc, ...common, ...target, ...way, 'types.ts'], folder);
}

const folder = mkdtempSync(join(tmpdir(), 'model-agency-client-'));
try {
  const tarball = run(process.execPath, ['scripts/pack-client.mjs'], root)
    .trim()
    .split('\n')
    .at(-1);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
  const installed = readdirSync(join(folder, 'node_modules')).filter(
    (name) => !name.startsWith('.'),
  );
  if (installed.join() !== NAME) throw new Error(`installed too: ${installed}`);
  const home = join(folder, 'node_modules', NAME);
  const strange = readdirSync(home).filter(
    (name) => !/^(generated|package\.json|README\.md|LICENSE|[a-z-]+(\.d\.ts|\.js))$/.test(name),
  );
  if (strange.length > 0) throw new Error(`packed too: ${strange}`);
  const size = readFileSync(tarball).length;
  if (size > MAX_BYTES) throw new Error(`the package has ${size} bytes`);
  writeFileSync(join(folder, 'types.ts'), TYPES);
  const examples = examplesOf(readFileSync(join(home, 'README.md'), 'utf8'));
  writeFileSync(join(folder, 'examples.ts'), `${examples}\nexport { submit };\n`);
  typeCheck(folder);
  writeFileSync(join(folder, 'run.js'), RUN);
  run(process.execPath, ['run.js'], folder);
  console.log(`The client installs alone (${size} bytes packed), type-checks and runs.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
