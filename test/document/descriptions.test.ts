import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { LANGUAGES, MESSAGES } from '../../src/i18n/messages';
import { buildDocument } from '../../src/openapi/document';

const info = { title: 'test', version: '0' };
const [korean, english] = LANGUAGES.map((language) =>
  JSON.parse(JSON.stringify(buildDocument(operations, info, language))),
);

interface Named {
  name: string;
  text: string;
}

/** Every field, parameter and operation with its description. */
function named(node: unknown): Named[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties, ...own } = node as Record<string, unknown>;
  const { name, summary, description } = own as Record<string, string | undefined>;
  const fields = Object.entries((properties ?? {}) as Record<string, { description?: string }>);
  return [
    ...fields.flatMap(([field, { description: text }]) => (text ? [{ name: field, text }] : [])),
    ...('in' in own && name && description ? [{ name, text: description }] : []),
    ...(summary && description ? [{ name: summary, text: description }] : []),
    ...Object.entries(node).flatMap(([key, child]) =>
      /^examples?$/.test(key) ? [] : named(child),
    ),
  ];
}

const FILLERS =
  'a an the of this that its it is are was be on at by for to and or as whether when'.split(' ');

/** The words of a text by their stems; where an id is used counts as a word. */
const stems = (text: string) =>
  text
    .replace(/`\/[^`]*`/g, 'path')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('_', ' ')
    .match(/[a-z0-9]+/g)
    ?.map((word) => word.replace(/(ed|es|s|d)$/, '')) ?? [];

const repeatsItsName = ({ name, text }: Named) => {
  const known = new Set([...stems(name), ...FILLERS.flatMap(stems)]);
  return stems(text).every((word) => known.has(word));
};

describe('a description', () => {
  const all = named(english);

  it('says more than the name of its field, parameter or operation', () => {
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(repeatsItsName)).toEqual([]);
  });

  it('is found by the test when it repeats the name', () => {
    expect(repeatsItsName({ name: 'created_at', text: 'When it was created.' })).toBe(true);
    expect(repeatsItsName({ name: 'model_id', text: 'The id of the model.' })).toBe(true);
    expect(repeatsItsName({ name: 'created_at', text: 'Time of creation, in UTC.' })).toBe(false);
  });
});

/** Sentences that end in another style than 합니다체: -다, -요 (except -세요) and -함. */
const OTHER_STYLE = /(?<!니)다\.|(?<!세)요\.|[함됨]\./;

describe('Korean', () => {
  it('is polite and formal in every description and message', () => {
    const texts = [
      ...named(korean).map(({ text }) => text),
      ...Object.values(MESSAGES).map(([ko]) => `${ko}.`),
    ];
    expect(texts.length).toBeGreaterThan(600);
    expect(texts.filter((text) => OTHER_STYLE.test(text))).toEqual([]);
  });

  it.each(['모두 본다.', '다시 보내요.', '되돌릴 수 없음. 모두 삭제됨.'])('is not: %s', (text) => {
    expect(OTHER_STYLE.test(text)).toBe(true);
  });
});
