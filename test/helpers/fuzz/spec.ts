import { expect } from 'vitest';
import { get } from '../api';
import { withoutReferences } from '../references';

/** The subset of JSON Schema that the document's request schemas use. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: JsonSchema;
}

export interface Operation {
  id: string;
  method: string;
  /** With `{name}` parameters. */
  path: string;
  params: string[];
  headers: Record<string, JsonSchema>;
  /** The query parameters as an object schema. */
  query: JsonSchema;
  json: JsonSchema | undefined;
  form: JsonSchema | undefined;
  /** The body is a picture. */
  file: boolean;
  bodyRequired: boolean;
  access: 'open' | 'optional' | 'session';
  /** Its documented statuses. */
  statuses: number[];
}

export interface Spec {
  operations: Operation[];
  resolve: (schema: JsonSchema) => JsonSchema;
}

interface RawOperation {
  operationId: string;
  security: object[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, unknown>;
}

const accessOf = (security: object[]) => {
  if (security.length === 0) return 'open';
  return security.some((one) => Object.keys(one).length === 0) ? 'optional' : 'session';
};

/** Tokens of packages differ from those of calendars. */
const ownName = (name: string, path: string) =>
  name === 'token' && path.includes('/shared/') ? 'link' : name;

function toOperation(method: string, path: string, raw: RawOperation): Operation {
  const { parameters = [], requestBody } = raw;
  const where = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
  const schemas = (place: Parameter['in']) =>
    Object.fromEntries(where(place).map(({ name, schema }) => [name, schema]));
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path: path.replaceAll(/\{(\w+)\}/g, (_, name) => `{${ownName(name, path)}}`),
    params: where('path').map(({ name }) => ownName(name, path)),
    headers: schemas('header'),
    query: {
      type: 'object',
      properties: schemas('query'),
      required: where('query').flatMap(({ name, required }) => (required ? [name] : [])),
      additionalProperties: false,
    },
    json: requestBody?.content['application/json']?.schema,
    form: requestBody?.content['application/x-www-form-urlencoded']?.schema,
    file: requestBody?.content['image/*'] !== undefined,
    bodyRequired: requestBody?.required ?? false,
    access: accessOf(raw.security),
    statuses: Object.keys(raw.responses).map(Number),
  };
}

/** Loads the operations of the public document. */
export async function loadSpec(): Promise<Spec> {
  const { status, body: served } = await get('/openapi.json?lang=en');
  expect(status).toBe(200);
  const body = withoutReferences(served);
  const paths = Object.entries(body.paths as Record<string, Record<string, RawOperation>>);
  const { schemas } = body.components as { schemas: Record<string, JsonSchema> };
  return {
    operations: paths
      // Binary files have their own tests.
      .filter(([path]) => !path.endsWith('/{size}'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, raw]) => toOperation(method, path, raw)),
      ),
    resolve: ({ $ref, ...schema }) => {
      if (!$ref) return schema;
      const target = schemas[$ref.replace('#/components/schemas/', '')];
      if (!target) throw new Error(`${$ref} leads nowhere`);
      return target;
    },
  };
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/**
 * Returns the operations whose paths match a concrete path. "/bookings/batch" also matches a booking's path.
 */
export const operationsAt = ({ operations }: Spec, pathname: string) => {
  const literal = operations.filter(({ path }) => path === pathname);
  return literal.length > 0
    ? literal
    : operations.filter(({ path }) => patternOf(path).test(pathname));
};
