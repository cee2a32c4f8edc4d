// npm run lint:openapi: lints openapi.json with Redocly's strictest rules and with Spectral's rules,
// including OWASP's.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './dev/local.mjs';

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

const redocly = (file) => lint('@redocly/cli/bin/cli.js', [file, '--config', rules('redocly')]);
const spectral = (file, name) =>
  lint('@stoplight/spectral-cli/dist/index.js', [
    ...[file, '--ruleset', rules(name), '--fail-severity', 'hint'],
  ]);

/** Returns the request side of the document: parameters, bodies, and the schemas they reference. */
function requestsOf(document) {
  const answer = { description: 'OK' };
  for (const operation of Object.values(document.paths).flatMap((methods) =>
    Object.values(methods),
  )) {
    operation.responses = { 200: answer };
  }
  delete document.components.responses;
  delete document.components.headers;
  const used = (text) =>
    [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name);
  const { parameters } = document.components;
  const names = new Set(used(JSON.stringify([document.paths, parameters])));
  for (const name of names) {
    for (const inner of used(JSON.stringify(document.components.schemas[name]))) names.add(inner);
  }
  const schemas = Object.entries(document.components.schemas).filter(([name]) => names.has(name));
  document.components.schemas = Object.fromEntries(schemas);
  return document;
}

const folder = mkdtempSync(join(tmpdir(), 'model-agency-lint-'));
try {
  const requests = join(folder, 'requests.json');
  const document = JSON.parse(readFileSync(`${root}openapi.json`, 'utf8'));
  writeFileSync(requests, JSON.stringify(requestsOf(document)));
  redocly('openapi.json');
  spectral('openapi.json', 'spectral');
  spectral(requests, 'spectral-requests');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (!process.exitCode) console.log('openapi.json passes Redocly and Spectral.');
