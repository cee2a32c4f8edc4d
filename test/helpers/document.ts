import { type Schema, Validator } from '@cfworker/json-schema';
import { operations } from '../../src/app';
import { buildDocument } from '../../src/openapi/document';
import { withoutReferences } from './references';

interface Media {
  schema?: Schema;
}
interface DocumentedOperation {
  operationId: string;
  security?: object[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}

/** The public document as plain JSON. */
export const document = withoutReferences(
  JSON.parse(JSON.stringify(buildDocument(operations, { title: 'test', version: '0' }, 'en'))),
) as {
  openapi: string;
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, Schema> };
};

const patterns = Object.keys(document.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
}));

/** Returns the documented operation for a request. A literal path is not a parameter of another one. */
export function documentedOperation(method: string, pathname: string) {
  const name = method === 'HEAD' ? 'get' : method.toLowerCase();
  const matches = patterns.filter(({ pattern }) => pattern.test(pathname));
  matches.sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  const [match] = matches;
  return match && document.paths[match.path]?.[name];
}

const validators = new Map<Schema, Validator>();

/** Returns what is wrong with a value under a schema of the document; empty if nothing is. */
export function schemaProblems(schema: Schema, value: unknown): string[] {
  let validator = validators.get(schema);
  if (!validator) {
    const root = { ...schema, components: document.components } as Schema;
    validator = new Validator(root, '2020-12', false);
    validators.set(schema, validator);
  }
  const { errors } = validator.validate(value);
  return errors.map((error) => `${error.instanceLocation}: ${error.error}`);
}

/** The schema of failures outside any operation: the common fields only. */
const PROBLEM: Schema = {
  allOf: [{ $ref: '#/components/schemas/Problem' }],
  unevaluatedProperties: false,
};

/** Returns what is wrong with a response according to the document. */
export function answerProblems(
  method: string,
  pathname: string,
  answer: Response,
  text: string,
): string[] {
  const operation = documentedOperation(method, pathname);
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  if (!operation) {
    // Pages for people, their files and development pages are not operations.
    if (answer.status === 200) return [];
    return text ? schemaProblems(PROBLEM, JSON.parse(text)) : [];
  }
  const documented = operation.responses[answer.status];
  const name = `${operation.operationId} ${answer.status}`;
  if (!documented) return [`${name} is not documented: ${text}`];
  if (text === '') return [];
  const schema = documented.content?.[type]?.schema;
  if (!schema) return [`${name} ${type} is not documented`];
  const value = type.endsWith('json') ? JSON.parse(text) : text;
  return schemaProblems(schema, value).map((problem) => `${name} ${problem}`);
}
