// npm run openapi: writes the OpenAPI document to openapi.json and generates the client's types from it.
// It is in English for an international audience; the API also serves it in Korean.
//   --breaking   also writes changes that break callers of the committed document
//   --check      writes nothing; fails if the files are out of date
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { root } from './dev/local.mjs';
import { importSource } from './dev/source.mjs';
import { breakingChanges } from './openapi/breaking-changes.mjs';
import { clientTypes } from './openapi/client-types.mjs';

const { values: options } = parseArgs({
  options: { breaking: { type: 'boolean' }, check: { type: 'boolean' } },
});

const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const { operations, buildDocument } = await importSource('app.ts', 'openapi/document.ts');
const document = buildDocument(operations, { title: 'Model Agency API', version }, 'en');

const files = {
  'openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  ...clientTypes(document),
};
const textOf = (name) => (existsSync(root + name) ? readFileSync(root + name, 'utf8') : '');
const committed = textOf('openapi.json');
const breaks = committed ? breakingChanges(JSON.parse(committed), document) : [];

if (breaks.length > 0 && !options.breaking) {
  console.error(`Breaking changes:\n  ${breaks.join('\n  ')}`);
  console.error(
    'If they are intended, run npm run openapi -- --breaking and release a new version of the API.',
  );
  process.exit(1);
}
if (options.check) {
  const stale = Object.keys(files).filter((name) => textOf(name) !== files[name]);
  if (stale.length > 0) {
    console.error(`${stale.join(' and ')}: out of date. Run npm run openapi.`);
    process.exit(1);
  }
  console.log('openapi.json and the client are up to date.');
} else {
  for (const [name, text] of Object.entries(files)) writeFileSync(root + name, text);
}
