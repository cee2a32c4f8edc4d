import { describe, expect, it } from 'vitest';
import { del, get } from '../helpers/api';
import { newModel, newPerson } from '../helpers/data';

const url = (query: string) => `/api/v1/models?${query}`;

/** Creates five models with a common marker and returns their list. */
async function newShelf() {
  const admin = await newPerson('admin');
  const marker = crypto.randomUUID();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) {
    ids.push((await newModel(admin, { description: `표시 ${marker}` })).model_id);
  }
  return { admin, ids, list: (query = '') => get(url(`q=${marker}&${query}`)) };
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const idsOf = (body: { items: { model_id: string }[] }) =>
  body.items.map(({ model_id }) => model_id);

describe('a cursor', () => {
  it('is returned as long as there is more', async () => {
    const { list } = await newShelf();
    expect((await list('limit=4')).body.next_cursor).toEqual(expect.any(String));
    expect((await list('limit=5')).body.next_cursor).toBeNull();
  });

  it('that is empty is the first page', async () => {
    const { list } = await newShelf();
    const { body } = await list('limit=2&cursor=');
    expect(body).toEqual((await list('limit=2')).body);
    expect(body).toMatchObject({ total: 5, has_prev: false });
  });

  it('stays valid when its row is deleted and others are added', async () => {
    const { admin, ids, list } = await newShelf();
    const first = (await list('limit=2')).body;
    await del(`/api/v1/models/${idsOf(first)[1]}`, { token: admin.token });
    await newModel(admin);
    const rest = await list(`limit=10&cursor=${first.next_cursor}`);
    expect(idsOf(rest.body)).toEqual(ids.toReversed().slice(2));
  });

  it('is rejected with any one character changed, cut off, added or taken apart', async () => {
    const { list } = await newShelf();
    const cursor: string = (await list('limit=2')).body.next_cursor;
    const damaged = [...cursor].map(
      (character, at) =>
        cursor.slice(0, at) + BASE64[(BASE64.indexOf(character) + 1) % 64] + cursor.slice(at + 1),
    );
    const [payload = '', signature = ''] = cursor.split('.');
    damaged.push(cursor.slice(1), cursor.slice(0, -1), `${cursor}A`, `A${cursor}`);
    damaged.push(
      `${cursor}.A`,
      `${cursor}!`,
      `${cursor}=`,
      payload,
      `.${signature}`,
      `${payload}.`,
    );
    damaged.push('garbage', '.', '0', 'null', '가', 'e30.e30', 'WzEsMV0');
    const accepted = [];
    for (const text of damaged) {
      const { status, body } = await list(`limit=2&cursor=${encodeURIComponent(text)}`);
      accepted.push([text, status, body.errors?.[0].field]);
    }
    expect(accepted).toEqual(damaged.map((text) => [text, 422, 'cursor']));
  });

  it.each(['sort=name', 'board=men', 'is_available=true', 'min_price=0', 'q=다른'])(
    'is rejected with other filters: %s',
    async (other) => {
      await newShelf();
      const { next_cursor } = (await get(url('limit=1'))).body;
      const { body } = await get(url(`${other}&cursor=${next_cursor}`));
      expect(body).toMatchObject({ status: 422, errors: [{ field: 'cursor' }] });
    },
  );

  it('of another list is rejected', async () => {
    const { admin } = await newShelf();
    const { token } = admin;
    const users = (await get('/api/v1/users?limit=1', { token })).body;
    expect(users.next_cursor).toEqual(expect.any(String));
    expect((await get(url(`cursor=${users.next_cursor}`))).status).toBe(422);
  });

  it('signed with another secret is rejected', async () => {
    const { list } = await newShelf();
    const { next_cursor } = (await list('limit=2')).body;
    const env = { SECRET_KEY: 'another-secret-8b1d6e40f7a35c92-of-another-deployment' };
    const theirs = (await get(url('limit=2'), { env })).body.next_cursor;
    expect(theirs).not.toBe(next_cursor);
    expect((await get(url(`cursor=${theirs}`))).status).toBe(422);
  });

  it('works with another limit', async () => {
    const { ids, list } = await newShelf();
    const { next_cursor } = (await list('limit=1')).body;
    const { body } = await list(`limit=3&cursor=${next_cursor}`);
    expect(idsOf(body)).toEqual(ids.toReversed().slice(1, 4));
  });

  it('cannot be combined with skip', async () => {
    const { list } = await newShelf();
    const { next_cursor } = (await list('limit=1')).body;
    const { body } = await list(`skip=1&cursor=${next_cursor}`);
    expect(body).toMatchObject({ status: 422, error_code: 'ValidationException' });
    expect(body.errors).toMatchObject([{ field: 'cursor', code: 'cursor_with_skip' }]);
  });
});

