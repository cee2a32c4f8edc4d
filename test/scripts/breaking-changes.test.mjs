import assert from 'node:assert/strict';
import test from 'node:test';
import { breakingChanges } from '../../scripts/openapi/breaking-changes.mjs';

const base = () => ({
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        parameters: [
          { in: 'query', name: 'limit', schema: { type: 'integer', minimum: 1, maximum: 100 } },
          { in: 'query', name: 'kind', schema: { enum: ['a', 'b'] } },
        ],
        responses: {
          200: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          404: { content: {} },
        },
      },
      post: {
        operationId: 'createThing',
        requestBody: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/NewThing' } },
            'application/x-www-form-urlencoded': { schema: {} },
          },
        },
        responses: { 200: { content: {} } },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          kind: { type: 'string', enum: ['a', 'b'] },
          size: { type: 'number' },
          tags: { type: 'array', items: { type: 'string' } },
          owner: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          place: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
        },
        required: ['id', 'kind'],
      },
      NewThing: {
        type: 'object',
        properties: {
          name: { type: 'string', minLength: 2, maxLength: 50 },
          note: { type: ['string', 'null'] },
          length: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
        },
        required: ['name'],
        additionalProperties: false,
      },
    },
  },
});

const list = (document) => document.paths['/things'].get;
const create = (document) => document.paths['/things'].post;
const thing = (document) => document.components.schemas.Thing;
const newThing = (document) => document.components.schemas.NewThing;

const answerOf = (document) => list(document).responses[200].content['application/json'];

/** Moves the parameter to where several operations could reference it. */
function shareLimit(document) {
  const [limit] = list(document).parameters;
  document.components.parameters = { Limit: limit };
  list(document).parameters[0] = { $ref: '#/components/parameters/Limit' };
}

/** Splits the response into one schema and an addition. */
function compose(document) {
  const { size, ...others } = thing(document).properties;
  thing(document).properties = others;
  const sized = { type: 'object', properties: { size }, required: ['id'] };
  document.components.schemas.Sized = {
    allOf: [{ $ref: '#/components/schemas/Thing' }, sized],
  };
  answerOf(document).schema.$ref = '#/components/schemas/Sized';
}

const BREAKING = {
  'a method is gone': (d) => delete d.paths['/things'].post,
  'an operation has another name': (d) => Object.assign(list(d), { operationId: 'getThings' }),
  'a session is needed': (d) => Object.assign(list(d), { security: [{ bearer: [] }] }),
  'a parameter is gone': (d) => list(d).parameters.pop(),
  'a parameter is new and required': (d) =>
    list(d).parameters.push({ in: 'query', name: 'q', required: true, schema: { type: 'string' } }),
  'a parameter is required': (d) => Object.assign(list(d).parameters[0], { required: true }),
  'a bound fell': (d) => Object.assign(list(d).parameters[0].schema, { maximum: 50 }),
  'a bound rose': (d) => Object.assign(newThing(d).properties.name, { minLength: 3 }),
  'a bound is new': (d) => Object.assign(newThing(d).properties.note, { maxLength: 10 }),
  'a pattern is new': (d) => Object.assign(newThing(d).properties.name, { pattern: '^a' }),
  'a value is refused': (d) => list(d).parameters[1].schema.enum.pop(),
  'a list of values is new': (d) => Object.assign(newThing(d).properties.name, { enum: ['a'] }),
  'null is refused': (d) => Object.assign(newThing(d).properties.note, { type: 'string' }),
  'a field of the body is gone': (d) => delete newThing(d).properties.note,
  'a field of the body is required': (d) => newThing(d).required.push('note'),
  'a new field of the body is required': (d) => {
    newThing(d).properties.color = { type: 'string' };
    newThing(d).required.push('color');
  },
  'the body is required': (d) => Object.assign(create(d).requestBody, { required: true }),
  'a media type is gone': (d) =>
    delete create(d).requestBody.content['application/x-www-form-urlencoded'],
  'a status is gone': (d) => delete list(d).responses[404],
  'an answered field is gone': (d) => delete thing(d).properties.size,
  'an answered field may be missing': (d) => thing(d).required.pop(),
  'an answered field may be null': (d) =>
    Object.assign(thing(d).properties.id, { type: ['string', 'null'] }),
  'an answered field has another type': (d) =>
    Object.assign(thing(d).properties.size, { type: 'string' }),
  'an answered value is new': (d) => thing(d).properties.kind.enum.push('c'),
  'any value may be answered': (d) => delete thing(d).properties.kind.enum,
  'items have another type': (d) =>
    Object.assign(thing(d).properties.tags.items, { type: 'integer' }),
  'one of several kinds of answer lacks a field': (d) => {
    const { size, ...others } = thing(d).properties;
    const ref = { $ref: '#/components/schemas/Thing' };
    answerOf(d).schema = { oneOf: [ref, { ...thing(d), properties: others }] };
  },
  'a shared parameter has a lower bound': (d) => {
    shareLimit(d);
    Object.assign(d.components.parameters.Limit.schema, { maximum: 50 });
  },
  'a field of a composed answer has another type': (d) => {
    compose(d);
    d.components.schemas.Sized.allOf[1].properties.size.type = 'string';
  },
  'one alternative to send is left': (d) => {
    newThing(d).properties.length = { type: 'string' };
  },
  'an alternative is gone': (d) => thing(d).properties.place.anyOf.pop(),
};

