import { describe, expect, it } from 'vitest';
import { del, get, put } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';

const path = (modelId: string) => `/api/v1/models/${modelId}`;

/** Creates an admin with a model and returns actions on it. */
async function newCatalogueEntry(overrides: Record<string, unknown> = {}) {
  const admin = await newPerson('admin');
  const model = await newModel(admin, overrides);
  const url = path(model.model_id);
  const { token } = admin;
  return {
    model,
    token,
    read: () => get(url, { token }),
    change: (body: unknown, headers = {}) => put(url, body, { token, headers }),
    remove: (headers = {}) => del(url, { token, headers }),
    etag: async () => (await get(url, { token })).headers.get('ETag') ?? '',
  };
}

const FULL = {
  stage_name: '하늘',
  gender: 'female',
  boards: ['women'],
  height_cm: 176,
  bust_cm: 82,
  waist_cm: 60,
  hips_cm: 88,
  inseam_cm: 84,
  shoe_mm: 245,
  hair_color: 'black',
  eye_color: 'brown',
  nationality: 'KR',
  languages: ['ko'],
  based_in: '서울',
  instagram: '@haneul',
  birth_date: '1999-03-02',
  notes_internal: '메모',
  mother_agency: 'Mother Agency',
  commission_pct: 20,
};
const { boards, languages, ...SCALARS } = FULL;

describe('changing a model', () => {
  it.each(
    Object.entries({
      ...FULL,
      name: '새 이름',
      description: '새로운 소개 문구는 열 글자가 넘습니다.',
      price_per_hour: 200_000,
      is_available: false,
    }),
  )('changes %s and nothing else', async (field, value) => {
    const { model, change, read } = await newCatalogueEntry();
    const changed = await change({ [field]: value });
    expect(changed.status).toBe(200);
    const { updated_at } = changed.body;
    expect(changed.body).toEqual({ ...model, [field]: value, updated_at });
    expect(updated_at >= model.updated_at).toBe(true);
    expect((await read()).body).toEqual(changed.body);
  });

  it.each(Object.keys(SCALARS))('null clears %s and nothing else', async (field) => {
    const { model, change, read } = await newCatalogueEntry(FULL);
    const { status, body } = await change({ [field]: null });
    expect(status).toBe(200);
    expect(body).toEqual({ ...model, [field]: null, updated_at: body.updated_at });
    expect((await read()).body).toEqual(body);
  });

  it.each(Object.entries({ boards, languages }))('an empty list clears %s', async (field) => {
    const { change, read } = await newCatalogueEntry(FULL);
    expect((await change({ [field]: [] })).body[field]).toEqual([]);
    expect((await read()).body[field]).toEqual([]);
  });

  it.each(['name', 'description', 'price_per_hour', 'is_available'])(
    '%s cannot be cleared: null counts as not sent',
    async (field) => {
      const { model, change, read } = await newCatalogueEntry();
      expect((await change({ [field]: null })).status).toBe(200);
      const { updated_at } = (await read()).body;
      expect((await read()).body).toEqual({ ...model, updated_at });
    },
  );

  it('rejects an unknown field and changes nothing', async () => {
    const { model, change, read } = await newCatalogueEntry();
    const refused = await change({ name: '새 이름', is_availble: false });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ field: 'is_availble' }] });
    expect((await read()).body).toEqual(model);
  });

  it('of an unknown model returns 404, also with If-Match', async () => {
    const { token } = await newPerson('admin');
    for (const headers of [{}, { 'If-Match': '"1"' }]) {
      const { body } = await put(path('nothing'), { price_per_hour: 20_000 }, { token, headers });
      expect(body).toMatchObject({ status: 404, error_code: 'ModelNotFoundException' });
    }
  });
});

describe('If-Match', () => {
  it('accepts a change of the current version, but not a second one', async () => {
    const { change, etag, read } = await newCatalogueEntry();
    const seen = { 'If-Match': await etag() };
    const first = await change({ price_per_hour: 200_000 }, seen);
    expect(first.status).toBe(200);
    expect(first.headers.get('ETag')).not.toBe(seen['If-Match']);
    expect(first.headers.get('ETag')).toBe(await etag());
    const second = await change({ price_per_hour: 300_000 }, seen);
    expect(second.body).toMatchObject({ status: 412, error_code: 'PreconditionFailedException' });
    expect((await read()).body.price_per_hour).toBe(200_000);
  });

  it('accepts the public ETag, "*" and a list', async () => {
    const { model, change, etag } = await newCatalogueEntry();
    const anonymous = (await get(path(model.model_id))).headers.get('ETag') ?? '';
    expect((await change({ height_cm: 170 }, { 'If-Match': anonymous })).status).toBe(200);
    expect((await change({ height_cm: 171 }, { 'If-Match': '*' })).status).toBe(200);
    const list = { 'If-Match': `"other", ${await etag()}` };
    expect((await change({ height_cm: 172 }, list)).status).toBe(200);
  });

  it('never matches a foreign ETag, but matches one weakened by a proxy', async () => {
    const { change, etag } = await newCatalogueEntry();
    for (const tag of ['"other"', 'garbage', '""', 'W/"other"']) {
      expect((await change({ height_cm: 170 }, { 'If-Match': tag })).status).toBe(412);
    }
    const weak = { 'If-Match': `W/${await etag()}` };
    expect((await change({ height_cm: 170 }, weak)).status).toBe(200);
  });

  it('prevents a stale reader from deleting, but not a current one', async () => {
    const { change, etag, remove, read } = await newCatalogueEntry();
    const stale = await etag();
    await change({ height_cm: 170 });
    const refused = await remove({ 'If-Match': stale });
    expect(refused.body).toMatchObject({ status: 412, error_code: 'PreconditionFailedException' });
    expect((await read()).status).toBe(200);
    expect((await remove({ 'If-Match': await etag() })).status).toBe(200);
  });

  it('lets exactly one of 20 concurrent changes of one version through', async () => {
    const { change, etag, read } = await newCatalogueEntry();
    const seen = { 'If-Match': await etag() };
    const prices = Array.from({ length: 20 }, (_, n) => 100_000 + n);
    const answers = await Promise.all(
      prices.map((price) => change({ price_per_hour: price }, seen)),
    );
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    const [winner] = answers.filter(({ status }) => status === 200);
    expect((await read()).body).toEqual(winner?.body);
  });
});
