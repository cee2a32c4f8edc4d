// npm run openapi: the OpenAPI document as it is served, into openapi.json. In English, as front ends
// all over the world generate from it; the API itself serves it in Korean too.
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './local.mjs';
import { importSource } from './source.mjs';

const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const { operations, buildDocument } = await importSource('app.ts', 'lib/openapi.ts');
const document = buildDocument(operations, { title: 'Model Agency API', version }, 'en');
writeFileSync(`${root}openapi.json`, `${JSON.stringify(document, null, 2)}\n`);
