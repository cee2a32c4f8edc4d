import { describe, expect, it } from 'vitest';
import { bindings, get, post, put } from '../helpers/api';
import { at, confirm, newBooking, newModel, newPerson, type Person, window } from '../helpers/data';

interface Item {
  model_id: string;
}
const idsOf = (body: { items: Item[] }) => body.items.map(({ model_id }) => model_id);

/** Creates models with a marker that separates them from other tests', and returns their list. */
async function newShelf(models: Record<string, unknown>[]) {
  const admin = await newPerson('admin');
  const marker = crypto.randomUUID();
  const ids: string[] = [];
  for (const fields of models) {
    ids.push((await newModel(admin, { description: `표시 ${marker}`, ...fields })).model_id);
  }
  const list = (query = '') => get(`/api/v1/models?q=${marker}&${query}`);
  const found = async (query: string) => {
    const { status, body } = await list(query);
    expect(status).toBe(200);
    expect(body.total).toBe(body.items.length);
    return idsOf(body)
      .map((id) => ids.indexOf(id))
      .sort();
  };
  return { admin, ids, marker, list, found };
}

describe('a filter', () => {
  it.each<[string, Record<string, unknown>[], Record<string, unknown>[]]>([
    ['board=men', [{ boards: ['men'] }, { boards: ['fit', 'men'] }], [{ boards: ['women'] }, {}]],
    ['gender=non_binary', [{ gender: 'non_binary' }], [{ gender: 'female' }, {}]],
    ['min_price=20000', [{ price_per_hour: 20_000 }], [{ price_per_hour: 19_999 }]],
    ['max_price=20000', [{ price_per_hour: 20_000 }], [{ price_per_hour: 20_001 }]],
    ['min_price=20000&max_price=20000', [{ price_per_hour: 20_000 }], [{ price_per_hour: 20_001 }]],
    ['min_height=175', [{ height_cm: 175 }, { height_cm: 190 }], [{ height_cm: 174 }, {}]],
    ['max_height=175', [{ height_cm: 175 }, { height_cm: 160 }], [{ height_cm: 176 }, {}]],
    ['min_height=170&max_height=175', [{ height_cm: 172 }], [{ height_cm: 169 }, {}]],
    ['is_available=true', [{}], [{ is_available: false }]],
    ['is_available=false', [{ is_available: false }], [{}]],
    [
      'board=men&gender=male&max_height=190&is_available=true',
      [{ boards: ['men'], gender: 'male', height_cm: 188 }],
      [
        { boards: ['men'], gender: 'male', height_cm: 191 },
        { boards: ['men'], gender: 'male', height_cm: 188, is_available: false },
        { boards: ['fit'], gender: 'male', height_cm: 188 },
      ],
    ],
  ])('%s returns matches only', async (query, matching, others) => {
    const { found } = await newShelf([...matching, ...others]);
    expect(await found(query)).toEqual([...matching.keys()]);
  });

  it('by board reflects a change of boards', async () => {
    const { admin, ids, found } = await newShelf([{ boards: ['men'] }]);
    await put(`/api/v1/models/${ids[0]}`, { boards: ['hands'] }, { token: admin.token });
    expect(await found('board=men')).toEqual([]);
    expect(await found('board=hands')).toEqual([0]);
  });
});

describe('free_from and free_to', () => {
  const free = (from: number, to: number) => `free_from=${at(from)}&free_to=${at(to)}`;
  const bookOut = (admin: Person, modelId: string | undefined, from: number, to: number) =>
    post(`/api/v1/models/${modelId}/book-outs`, window(from, to), { token: admin.token });

  it('omit models that are unavailable or busy for any part of the window', async () => {
    const { admin, ids, found } = await newShelf([{}, {}, {}, {}, {}, { is_available: false }]);
    const [, requested, confirmed, bookedOut, adjacent] = ids as string[];
    const book = async (modelId = '', from = 0, to = 0) =>
      confirm(admin, (await newBooking(admin, modelId, from, to)).booking_id);
    await newBooking(admin, requested ?? '', 4, 8);
    await book(confirmed, 7, 9);
    await bookOut(admin, bookedOut, 0, 5);
    await book(adjacent, 0, 4);
    await bookOut(admin, adjacent, 8, 10);
    expect(await found(free(4, 8))).toEqual([0, 1, 4]);
    expect(await found(free(5, 7))).toEqual([0, 1, 2, 3, 4]);
    expect(await found(free(0, 10))).toEqual([0, 1]);
  });

  it('accept an offset, with its plus escaped or not', async () => {
    const { admin, ids, found } = await newShelf([{}, {}]);
    await bookOut(admin, ids[1], 4, 8);
    const inSeoul = (hours: number) =>
      `${new Date(Date.parse(at(hours + 9))).toISOString().slice(0, -1)}+09:00`;
    for (const write of [encodeURIComponent, String]) {
      const query = `free_from=${write(inSeoul(7))}&free_to=${write(inSeoul(9))}`;
      expect(await found(query)).toEqual([0]);
    }
  });
});

