// The client's types and list of operations from the OpenAPI document. Not by a generator from npm: those
// need TypeScript 5's compiler, and the document uses but a handful of JSON Schema's words.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { root } from '../dev/local.mjs';

const nameOf = (ref) => ref.split('/').at(-1);
const resolverOf =
  (document) =>
  ({ $ref, ...own }) => {
    const keys = $ref?.slice(2).split('/');
    return keys ? keys.reduce((at, key) => at[key], document) : own;
  };

const PLAIN = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};
const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`);
const comment = (text) =>
  text ? `/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n` : '';

function objectType({ properties = {}, required = [], additionalProperties }) {
  const fields = Object.entries(properties).map(([name, field]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${comment(field.description)}${key(name)}${mark}: ${typeOf(field)};`;
  });
  if (fields.length > 0) return `{\n${fields.join('\n')}\n}`;
  return `Record<string, ${additionalProperties ? typeOf(additionalProperties) : 'never'}>`;
}

/** The TypeScript for a schema. */
function typeOf(schema) {
  if (schema.$ref) return nameOf(schema.$ref);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(typeOf).join(' | ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ');
  }
  if (schema.type === 'array') return `Array<${typeOf(schema.items ?? {})}>`;
  if (schema.type === 'object') return objectType(schema);
  return PLAIN[schema.type] ?? 'unknown';
}

const schemaOf = ({ content = {} } = {}) => content['application/json']?.schema;

function inputOf({ parameters, body, bodyRequired, headers }) {
  const groups = ['path', 'query'].flatMap((place) => {
    const own = parameters.filter((parameter) => parameter.in === place);
    if (own.length === 0) return [];
    const properties = Object.fromEntries(
      own.map(({ name, schema, description }) => [name, { description, ...schema }]),
    );
    const required = own.filter((one) => one.required).map(({ name }) => name);
    return `${place}${required.length > 0 ? '' : '?'}: ${objectType({ properties, required })};`;
  });
  if (body) groups.push(`body${bodyRequired ? '' : '?'}: ${typeOf(body)};`);
  if (headers.has('If-Match'))
    groups.push('/** The ETag of what is to be changed. */\nifMatch?: string;');
  if (headers.has('Idempotency-Key')) {
    groups.push(
      '/** Made up where none is given; give one to repeat a request of another run. */\nidempotencyKey?: string;',
    );
  }
  return groups.length > 0 ? `{\n${groups.join('\n')}\n}` : 'Record<never, never>';
}

function operationsOf(document) {
  const resolve = resolverOf(document);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => path.startsWith('/api/') && operation.operationId)
      .map(([method, operation]) => {
        const parameters = (operation.parameters ?? []).map(resolve);
        const request = operation.requestBody && resolve(operation.requestBody);
        return {
          ...{ id: operation.operationId, about: operation.summary, method, path, parameters },
          headers: new Set(parameters.filter((one) => one.in === 'header').map(({ name }) => name)),
          body: schemaOf(request),
          bodyRequired: request?.required === true,
          answer: schemaOf(resolve(operation.responses['200'])),
          isSecured: (operation.security ?? []).length > 0,
        };
      }),
  );
}

function entryOf({ id, method, path, headers, isSecured }) {
  const flags = [
    isSecured && 'session',
    headers.has('Idempotency-Key') && 'key',
    headers.has('X-D1-Bookmark') && 'bookmark',
  ].filter(Boolean);
  return `${id}: { method: '${method.toUpperCase()}', path: '${path}', flags: ${JSON.stringify(flags)} },`;
}

const memberOf = (one) =>
  `${comment(one.about)}${one.id}: { input: ${inputOf(one)}; answer: ${typeOf(one.answer)} };`;

/** As biome leaves it, so that a check of the file and of its format agree. */
function formatted(file, input) {
  const bin = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome');
  const args = [bin, 'check', '--write', `--stdin-file-path=${file}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    input: `// Written by \`npm run openapi\`.\n\n${input}`,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const schemasOf = (document) =>
  Object.entries(document.components.schemas)
    .map(
      ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)};`,
    )
    .join('\n\n');

const typesOf = (document, operations) => {
  const members = operations.map(memberOf).join('\n');
  const named = Object.keys(document.components.schemas).filter((name) =>
    new RegExp(`\\b${name}\\b`).test(members),
  );
  return `import type { ${named.sort().join(', ')} } from './schemas.js';

/** What each operation takes, and what it answers. */
export interface Operations {\n${members}\n}\n`;
};

const routesOf = (operations) => `import type { Operations } from './operations.js';

export interface Route { method: string; path: string; flags: readonly ('session' | 'key' | 'bookmark')[] }

/** How each operation is called, and what goes with it. */
export const ROUTES: { readonly [Id in keyof Operations]: Route } = {\n${operations.map(entryOf).join('\n')}\n};\n`;

/** The texts of the files in src/client/generated, by their paths. */
export function clientTypes(document) {
  const operations = operationsOf(document);
  const texts = {
    'src/client/generated/operations.ts': typesOf(document, operations),
    'src/client/generated/routes.ts': routesOf(operations),
    'src/client/generated/schemas.ts': schemasOf(document),
  };
  return Object.fromEntries(
    Object.entries(texts).map(([file, text]) => [file, formatted(file, text)]),
  );
}
