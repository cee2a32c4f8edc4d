// npm run test:browser [-- --if-available]: tests the documentation and the client in a browser.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHECKS = [
  'documentation.test.mjs',
  'client.test.mjs',
  'pictures.test.mjs',
  'package-page.test.mjs',
  'token-pages.test.mjs',
];

for (const name of CHECKS) {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const { status } = spawnSync(process.execPath, [script, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}
