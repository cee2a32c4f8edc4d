// npm run openapi: writes the OpenAPI document to openapi.json and generates the client's types from it. It is
// in English for an international audience; the API also serves it in Korean.
//   --breaking   also writes changes that break callers of the committed document
//   --check      writes nothing; fails if the files are out of date
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { command } from './dev/command.mjs';
import { root } from './dev/local.mjs';
import { importSource } from './dev/source.mjs';
import { breakingChanges } from './openapi/breaking-changes.mjs';
import { clientTypes } from './openapi/client-types.mjs';

const textOf = (name) => (existsSync(root + name) ? readFileSync(root + name, 'utf8') : '');

command({ breaking: false, check: false }, async (options) => {
  const { version } = JSON.parse(textOf('package.json'));
  const { operations, buildDocument } = await importSource('app.ts', 'openapi/document.ts');
  const document = buildDocument(operations, { title: 'Model Agency API', version }, 'en');
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const files = Object.entries({ 'openapi.json': text, ...clientTypes(document) });
  const committed = textOf('openapi.json');
  const breaks = committed ? breakingChanges(JSON.parse(committed), document) : [];
  if (breaks.length > 0 && !options.breaking) {
    throw new Error(`Breaking changes:
  ${breaks.join('\n  ')}
If they are intended, run npm run openapi -- --breaking and release a new version of the API.`);
  }
  if (!options.check) {
    for (const [name, text] of files) writeFileSync(root + name, text);
    return;
  }
  const stale = files.flatMap(([name, text]) => (textOf(name) === text ? [] : name));
  if (stale.length > 0)
    throw new Error(`${stale.join(' and ')}: out of date. Run npm run openapi.`);
  console.log('openapi.json and the client are up to date.');
});
