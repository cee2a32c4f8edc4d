import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { LANGUAGES } from '../../src/i18n/messages';
import { buildDocument } from '../../src/openapi/document';
import { call } from '../helpers/api';
import { type document, schemaProblems } from '../helpers/document';
import { withoutReferences } from '../helpers/references';

const HANGUL = /[가-힣]/;
const LOGIN = '/api/v1/auth/login';
const WRONG = { username: 'nobody', password: 'Wrong-Pass1!' };
const info = { title: 'test', version: '0' };

/** Returns the texts for readers by their path. Examples are data. */
function wordsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]): [string, string][] => {
    if (key === 'example' || key === 'examples') return [];
    const isText = key === 'description' || key === 'summary';
    if (isText && typeof child === 'string') return [[`${path}/${key}`, child]];
    return wordsOf(child, `${path}/${key}`);
  });
}

const [korean, english] = LANGUAGES.map((language) =>
  withoutReferences(JSON.parse(JSON.stringify(buildDocument(operations, info, language)))),
);

/** A media type's examples with their schema. */
interface Documented {
  where: string;
  schema: object;
  values: unknown[];
}

function examplesOf(node: unknown, where = ''): Documented[] {
  if (typeof node !== 'object' || node === null) return [];
  const { schema, example, examples } = node as {
    schema?: object;
    example?: unknown;
    examples?: Record<string, { value: unknown }>;
  };
  const named = Array.isArray(examples) ? [] : Object.values(examples ?? {});
  const values = [example, ...named.map(({ value }) => value)].filter((one) => one !== undefined);
  const own = schema && values.length > 0 ? [{ where, schema, values }] : [];
  const inner = Object.entries(node).flatMap(([key, child]) =>
    examplesOf(child, `${where}/${key}`),
  );
  return [...own, ...inner];
}

describe('texts in the document', () => {
  // Names and codes are the same in every language.
  const NAMES = /WWW-Authenticate/;

  it('are all Korean in the Korean one and English in the English one', () => {
    const chapters = (spoken: typeof korean) =>
      spoken.tags.map(({ name }: { name: string }) => ['chapter', name]);
    const ko = [...wordsOf(korean), ...chapters(korean)];
    const en = [...wordsOf(english), ...chapters(english)];
    expect(ko.map(([where]) => where)).toEqual(en.map(([where]) => where));
    expect(ko.length).toBeGreaterThan(500);
    const foreign = (words: typeof ko, isRight: (text: string) => boolean) =>
      words.filter(([where, text]) => !NAMES.test(where) && !isRight(text));
    expect(foreign(ko, (text) => HANGUL.test(text))).toEqual([]);
    expect(foreign(en, (text) => !HANGUL.test(text))).toEqual([]);
  });

  it('describe every operation, parameter and section', () => {
    for (const [path, methods] of Object.entries(english.paths as typeof document.paths)) {
      for (const operation of Object.values(methods)) {
        const { description, parameters = [] } = operation as typeof operation & {
          description?: string;
        };
        expect(description, path).toBeTruthy();
        const mute = parameters.filter((one) => !('description' in one)).map(({ name }) => name);
        expect(mute, path).toEqual([]);
      }
    }
  });

  it('describe every field of every body and response', () => {
    expect(muteFields(english, '')).toEqual([]);
  });
});

/** Returns fields of objects, anywhere, without a description. A $ref is described at its target. */
function muteFields(node: unknown, where: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties } = node as { properties?: Record<string, object> };
  const mute = Object.entries(properties ?? {}).filter(
    ([, field]) => !('description' in field) && !('$ref' in field),
  );
  const inner = Object.entries(node).flatMap(([key, child]) =>
    key === 'example' || key === 'examples' ? [] : muteFields(child, `${where}/${key}`),
  );
  return [...mute.map(([name]) => `${where}/${name}`), ...inner];
}

describe('the examples of the document', () => {
  const all = examplesOf(english.paths);

  it('match their schemas', () => {
    expect(all.length).toBeGreaterThan(300);
    for (const { where, schema, values } of all) {
      for (const value of values) expect(schemaProblems(schema, value), where).toEqual([]);
    }
  });

  it('accompany every JSON body and response', () => {
    const bare: string[] = [];
    for (const methods of Object.values(english.paths as typeof document.paths)) {
      for (const { operationId, requestBody, responses } of Object.values(methods)) {
        const medias = [requestBody, ...Object.values(responses)].map(
          (one) => one?.content?.['application/json'],
        );
        if (medias.some((media) => media && !('example' in media))) bare.push(operationId);
      }
    }
    expect(bare).toEqual(['getOpenApi']);
  });

  it.each(LANGUAGES)('of failures match the API’s (%s)', async (language) => {
    const { paths } = language === 'ko' ? korean : english;
    const documented = (path: string, method: string, status: number, code: string) =>
      paths[path][method].responses[status].content['application/problem+json'].examples[code]
        .value;
    const headers = { 'Accept-Language': language };
    const cases = [
      ['get', '/api/v1/models', '?color=red', 422, 'ValidationException', undefined],
      ['post', LOGIN, '', 422, 'ValidationException', { ...WRONG, color: 'red' }],
      ['get', '/health', '?color=red', 422, 'ValidationException', undefined],
      ['post', LOGIN, '', 401, 'AuthenticationException', WRONG],
    ] as const;
    for (const [method, path, search, status, code, body] of cases) {
      const answer = await call(method.toUpperCase(), path + search, { headers, body });
      const { timestamp, request_id, instance, ...example } = documented(
        path,
        method,
        status,
        code,
      );
      expect(answer.body).toMatchObject(example);
      expect([timestamp, request_id, instance].every(Boolean)).toBe(true);
    }
  });
});

describe.each(['/docs', '/redoc'])('the page %s', (path) => {
  it.each(LANGUAGES)('is in %s, and links to the others', async (language) => {
    const { text } = await call('GET', `${path}?lang=${language}`);
    expect(text).toContain(`<html lang="${language}">`);
    for (const page of ['/docs', '/redoc', '/openapi.json']) {
      expect(text).toContain(`href="${page}?lang=${language}"`);
    }
    for (const one of LANGUAGES) expect(text).toContain(`href="${path}?lang=${one}"`);
  });
});