const FINE = {
  nothing: () => {},
  'a new path': (d) => Object.assign(d.paths, { '/others': d.paths['/things'] }),
  'a new parameter': (d) =>
    list(d).parameters.push({ in: 'query', name: 'q', schema: { type: 'string' } }),
  'a wider bound': (d) => Object.assign(list(d).parameters[0].schema, { maximum: 200, minimum: 0 }),
  'a new value to send': (d) => list(d).parameters[1].schema.enum.push('c'),
  'a new field to send': (d) =>
    Object.assign(newThing(d).properties, { color: { type: 'string' } }),
  'a field that may be left out': (d) => newThing(d).required.pop(),
  'a new field answered': (d) => Object.assign(thing(d).properties, { color: { type: 'string' } }),
  'a field that is always there': (d) => thing(d).required.push('size'),
  'a number that is whole': (d) => Object.assign(thing(d).properties.size, { type: 'integer' }),
  'fewer values answered': (d) => thing(d).properties.kind.enum.pop(),
  'a new failure': (d) => Object.assign(list(d).responses, { 429: { content: {} } }),
  'other words': (d) => Object.assign(list(d), { summary: 'Things', description: 'All of them' }),
  'a parameter that is referred to': shareLimit,
  'an answer that is referred to': (d) => {
    d.components.responses = { Things: list(d).responses[200] };
    list(d).responses[200] = { $ref: '#/components/responses/Things' };
  },
  'an answer that is composed': compose,
  'an answer that may be one of two that both fit': (d) => {
    const ref = { $ref: '#/components/schemas/Thing' };
    answerOf(d).schema = { oneOf: [ref, { ...thing(d) }] };
  },
  'a named value that may be null': (d) => {
    d.components.schemas.Kind = { type: 'string' };
    thing(d).properties.owner = {
      anyOf: [{ $ref: '#/components/schemas/Kind' }, { type: 'null' }],
    };
  },
  'one schema for all alternatives to send': (d) => {
    newThing(d).properties.length = { type: ['string', 'number'] };
  },
  'null as a type instead of an alternative': (d) =>
    Object.assign(thing(d).properties, { owner: { type: ['string', 'null'] } }),
  'a schema by another name': (d) => {
    d.components.schemas.Other = thing(d);
    list(d).responses[200].content['application/json'].schema.$ref = '#/components/schemas/Other';
  },
};

for (const [name, change] of Object.entries(BREAKING)) {
  test(`breaks: ${name}`, () => {
    const after = base();
    change(after);
    assert.equal(breakingChanges(base(), after).length, 1, String(breakingChanges(base(), after)));
  });
}

test('breaks: a path is removed', () => {
  const gone = ['GET /things is gone', 'POST /things is gone'];
  assert.deepEqual(breakingChanges(base(), { ...base(), paths: {} }), gone);
});

for (const [name, change] of Object.entries(FINE)) {
  test(`is compatible: ${name}`, () => {
    const after = base();
    change(after);
    assert.deepEqual(breakingChanges(base(), after), []);
  });
}
