import { describe, expect, it } from 'vitest';
import { del, get, post, put } from '../helpers/api';
import { modelBody, newModel, newPerson } from '../helpers/data';

const PUBLIC_PROFILE = {
  stage_name: '하늘',
  gender: 'female',
  boards: ['women', 'commercial'],
  height_cm: 176,
  bust_cm: 82,
  waist_cm: 60,
  hips_cm: 88,
  inseam_cm: 84,
  shoe_mm: 245,
  hair_color: '흑갈색',
  eye_color: 'brown',
  nationality: 'KR',
  languages: ['ko', 'en'],
  based_in: '서울',
  instagram: '@haneul',
};
const PRIVATE = {
  birth_date: '1999-03-02',
  notes_internal: '연락은 매니저에게',
  mother_agency: 'Mother Agency',
  commission_pct: 20,
};
const PRIVATE_FIELDS = Object.keys(PRIVATE);

const path = (modelId: string) => `/api/v1/models/${modelId}`;
const fieldsOf = (body: { errors: { field: string }[] }) => body.errors.map(({ field }) => field);

describe('creating a model', () => {
  it('returns every field flat, with Location and ETag', async () => {
    const { token } = await newPerson('admin');
    const body = modelBody({ is_available: false, ...PUBLIC_PROFILE, ...PRIVATE });
    const created = await post('/api/v1/models', body, { token });
    expect(created.status).toBe(200);
    expect(created.body).toMatchObject(body);
    expect(created.body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(created.body.updated_at).toBe(created.body.created_at);
    expect(created.headers.get('Location')).toBe(path(created.body.model_id));
    const read = await get(path(created.body.model_id), { token });
    expect(read.body).toEqual(created.body);
    expect(read.headers.get('ETag')).toBe(created.headers.get('ETag'));
  });

  it('needs only three fields; a model is available by default', async () => {
    const { body } = await post('/api/v1/models/', modelBody(), {
      token: (await newPerson('admin')).token,
    });
    expect(body).toMatchObject({ is_available: true, boards: [], languages: [] });
    const { stage_name, gender, height_cm, instagram, notes_internal } = body;
    expect([stage_name, gender, height_cm, instagram, notes_internal]).toEqual(Array(5).fill(null));
  });

  it.each([
    ['a name of one character', { name: '김' }, 'name'],
    ['a name of one character outside the BMP', { name: '🌸' }, 'name'],
    ['a name of 101 characters', { name: '김'.repeat(101) }, 'name'],
    ['a name of blanks', { name: '     ' }, 'name'],
    ['a name of two lines', { name: '김\n하늘' }, 'name'],
    ['no name', { name: undefined }, 'name'],
    ['a name that is null', { name: null }, 'name'],
    ['a description of 9 characters', { description: '가'.repeat(9) }, 'description'],
    ['a description of 501 characters', { description: '가'.repeat(501) }, 'description'],
    ['a control character', { description: `${'가'.repeat(10)}\u0000` }, 'description'],
    ['a price as text', { price_per_hour: '150000' }, 'price_per_hour'],
    ['a price with a fraction', { price_per_hour: 150_000.5 }, 'price_per_hour'],
    ['a flag as text', { is_available: 'true' }, 'is_available'],
    ['an unknown gender', { gender: 'other' }, 'gender'],
    ['an unknown board', { boards: ['women', 'runway'] }, 'boards.1'],
    ['a board twice', { boards: ['women', 'women'] }, 'boards'],
    ['a height as text', { height_cm: '176' }, 'height_cm'],
    ['a negative shoe size', { shoe_mm: -1 }, 'shoe_mm'],
    ['a day that does not exist', { birth_date: '2001-02-30' }, 'birth_date'],
    ['a commission over 100', { commission_pct: 101 }, 'commission_pct'],
    ['an unknown field', { price_per_hours: 150_000 }, 'price_per_hours'],
    ['a field of the server', { model_id: 'mine' }, 'model_id'],
  ])('rejects %s', async (_, overrides, field) => {
    const { token } = await newPerson('admin');
    const { status, body } = await post('/api/v1/models', modelBody(overrides), { token });
    expect(status).toBe(422);
    expect(body.error_code).toBe('ValidationException');
    expect(fieldsOf(body)).toEqual([field]);
  });

  it.each([
    ['names of 2 characters', { name: '김별' }],
    ['names of 100 characters', { name: '김'.repeat(100) }],
    ['names of 100 characters outside the BMP', { name: '🌸'.repeat(100) }],
    ['descriptions of 10 characters', { description: '가'.repeat(10) }],
    ['descriptions of 500 characters', { description: '가'.repeat(500) }],
    ['the lowest price', { price_per_hour: 10_000 }],
  ])('accepts %s', async (_, overrides) => {
    const { token } = await newPerson('admin');
    const { status, body } = await post('/api/v1/models', modelBody(overrides), { token });
    expect(status).toBe(200);
    expect(body).toMatchObject(overrides);
  });

  it.each([
    ['ko', '최소 가격은 10,000원입니다'],
    ['en', 'The minimum price is 10,000 won'],
  ])('reports the lowest price in the caller’s language: %s', async (language, message) => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const options = { token: admin.token, headers: { 'Accept-Language': language } };
    for (const refused of [
      await post('/api/v1/models', modelBody({ price_per_hour: 9_999 }), options),
      await put(path(model_id), { price_per_hour: 0 }, options),
    ]) {
      expect(refused.status).toBe(422);
      expect(refused.headers.get('Content-Language')).toBe(language);
      expect(refused.body).toMatchObject({
        error_code: 'ValidationException',
        error_message: message,
        errors: [{ field: 'price_per_hour', code: 'too_small', message }],
      });
    }
  });
});