describe('a sort', () => {
  const MODELS = [
    { name: '나래', price_per_hour: 30_000, height_cm: 180 },
    { name: '가람', price_per_hour: 20_000 },
    { name: '다솜', price_per_hour: 20_000, height_cm: 170 },
    { name: '나래', price_per_hour: 10_000 },
    { name: '가람', price_per_hour: 30_000, height_cm: 170 },
    { name: '마루', price_per_hour: 20_000, height_cm: 180 },
    { name: '라온', price_per_hour: 40_000 },
  ];
  const SORTS = ['created_at', 'price_per_hour', 'name', 'height_cm'].flatMap((key) => [
    { key, sort: key, step: 1 },
    { key, sort: `-${key}`, step: -1 },
  ]);

  /** Creates seven models with ties in every sort key, including created_at. */
  async function newTies() {
    const shelf = await newShelf(MODELS);
    const age = 'UPDATE models SET created_at = created_at - (seq % 3) * 1000 WHERE id = ?';
    const statement = bindings.DB.prepare(age);
    await bindings.DB.batch(shelf.ids.map((id) => statement.bind(id)));
    await bindings.DB.prepare(
      'UPDATE models SET created_at = (SELECT created_at FROM models WHERE id = ?) WHERE id IN (?, ?)',
    )
      .bind(shelf.ids[0], shelf.ids[3], shelf.ids[5])
      .run();
    return shelf;
  }

  const compare = (a: unknown, b: unknown) =>
    Number((a ?? 0) > (b ?? 0)) - Number((a ?? 0) < (b ?? 0));

  it.each(SORTS)('by $sort is in order, and stable', async ({ key, sort, step }) => {
    const { ids, list } = await newTies();
    const { body } = await list(`sort=${sort}`);
    const keys = body.items.map((item: Record<string, unknown>) => item[key]);
    const known = keys.filter((value: unknown) => value !== null);
    expect(known).toEqual(known.toSorted((a: unknown, b: unknown) => step * compare(a, b)));
    expect(idsOf(body).sort()).toEqual(ids.toSorted());
    expect((await list(`sort=${sort}`)).body).toEqual(body);
  });

  it.each(SORTS)('by $sort can be read with skip, every row once', async ({ sort }) => {
    const { list } = await newTies();
    const whole = (await list(`sort=${sort}`)).body;
    const pages = [];
    for (const skip of [0, 3, 6, 9]) {
      pages.push((await list(`sort=${sort}&limit=3&skip=${skip}`)).body);
    }
    expect(pages.flatMap(idsOf)).toEqual(idsOf(whole));
    expect(
      pages.map(({ total, skip, limit, has_next, has_prev }) => [
        total,
        skip,
        limit,
        has_next,
        has_prev,
      ]),
    ).toEqual([
      [7, 0, 3, true, false],
      [7, 3, 3, true, true],
      [7, 6, 3, false, true],
      [7, 9, 3, false, true],
    ]);
  });

  it.each(SORTS)('by $sort can be read with cursors, every row once', async ({ sort }) => {
    const { list } = await newTies();
    const whole = (await list(`sort=${sort}`)).body;
    const pages = [];
    for (let next = ''; next !== null; ) {
      const { status, body } = await list(`sort=${sort}&limit=2${next && `&cursor=${next}`}`);
      expect(status).toBe(200);
      pages.push(body);
      next = body.next_cursor;
    }
    expect(pages.flatMap(idsOf)).toEqual(idsOf(whole));
    expect(pages.map(({ has_next, has_prev }) => [has_next, has_prev])).toEqual([
      [true, false],
      [true, true],
      [true, true],
      [false, true],
    ]);
  });

  it('defaults to -created_at', async () => {
    const { list } = await newTies();
    expect((await list()).body).toEqual((await list('sort=-created_at')).body);
  });
});
