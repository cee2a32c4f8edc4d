// npm run pack:client: builds the typed client as its own package, without the server and its dependencies.
// Writes dist/client and packs it. The last line is the tarball's path.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './dev/command.mjs';
import { root } from './dev/local.mjs';

const folder = join(root, 'dist/client');

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}

const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const manifest = {
  name: 'model-agency-client',
  version,
  description: 'Typed client of the Model Agency API for browsers, Node.js and Workers',
  license,
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20' },
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    './webhooks': { types: './webhooks.d.ts', default: './webhooks.js' },
  },
};

command({}, () => {
  rmSync(folder, { recursive: true, force: true });
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'src/client']);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, 'src/client/README.md'), join(folder, 'README.md'));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const [packed] = JSON.parse(
    run('npm', ['pack', folder, '--json', '--pack-destination', join(root, 'dist')]),
  );
  console.log(
    `${packed.name} ${packed.version}: ${packed.files.length} files, ${packed.size} bytes`,
  );
  console.log(join(root, 'dist', packed.filename));
});
