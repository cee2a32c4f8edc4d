import { describe, expect, it } from 'vitest';
import type { ZodObject, ZodType } from 'zod';
import { operations } from '../../src/app';
import { validate } from '../../src/http/input/validate';
import { messageOf } from '../../src/http/input/zod-issues';
import { LANGUAGES, MESSAGES, type MessageKey, translate } from '../../src/i18n/messages';

/** What no user should have to read: types, patterns, field names and codes, and zod's own messages. */
const FOREIGN = [
  /\b(string|boolean|array|object|int(eger)?|null|undefined|nan|bigint|enum|union|record|tuple)\b/i,
  /\b(regex|pattern|expected|received|unrecognized|invalid (input|option|key|type))\b/i,
  /정규식|문자열|패턴|배열|객체|타입|인식할 수 없는|잘못된 입력/,
  /\/\^|\\d|\[a-z|\(\?|\$\//,
  /[a-z]+_[a-z]+/,
  /^[a-z]+\.[a-z_]+$/,
  /\{\w+\}/,
];
const HANGUL = /[가-힣]/;

/** Returns the faults of a text in a language. */
const faultsOf = (text: string, isKorean: boolean) => [
  ...FOREIGN.filter((pattern) => pattern.test(text)).map(String),
  ...(HANGUL.test(text) === isKorean ? [] : ['language']),
  ...(isKorean && /[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}/.test(text) ? ['English'] : []),
  ...(/[^.]\.$|^\s|\s$| {2}/.test(text) ? ['spelling'] : []),
];

const PARAMS = {
  id: '17',
  min: 2,
  max: 3,
  limit: '64 KiB',
  name: 'color',
  first: MESSAGES['field.required'][0],
  others: 2,
  price: 600_000,
  reason: 'SECRET',
  from: { key: 'status.confirmed' },
  to: { key: 'status.declined' },
} as const;

describe('every message', () => {
  it.each(Object.keys(MESSAGES) as MessageKey[])('%s is a readable sentence', (key) => {
    const english = { ...PARAMS, first: MESSAGES['field.required'][1] };
    const texts = [translate(key, 'ko', PARAMS), translate(key, 'en', english)];
    expect(texts.map((text, n) => faultsOf(text, n === 0))).toEqual([[], []]);
  });

  it('is reported by the test if it is missing', () => {
    const zods = [
      ['string이 너무 작습니다: 2문자 이상이어야 합니다', true],
      ['잘못된 형식입니다: 정규식 /^a$/ 패턴과 일치해야 합니다', true],
      ['Invalid input: expected string, received number', false],
      ['confirmed 상태에서는 no_show(으)로 변경할 수 없습니다', true],
      ['free_from and free_to go together', false],
      ['user.deleted', false],
      ['Too small', true],
    ] as const;
    for (const [text, isKorean] of zods) expect(faultsOf(text, isKorean), text).not.toEqual([]);
  });
});

/** Values of which each field accepts a few at most. */
const VALUES: unknown[] = [
  undefined,
  null,
  5,
  -1,
  1.5,
  1e300,
  true,
  '',
  'x',
  'x'.repeat(5000),
  '\u200b\u200b\u200b',
  'a\u0000b',
  'h\u0430neul',
  '9'.repeat(20),
  '2026-02-30',
  '2026-12-01T09:00:00',
  '1850-01-01',
  [],
  ['x', 'x'],
  Array(200).fill('x'),
  [{}],
  {},
];

const schemas = operations.flatMap(({ id, query, body, form }) =>
  Object.entries({ query, body, form }).flatMap(([part, schema]) =>
    schema ? [[`${part} of ${id}`, schema as ZodType] as const] : [],
  ),
);

/** Returns a schema's field names, through its transforms. */
const fieldsOf = (schema: ZodType): string[] =>
  Object.keys((schema as ZodObject).shape ?? (schema.def as { in?: ZodObject }).in?.shape ?? {});

describe('every schema', () => {
  it('is visited', () => expect(schemas.length).toBeGreaterThan(30));

  it.each(schemas)('reports errors readably in %s', (_, schema) => {
    const bodies = VALUES.flatMap((value) => [
      value,
      ...fieldsOf(schema).map((field) => ({ [field]: value, color: 1 })),
      ...fieldsOf(schema).map((field) => ({ [field]: [{ [field]: value }] })),
    ]);
    const errors = bodies.flatMap((body) => validate(schema, body).errors);
    expect(errors.length).toBeGreaterThan(VALUES.length);
    for (const { field, code, message, params } of errors) {
      expect(Object.hasOwn(MESSAGES, message), `${field} ${code}: ${message}`).toBe(true);
      const texts = LANGUAGES.map((language) => translate(message, language, params));
      const faults = texts.map((text, n) => faultsOf(text.replace(/: \w+$/, ''), n === 0));
      expect(faults, `${field} ${code}: ${texts}`).toEqual([[], []]);
    }
  });
});

describe('every issue code', () => {
  const TYPES = ['string', 'number', 'int', 'boolean', 'array', 'object', 'date', 'never', 'set'];
  const FORMATS = ['email', 'url', 'date', 'datetime', 'regex', 'uuid', 'starts_with', 'cidrv6'];
  const ORIGINS = ['string', 'number', 'int', 'array', 'set', 'file', 'bigint', 'date'];
  const raw = [
    ...TYPES.flatMap((expected) => [
      { code: 'invalid_type', expected, input: undefined },
      { code: 'invalid_type', expected, input: 5 },
    ]),
    ...FORMATS.map((format) => ({ code: 'invalid_format', format, input: 'x' })),
    ...ORIGINS.flatMap((origin) => [
      { code: 'too_small', origin, minimum: 1, input: 0 },
      { code: 'too_small', origin, minimum: 2, input: 0 },
      { code: 'too_big', origin, maximum: 2, input: 9 },
    ]),
    { code: 'not_multiple_of', divisor: 2, input: 3 },
    { code: 'unrecognized_keys', keys: ['x'], input: {} },
    { code: 'invalid_union', errors: [], input: 5 },
    { code: 'invalid_key', origin: 'record', issues: [], input: {} },
    { code: 'invalid_element', origin: 'set', key: 1, issues: [], input: {} },
    { code: 'invalid_value', values: ['a'], input: 'b' },
    { code: 'custom', input: 1 },
    { code: 'one_that_will_come', input: 1 },
  ];

  it.each(raw)('has our own message: %j', (issue) => {
    const key = messageOf(issue as Parameters<typeof messageOf>[0]);
    expect(Object.hasOwn(MESSAGES, key)).toBe(true);
  });
});
