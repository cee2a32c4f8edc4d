// npm run lint:openapi: lints openapi.json with Redocly's strictest rules and with Spectral's rules,
// including OWASP's.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { command } from './dev/command.mjs';
import { root, withFolder } from './dev/local.mjs';
import { schemasIn } from './openapi/references.mjs';

const require = createRequire(import.meta.url);
const rules = (name) => `${root}scripts/lint/${name}.yaml`;
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** Runs a linter from its package. Shows its output only if it finds something. */
function lint(program, args) {
  const path = require.resolve(program);
  const options = { cwd: root, env, encoding: 'utf8' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, 'lint', ...args], options);
  if (status === 0) return;
  process.stderr.write(`${stdout}\n${stderr}`);
  process.exitCode = 1;
}

const redocly = (file) => lint('@redocly/cli/bin/cli.js', [file, '--extends=recommended-strict']);
const spectral = (file, name) =>
  lint('@stoplight/spectral-cli/dist/index.js', [
    ...[file, '--ruleset', rules(name), '--fail-severity', 'hint'],
  ]);

/** Returns the request side of the document: parameters, bodies, and the schemas they reference. */
function requestsOf({ paths, components: { responses, headers, schemas, ...rest }, ...document }) {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  for (const operation of operations) operation.responses = { 200: { description: 'OK' } };
  const used = schemasIn({ components: { schemas, ...rest } }, [paths, rest.parameters]);
  const left = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, paths, components: { ...rest, schemas: Object.fromEntries(left) } };
}

command({}, () =>
  withFolder((folder) => {
    const requests = join(folder, 'requests.json');
    const document = JSON.parse(readFileSync(`${root}openapi.json`, 'utf8'));
    writeFileSync(requests, JSON.stringify(requestsOf(document)));
    redocly('openapi.json');
    spectral('openapi.json', 'spectral');
    spectral(requests, 'spectral-requests');
    if (!process.exitCode) console.log('openapi.json passes Redocly and Spectral.');
  }),
);