describe('a page', () => {
  it('has 10 rows by default and at most 100', async () => {
    const { list } = await newShelf();
    expect((await list()).body).toMatchObject({ total: 5, skip: 0, limit: 10, has_next: false });
    expect((await list('limit=100')).body).toMatchObject({ limit: 100 });
    expect((await list('limit=1')).body.items).toHaveLength(1);
  });

  it('is the same with a trailing slash', async () => {
    const { ids } = await newShelf();
    const { status, body } = await get('/api/v1/models/?limit=100');
    expect(status).toBe(200);
    expect(idsOf(body)).toEqual(expect.arrayContaining(ids));
  });
});

describe('a query parameter', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['skip=-1', 'skip'],
    ['skip=abc', 'skip'],
    ['skip=99999999999999999999', 'skip'],
    ['cursor=x', 'cursor'],
    ['sort=price', 'sort'],
    ['sort=-', 'sort'],
    ['sort=name&sort=-name', 'sort'],
    ['board=runway', 'board'],
    ['gender=other', 'gender'],
    ['is_available=1', 'is_available'],
    ['is_available=TRUE', 'is_available'],
    ['min_price=abc', 'min_price'],
    ['min_price=-1', 'min_price'],
    ['min_price=20000&max_price=10000', 'max_price'],
    ['max_price=', 'max_price'],
    ['min_height=tall', 'min_height'],
    ['min_height=180&max_height=170', 'max_height'],
    ['free_from=2026-12-01T00:00:00Z', 'free_to'],
    ['free_to=2026-12-01T00:00:00Z', 'free_from'],
    ['free_from=2026-12-01T00:00:00Z&free_to=2026-12-01T00:00:00Z', 'free_to'],
    ['free_from=2026-12-02T00:00:00Z&free_to=2026-12-01T00:00:00Z', 'free_to'],
    ['free_from=2026-12-01&free_to=2026-12-15T00:00:01%2B09:00', 'free_to'],
    ['free_from=2026-12-01&free_to=2026-11-30', 'free_to'],
    ['page=2', 'page'],
    ['Limit=5', 'Limit'],
    ['notes_internal=x', 'notes_internal'],
  ])('%s returns 422 for %s', async (query, field) => {
    const { status, body } = await get(url(query));
    expect(status).toBe(422);
    expect(body.error_code).toBe('ValidationException');
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it('of a free window accepts days in Seoul, at most fourteen', async () => {
    const query = (from: string, to: string) => url(`free_from=${from}&free_to=${to}`);
    expect((await get(query('2026-12-01', '2026-12-15'))).status).toBe(200);
    expect((await get(query('2026-12-01', '2026-12-14T15:00:00Z'))).status).toBe(200);
    expect((await get(query('2026-12-01', '2026-12-14T15:00:00.001Z'))).status).toBe(422);
  });

  it.each([
    ['ko', '시간에는 UTC 오프셋이 필요합니다 (예: 2026-12-01T09:00:00+09:00) 외 1건'],
    ['en', 'A time needs a UTC offset, as in 2026-12-01T09:00:00+09:00 and 1 more'],
  ])('without its offset is rejected with a message: %s', async (language, message) => {
    const query = 'free_from=2026-12-01T00:00:00&free_to=2026-12-02T00:00:00';
    const { body } = await get(url(query), { headers: { 'Accept-Language': language } });
    expect(body).toMatchObject({ status: 422, error_message: message });
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([
      'free_from',
      'free_to',
    ]);
  });
});
