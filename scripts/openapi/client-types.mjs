// Generates the client's types and list of operations from the OpenAPI document. It uses no npm generator:
// openapi-typescript and @hey-api/openapi-ts need the compiler API, which TypeScript 7 lacks, and they
// generate no list of operations.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { root } from '../dev/local.mjs';
import { comment, typeOf } from './client-schemas.mjs';
import { follow, schemasIn } from './references.mjs';

/**
 * Returns the content of a body or response: `json` with its schema, `text`, or `blob` for all other bytes.
 */
function contentOf({ content = {} } = {}) {
  const json = content['application/json'];
  if (json) return { kind: 'json', schema: json.schema };
  const [type] = Object.keys(content);
  if (!type) return undefined;
  return { kind: type.startsWith('text/') ? 'text' : 'blob' };
}

const NON_JSON = { text: 'string', blob: 'Blob' };
const bodyType = ({ kind, schema }) =>
  kind === 'json' ? typeOf(schema, { isInput: true }) : 'RawBody';
const answerType = (answer) =>
  answer ? (NON_JSON[answer.kind] ?? typeOf(answer.schema)) : 'undefined';

function operationsOf(document) {
  const resolve = (node) => (node?.$ref ? follow(document, node.$ref) : node);
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const ours = all.filter(({ path, operationId }) => path.startsWith('/api/') && operationId);
  return ours.map(({ operationId: id, summary: about, path, method, responses, ...operation }) => {
    const parameters = (operation.parameters ?? []).map(resolve);
    const headers = parameters.filter((one) => one.in === 'header').map(({ name }) => name);
    const request = resolve(operation.requestBody);
    return {
      ...{ id, about, path, method, parameters, headers: new Set(headers) },
      ...{ body: contentOf(request), bodyRequired: request?.required === true },
      answer: contentOf(resolve(responses['200'])),
      isSecured: (operation.security ?? []).length > 0,
    };
  });
}

const EXTRAS = {
  'If-Match': '/** The ETag of what is to be changed. */\nifMatch?: string | undefined;',
  'Idempotency-Key':
    '/** One for each form that is filled in: however often it is sent, it is done once. Made up where none is given. */\nidempotencyKey?: string | undefined;',
};
const PROGRESS =
  '/** Told how many bytes of how many have been sent, where the platform knows (browsers do). */\nonProgress?: (sent: number, total: number) => void;';

function inputType({ parameters, body, bodyRequired, headers }) {
  const groups = ['path', 'query'].flatMap((place) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    if (own.length === 0) return [];
    const properties = Object.fromEntries(
      own.map(({ name, schema, description }) => [name, { description, ...schema }]),
    );
    const required = own.filter((one) => one.required).map(({ name }) => name);
    const schema = { type: 'object', properties, required };
    const type = typeOf(schema, { isInput: true, isQuery: place === 'query' });
    return `${place}${required.length > 0 ? '' : '?'}: ${type};`;
  });
  if (body) groups.push(`body${bodyRequired ? '' : '?'}: ${bodyType(body)};`);
  if (body && body.kind !== 'json') groups.push(PROGRESS);
  groups.push(...Object.keys(EXTRAS).flatMap((name) => (headers.has(name) ? EXTRAS[name] : [])));
  return groups.length > 0 ? `{\n${groups.join('\n')}\n}` : 'Record<never, never>';
}

function operationType(operation) {
  const { id, about, headers, answer } = operation;
  const conditional = headers.has('If-None-Match') ? ' conditional: true;' : '';
  return `${comment(about)}${id}: { input: ${inputType(operation)}; answer: ${answerType(answer)};${conditional} };`;
}

function routeOf({ id, method, path, headers, body, answer, isSecured }) {
  const flags = [
    isSecured && 'session',
    headers.has('Idempotency-Key') && 'key',
    headers.has('X-D1-Bookmark') && 'bookmark',
    body && body.kind !== 'json' && 'raw',
  ].filter(Boolean);
  const kind = answer?.kind === 'json' ? '' : `answer: '${answer?.kind ?? 'none'}', `;
  return `${id}: { method: '${method.toUpperCase()}', path: '${path}', ${kind}flags: ${JSON.stringify(flags)} },`;
}

const BIOME = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');

/** Formats a file with biome, so that the freshness and format checks agree. */
function formatted(file, text) {
  const input = `// Written by \`npm run openapi\`.\n\n${text}`;
  const args = [BIOME, 'check', '--write', `--stdin-file-path=${file}`];
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', input });
}

const PROBLEM = '#/components/schemas/Problem';

/** Any failure: the kinds with details beyond their code, and the rest. */
function anyProblem({ components: { schemas } }) {
  const kinds = Object.keys(schemas).filter((name) => schemas[name].allOf?.[0].$ref === PROBLEM);
  if (kinds.length === 0) return '';
  const others = `Problem & { error_code: Exclude<ErrorCode, (${kinds.join(' | ')})['error_code']> }`;
  return `/** Any failure; \`error_code\` tells which. */\nexport type AnyProblem = ${kinds.join(' | ')} | (${others});`;
}

function schemasFile(document) {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const answered = schemasIn(
    document,
    operations.map(({ responses }) => responses),
  );
  const types = Object.entries(document.components.schemas).map(([name, schema]) => {
    const type = typeOf(schema, { isInput: !answered.has(name) });
    return `${comment(schema.description)}export type ${name} = ${type};`;
  });
  return [...types, anyProblem(document)].join('\n\n');
}

function operationsFile(document, operations) {
  const members = operations.map(operationType).join('\n');
  const isUsed = (name) => new RegExp(`\\b${name}\\b`).test(members);
  const schemas = Object.keys(document.components.schemas).filter(isUsed).sort();
  const raw = isUsed('RawBody') ? "import type { RawBody } from '../request.js';\n" : '';
  return `${raw}import type { ${schemas.join(', ')} } from './schemas.js';

/** The input and result of each operation. \`conditional\` ones take \`ifNoneMatch\`. */
export interface Operations {\n${members}\n}\n`;
}

const routesFile = (operations) => `import type { Route } from '../request.js';
import type { Operations } from './operations.js';

/** How to call each operation. */
export const ROUTES: { readonly [Id in keyof Operations]: Route } = {\n${operations.map(routeOf).join('\n')}\n};\n`;

/** Returns the contents of the files in src/client/generated, by path. */
export function clientTypes(document) {
  const operations = operationsOf(document);
  const texts = {
    operations: operationsFile(document, operations),
    routes: routesFile(operations),
    schemas: schemasFile(document),
  };
  const files = Object.entries(texts).map(([name, text]) => {
    const file = `src/client/generated/${name}.ts`;
    return [file, formatted(file, text)];
  });
  return Object.fromEntries(files);
}