describe('permissions', () => {
  it.each([
    ['create', (_: string, token?: string) => post('/api/v1/models', {}, { token })],
    ['change', (id: string, token?: string) => put(path(id), {}, { token })],
    ['delete', (id: string, token?: string) => del(path(id), { token })],
  ])(
    'allow only admins to %s, and others are refused before any other check',
    async (_, attempt) => {
      const [admin, client] = [await newPerson('admin'), await newPerson()];
      const { model_id } = await newModel(admin);
      const anonymous = await attempt(model_id);
      expect(anonymous.body).toMatchObject({ status: 401, error_code: 'AuthenticationException' });
      expect(anonymous.headers.get('WWW-Authenticate')).toBe('Bearer');
      const refused = await attempt(model_id, client.token);
      expect(refused.body).toMatchObject({ status: 403, error_code: 'PermissionDeniedException' });
      expect((await get(path(model_id))).status).toBe(200);
    },
  );

  it('show private fields to admins only', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin, { ...PUBLIC_PROFILE, ...PRIVATE });
    expect((await get(path(model_id), { token: admin.token })).body).toMatchObject(PRIVATE);
    for (const token of [undefined, client.token]) {
      const { body } = await get(path(model_id), { token });
      expect(body).toMatchObject(PUBLIC_PROFILE);
      expect(Object.keys(body).filter((key) => PRIVATE_FIELDS.includes(key))).toEqual([]);
    }
  });

  it('hide private fields from a demoted admin', async () => {
    const [admin, other] = [await newPerson('admin'), await newPerson('admin')];
    const { model_id } = await newModel(other, PRIVATE);
    await put(`/api/v1/users/${admin.id}`, { role: 'client' }, { token: other.token });
    expect((await get(path(model_id), { token: admin.token })).status).toBe(401);
  });
});

describe('reading a model', () => {
  it('returns 304 as long as nothing has changed', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const etag = (await get(path(model_id))).headers.get('ETag') ?? '';
    expect(etag).toMatch(/^"[^"]+"$/);
    const again = () => get(path(model_id), { headers: { 'If-None-Match': etag } });
    const unchanged = await again();
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
    expect(unchanged.headers.get('ETag')).toBe(etag);
    await put(path(model_id), { notes_internal: '메모' }, { token: admin.token });
    expect((await again()).status).toBe(200);
  });

  it('has a separate ETag for admins, who see more', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const etag = (await get(path(model_id))).headers.get('ETag') ?? '';
    const headers = { 'If-None-Match': etag };
    expect((await get(path(model_id), { token: admin.token, headers })).status).toBe(200);
  });

  it.each([
    ['ko', '모델을 찾을 수 없습니다: no-such-model'],
    ['en', 'Model not found: no-such-model'],
  ])('of an unknown one returns 404 in the caller’s language: %s', async (language, message) => {
    const { body, headers } = await get(path('no-such-model'), {
      headers: { 'Accept-Language': language },
    });
    expect(body).toMatchObject({ status: 404, error_code: 'ModelNotFoundException' });
    expect(body.error_message).toBe(message);
    expect(headers.get('Content-Language')).toBe(language);
  });
});
