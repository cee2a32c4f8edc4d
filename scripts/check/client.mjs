// The client as a front end gets it: packed, unpacked elsewhere, compiled against, imported.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../dev/local.mjs';

const NAME = 'model-agency-api';

const CONSUMER = `import { ApiError, createClient, type Booking } from '${NAME}/client';

const api = createClient('https://api.example.com');
export const book = (model_id: string): Promise<Booking> =>
  api.createBooking({ body: { model_id, start_time: '', end_time: '' } });
export const isTaken = (error: unknown) =>
  error instanceof ApiError && error.code === 'BookingConflictException';
// @ts-expect-error no such field
export const wrong = () => api.createBooking({ body: { model: 'x' } });
`;

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

const folder = mkdtempSync(join(tmpdir(), 'model-agency-client-'));
try {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], root));
  const strange = packed.files.filter(
    ({ path }) => !/^(dist\/client\/|package\.json|README|LICENSE)/.test(path),
  );
  if (strange.length > 0) throw new Error(`packed too: ${strange.map(({ path }) => path)}`);
  const installed = join(folder, 'node_modules', NAME);
  mkdirSync(installed, { recursive: true });
  run(
    'tar',
    ['-xzf', join(folder, packed.filename), '-C', installed, '--strip-components=1'],
    folder,
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'consumer.ts'), CONSUMER);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const common = [
    '--strict',
    '--noEmit',
    '--target',
    'es2022',
    '--lib',
    'es2022,dom',
    '--types',
    '',
  ];
  for (const module of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    const [kind, resolution] = module;
    const how = ['--module', kind, '--moduleResolution', resolution];
    run(process.execPath, [tsc, ...common, ...how, 'consumer.ts'], folder);
  }
  const check = `import('${NAME}/client').then(({ createClient }) => {
    if (typeof createClient('https://api.example.com').createBooking !== 'function') process.exit(1);
  })`;
  run(process.execPath, ['--input-type=module', '-e', check], folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log('The client can be installed, compiled against and imported.');
