import { describe, expect, it } from 'vitest';
import { fold } from '../../src/lib/fold';
import { bindings, del, get, put } from '../helpers/api';
import { newModel, newPerson, type Person } from '../helpers/data';

const FILLER = '특별할 것이 하나도 없는 소개';

/** Returns a price that only this test's models have, so that its lists contain nothing else. */
const ownPrice = () => 1_000_000 + Math.floor(Math.random() * 90_000_000);

/** Creates models at one price, with a search that returns the indexes of the matches. */
async function newShelf(texts: Record<string, unknown>[]) {
  const admin = await newPerson('admin');
  const price_per_hour = ownPrice();
  const ids: string[] = [];
  for (const text of texts) {
    const fields = { name: '이름없음', description: FILLER, price_per_hour, ...text };
    ids.push((await newModel(admin, fields)).model_id);
  }
  const find = async (q: string) => {
    const query = new URLSearchParams({
      q,
      min_price: String(price_per_hour),
      max_price: String(price_per_hour),
      limit: '100',
    });
    const { status, body } = await get(`/api/v1/models?${query}`);
    expect(status).toBe(200);
    expect(body.total).toBe(body.items.length);
    return body.items.map((item: { model_id: string }) => ids.indexOf(item.model_id)).sort();
  };
  return { admin, ids, find };
}

const change = (admin: Person, id: string | undefined, body: object) =>
  put(`/api/v1/models/${id}`, body, { token: admin.token });

describe('q finds a substring', () => {
  it.each([
    ['one Korean character at the start', '뷁', '뷁나래'],
    ['one Korean character in the middle', '뷁', '김뷁래'],
    ['one Korean character at the end', '뷁', '김나뷁'],
    ['a whole name of two characters', '설현', '설현'],
    ['a first name of two characters', '설현', '김설현'],
    ['a family name of two characters', '남궁', '남궁설현'],
    ['three Korean characters', '김설현', '김설현'],
    ['four Korean characters', '궁설현이', '남궁설현이'],
    ['one Latin character', 'z', '김z'],
    ['two Latin characters', 'zq', '김zq현'],
    ['two words', 'Kim Seol', 'Anna Kim Seolhyun'],
    ['one character of the other case', 'Z', '김z'],
    ['two characters of the other case', 'zQ', 'Kim Zq'],
    ['many characters of the other case', 'SEOLHYUN', 'Kim Seolhyun'],
    ['two accented characters of the other case', 'él', 'ÉLODIE'],
    ['accented characters of the other case', 'élodie', 'ÉLODIE'],
    ['Greek whose lower case depends on its place', 'ΟΣ', 'ΝΙΚΟΣ'],
    ['the same in lower case', 'ος', 'ΝΙΚΟΣ'],
    ['one character whose lower case is two', 'İ', 'İpek'],
    ['an emoji', '🌸', '설🌸현'],
    ['two emoji', '🌸🌼', '설현🌸🌼'],
    ['a digit', '7', 'Agent 007'],
  ])('%s, in name, stage name and description', async (_, q, text) => {
    const { find } = await newShelf([
      {},
      { name: text },
      { stage_name: text },
      { description: `${FILLER}, 그리고 ${text}` },
      { description: `${text} ${FILLER}` },
    ]);
    expect(await find(q)).toEqual([1, 2, 3, 4]);
  });

  it.each(
    [
      ['"', "'", '%', '_', '*', '\\', '-', '^', ':', '(', ')', '+', '&', '#', '?', ';', '.'],
      ['""', "''", '%%', '**', '--', '"*', '$1', '?1', '{}', '\\n', 'OR', '=='],
      ['100%', '"a"', "O'N", 'a*b', 'AND', 'NOT', 'NEAR(', 'name:', '%_%', '***', '"""', '<b>'],
      ["'; DROP TABLE models; --", '" OR text : "x', '%25 & more', 'a + b', '../..'],
    ].flat(),
  )('treats %s literally', async (q) => {
    const { find } = await newShelf([{}, { stage_name: `가${q}나` }, { name: '가나 xyz' }]);
    expect(await find(q)).toEqual([1]);
  });

  it.each([
    ['Korean', '가나다라마바사아자차'],
    ['Latin', 'abcdefghij'],
  ])('of 100 characters, %s, to the last one', async (_, ten) => {
    const text = ten.repeat(10);
    const { find } = await newShelf([
      { description: `앞 ${text} 뒤` },
      { description: `앞 ${text.slice(0, 99)} 뒤` },
    ]);
    expect(await find(text)).toEqual([0]);
  });

  it('and ignores spaces around it', async () => {
    const { find } = await newShelf([{ name: '김설현' }, {}]);
    expect(await find('  설현 ')).toEqual([0]);
  });
});

