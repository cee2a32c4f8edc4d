// npm run pack:client: builds the typed client as its own package, without the server and its dependencies.
// Writes dist/client and packs it. The last line is the tarball's path.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './dev/command.mjs';
import { root } from './dev/local.mjs';

const folder = join(root, 'dist/client');
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
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'src/client'], { cwd: root, stdio: 'inherit' });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(root, 'src/client/README.md'), join(folder, 'README.md'));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const args = ['pack', folder, '--json', '--silent', '--pack-destination', join(root, 'dist')];
  const [{ files, size, filename }] = JSON.parse(execFileSync('npm', args, { cwd: root }));
  console.log(`${manifest.name} ${version}: ${files.length} files, ${size} bytes`);
  console.log(join(root, 'dist', filename));
});
