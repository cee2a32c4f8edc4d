// Tests the client generator's output.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientTypes } from '../../scripts/openapi/client-types.mjs';

const json = (schema) => ({ content: { 'application/json': { schema } } });
const ref = (name) => ({ $ref: `#/components/schemas/${name}` });
const bytes = (...types) => ({
  content: Object.fromEntries(types.map((type) => [type, { schema: {} }])),
});
const time = { type: 'string', format: 'date-time' };
const object = (properties) => ({ type: 'object', properties, required: Object.keys(properties) });

const document = {
  paths: {
    '/api/v1/models/{model_id}/pictures': {
      post: {
        operationId: 'uploadPicture',
        security: [{ bearer: [] }],
        parameters: [
          { name: 'model_id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'alt', in: 'query', schema: { type: 'string' } },
          { name: 'since', in: 'query', required: true, schema: { anyOf: [time] } },
          { $ref: '#/components/parameters/Key' },
        ],
        requestBody: { required: true, ...bytes('image/jpeg', 'image/png') },
        responses: { 200: json(ref('Picture')) },
      },
    },
    '/api/v1/pictures/{picture_id}/{size}': {
      get: {
        operationId: 'getPictureFile',
        parameters: [{ name: 'If-None-Match', in: 'header', schema: { type: 'string' } }],
        responses: { 200: { $ref: '#/components/responses/File' } },
      },
    },
    '/api/v1/calendars/{token}.ics': {
      get: { operationId: 'getCalendarFeed', responses: { 200: bytes('text/calendar') } },
    },
    '/api/v1/pictures': {
      put: {
        operationId: 'updatePicture',
        requestBody: json(ref('PictureUpdate')),
        responses: { 200: {} },
      },
    },
  },
  components: {
    parameters: { Key: { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } } },
    responses: { File: bytes('image/webp') },
    schemas: {
      Kind: { type: 'string', enum: ['portfolio', 'digital'] },
      Picture: { allOf: [object({ kind: ref('Kind') }), object({ created_at: time })] },
      PictureUpdate: object({ taken_at: time }),
    },
  },
};

const files = Object.values(clientTypes(document)).map((text) => text.replace(/\s+/g, ' '));
const [operations, routes, schemas] = files;
const has = (text, part) => assert.ok(text.includes(part), `${part}\nnot in\n${text}`);

test('binary bodies and responses are typed as such', () => {
  has(operations, "import type { RawBody } from '../request.js';");
  has(operations, 'body: RawBody;');
  has(operations, 'onProgress?: (sent: number, total: number) => void;');
  has(
    operations,
    'getPictureFile: { input: Record<never, never>; answer: Blob; conditional: true };',
  );
  has(operations, 'getCalendarFeed: { input: Record<never, never>; answer: string };');
  has(operations, 'body?: PictureUpdate; }; answer: undefined;');
  has(routes, "path: '/api/v1/models/{model_id}/pictures', flags: ['session', 'key', 'raw'],");
  has(routes, "path: '/api/v1/pictures/{picture_id}/{size}', answer: 'blob', flags: [],");
  has(routes, "path: '/api/v1/calendars/{token}.ics', answer: 'text', flags: [],");
});

test('inputs may be a Date, and omitted query parameters null', () => {
  has(operations, 'path: { model_id: string; };');
  has(operations, 'query: { alt?: string | null | undefined; since: string | Date; };');
  has(schemas, 'export type PictureUpdate = { taken_at: string | Date; };');
  has(schemas, 'export type Picture = { kind: Kind; } & { created_at: string; };');
});