describe('q with several words', () => {
  it('finds models with all of them, anywhere, in any order', async () => {
    const { find } = await newShelf([
      { name: '김설현', stage_name: 'Seol', description: '파리와 서울의 런웨이에 섰습니다' },
      { name: '김보라', description: '서울의 런웨이에 섰습니다만' },
    ]);
    expect(await find('런웨이 김')).toEqual([0, 1]);
    expect(await find('서울 seol 설현')).toEqual([0]);
    expect(await find('파리 김  SEOL')).toEqual([0]);
    expect(await find('김 런 웨 이 서 울')).toEqual([0, 1]);
    expect(await find('서울 도쿄')).toEqual([]);
  });

  it('accepts ten different words', async () => {
    const { find } = await newShelf([{ description: '일 이 삼 사 오 육 칠 팔 구 십 백' }]);
    expect(await find('일 이 삼 사 오 육 칠 팔 구 십')).toEqual([0]);
    expect(await find('일 일 일 일 일 일 일 일 일 일 일')).toEqual([0]);
    const q = encodeURIComponent('일 이 삼 사 오 육 칠 팔 구 십 백');
    for (const [language, text] of [
      ['ko', '검색어는 최대 10개의 단어까지 입력할 수 있습니다'],
      ['en', 'Search for at most 10 words'],
    ]) {
      const headers = { 'Accept-Language': language ?? '' };
      const { status, body } = await get(`/api/v1/models?q=${q}`, { headers });
      expect(status).toBe(422);
      expect(body.errors).toMatchObject([{ field: 'q', message: text }]);
    }
  });
});

describe('q ignores case and accents', () => {
  it.each([
    ['Élise', ['elise', 'Elise', 'ÉLISE', 'él', 'EL', 'e\u0301lise']],
    ['elise', ['Élise', 'ÈLISÈ']],
    ['Nguyễn Thị', ['nguyen', 'THI', 'ễn thị']],
    ['Øystein Łukasz', ['oystein', 'lukasz', 'ŁUKASZ']],
    ['Straße', ['STRASSE', 'straße', 'STRAẞE']],
    ['İpek Işıl', ['ipek', 'isil', 'IŞIL']],
    ['Ёлкина', ['елкина', 'ЁЛКИНА']],
    ['Νίκος', ['ΝΙΚΟΣ', 'νικος', 'νικοσ']],
    ['ＨＡＮＥＵＬ', ['haneul']],
    ['김하늘'.normalize('NFD'), ['김하늘', '하늘'.normalize('NFD')]],
  ])('%s', async (name, terms) => {
    const { find } = await newShelf([{ stage_name: name }, {}]);
    for (const q of terms) expect(await find(q), q).toEqual([0]);
  });

  it('also in rows that no request wrote', async () => {
    const { ids, find } = await newShelf([{}]);
    const rename = 'UPDATE models SET name = ?, stage_name = NULL WHERE id = ?';
    await bindings.DB.prepare(rename).bind('Zoë Brontë', ids[0]).run();
    expect(await find('zoe BRONTE')).toEqual([0]);
  });

  it('folds letters as the database does', async () => {
    const { results } = await bindings.DB.prepare('SELECT letter, plain FROM letter_folds').all<
      Record<'letter' | 'plain', string>
    >();
    const stored = new Map(results.map(({ letter, plain }) => [letter, plain]));
    for (let point = 0x80; point < 0x10_000; point++) {
      const letter = String.fromCharCode(point);
      if (!letter.isWellFormed()) continue;
      expect(fold(letter), `U+${point.toString(16)}`).toBe(stored.get(letter) ?? letter);
      expect(fold(fold(letter))).toBe(fold(letter));
    }
  });
});

describe('q finds nothing', () => {
  it('that spans two fields', async () => {
    const { find } = await newShelf([
      { name: 'abc', stage_name: 'def', description: 'ghi '.padEnd(12, '.') },
      { name: '가나', description: '다라'.padEnd(12, '.') },
    ]);
    for (const q of ['cd', 'cde', 'bcd', 'abcdef', 'fg', 'fgh', '나다', '가나다']) {
      expect(await find(q)).toEqual([]);
    }
    expect(await find('abc')).toEqual([0]);
    expect(await find('나')).toEqual([1]);
  });

  it('in private fields, whoever asks', async () => {
    const admin = await newPerson('admin');
    const marker = crypto.randomUUID();
    await newModel(admin, { notes_internal: marker, mother_agency: marker });
    for (const token of [undefined, admin.token]) {
      expect((await get(`/api/v1/models?q=${marker}`, { token })).body.total).toBe(0);
    }
  });

  it('in a model’s previous name', async () => {
    const { admin, ids, find } = await newShelf([{ name: '김설현', stage_name: 'Seol' }]);
    await change(admin, ids[0], { name: '박보라', stage_name: null });
    for (const q of ['설', '설현', '김설현', 'Seol']) expect(await find(q)).toEqual([]);
    for (const q of ['보', '보라', '박보라']) expect(await find(q)).toEqual([0]);
  });

  it('of a deleted model', async () => {
    const { admin, ids, find } = await newShelf([{ name: '김설현' }, { name: '박설현' }]);
    await del(`/api/v1/models/${ids[0]}`, { token: admin.token });
    for (const q of ['설', '설현']) expect(await find(q)).toEqual([1]);
  });
});

it.each([
  ['empty', ''],
  ['of blanks', '   '],
  ['of 101 characters', '가'.repeat(101)],
  ['with a control character', '가\u0000나'],
  ['with a line break', '가\n나'],
  ['of an accent alone', '\u0301'],
])('q %s is a 422', async (_, q) => {
  const { status, body } = await get(`/api/v1/models?${new URLSearchParams({ q })}`);
  expect(status).toBe(422);
  expect(body.errors[0].field).toBe('q');
});
