import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, del, get, post, put } from '../helpers/api';
import { atTime, expireAt, startAt } from '../helpers/clock';
import {
  at,
  confirm,
  findings,
  move,
  newBooking,
  newModel,
  newOption,
  newPerson,
} from '../helpers/data';

const path = (modelId: string) => `/api/v1/models/${modelId}`;

/** An admin with a model, and what the admin can do to it. */
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
  )('changes %s and leaves the rest', async (field, value) => {
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

  it('refuses a field it does not know and changes nothing', async () => {
    const { model, change, read } = await newCatalogueEntry();
    const refused = await change({ name: '새 이름', is_availble: false });
    expect(refused.body).toMatchObject({ status: 422, errors: [{ field: 'is_availble' }] });
    expect((await read()).body).toEqual(model);
  });

  it('of an unknown model is a 404, also with If-Match', async () => {
    const { token } = await newPerson('admin');
    for (const headers of [{}, { 'If-Match': '"1"' }]) {
      const { body } = await put(path('nothing'), { price_per_hour: 20_000 }, { token, headers });
      expect(body).toMatchObject({ status: 404, error_code: 'ModelNotFoundException' });
    }
  });
});

describe('If-Match', () => {
  it('lets a change of the version one has seen through, and a second one not', async () => {
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

  it('takes the tag that everybody gets, "*" and a list', async () => {
    const { model, change, etag } = await newCatalogueEntry();
    const anonymous = (await get(path(model.model_id))).headers.get('ETag') ?? '';
    expect((await change({ height_cm: 170 }, { 'If-Match': anonymous })).status).toBe(200);
    expect((await change({ height_cm: 171 }, { 'If-Match': '*' })).status).toBe(200);
    const list = { 'If-Match': `"other", ${await etag()}` };
    expect((await change({ height_cm: 172 }, list)).status).toBe(200);
  });

  it('never matches a foreign tag; a proxy may have weakened ours', async () => {
    const { change, etag } = await newCatalogueEntry();
    for (const tag of ['"other"', 'garbage', '""', 'W/"other"']) {
      expect((await change({ height_cm: 170 }, { 'If-Match': tag })).status).toBe(412);
    }
    const weak = { 'If-Match': `W/${await etag()}` };
    expect((await change({ height_cm: 170 }, weak)).status).toBe(200);
  });

  it('keeps a stale reader from deleting, and a fresh one not', async () => {
    const { change, etag, remove, read } = await newCatalogueEntry();
    const stale = await etag();
    await change({ height_cm: 170 });
    const refused = await remove({ 'If-Match': stale });
    expect(refused.body).toMatchObject({ status: 412, error_code: 'PreconditionFailedException' });
    expect((await read()).status).toBe(200);
    expect((await remove({ 'If-Match': await etag() })).status).toBe(200);
  });

  it('of 20 changes at once of one version lets exactly one through', async () => {
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

describe('deleting a model', () => {
  it.each([
    ['ko', '모델이 삭제되었습니다'],
    ['en', 'The model has been deleted'],
  ])('says so in the caller’s language: %s', async (language, message) => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const headers = { 'Accept-Language': language };
    const { status, body } = await del(path(model_id), { token: admin.token, headers });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, message, data: null });
  });

  it('leaves nothing that can be read, changed, deleted, booked or listed', async () => {
    const admin = await newPerson('admin');
    const { token } = admin;
    const { model_id, name } = await newModel(admin);
    await del(path(model_id), { token });
    const window = { start_time: at(0), end_time: at(2) };
    for (const gone of [
      await get(path(model_id)),
      await get(path(model_id), { token }),
      await put(path(model_id), { price_per_hour: 20_000 }, { token }),
      await del(path(model_id), { token }),
      await get(`${path(model_id)}/book-outs`, { token }),
      await post(`${path(model_id)}/book-outs`, window, { token }),
      await post('/api/v1/bookings', { model_id, ...window }, { token }),
    ]) {
      expect(gone.body).toMatchObject({ status: 404, error_code: 'ModelNotFoundException' });
    }
    const listed = await get(`/api/v1/models?q=${encodeURIComponent(name)}`, { token });
    expect(listed.body.total).toBe(0);
  });

  it('is refused while an option or a confirmed booking lies ahead, until it is cancelled', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id, name } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const remove = () => del(path(model_id), { token: admin.token });
    const inUse = { status: 409, error_code: 'ModelInUseException' };
    await post(`/api/v1/bookings/${booking_id}/option`, undefined, { token: admin.token });
    expect((await remove()).body).toMatchObject(inUse);
    await confirm(admin, booking_id);
    expect((await remove()).body).toMatchObject(inUse);
    expect((await get(path(model_id))).status).toBe(200);
    await del(`/api/v1/bookings/${booking_id}`, { token: client.token });
    expect((await remove()).status).toBe(200);
    const booking = await get(`/api/v1/bookings/${booking_id}`, { token: client.token });
    expect(booking.body).toMatchObject({ model_id, model_name: name, status: 'cancelled' });
  });

  it('is refused until a confirmed booking under way has ended', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(admin, model_id, 0, 2);
    await confirm(admin, booking_id);
    const end = Date.now();
    await startAt(booking_id, end - 2 * 3_600_000);
    const remove = () => del(path(model_id), { token: admin.token });
    expect((await atTime(end - 1, remove)).body.error_code).toBe('ModelInUseException');
    expect((await atTime(end, remove)).status).toBe(200);
  });

  it('declines the requests that lie ahead, each with its event, and leaves lapsed ones to expire', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const [lapsed, dead, open, declined] = [
      await newBooking(client, model_id, 0, 2),
      await newOption(admin, model_id, 10, 12, client),
      await newBooking(await newPerson(), model_id, 20, 22),
      await newBooking(client, model_id, 30, 32),
    ];
    await move(admin, declined.booking_id, 'decline');
    const now = Date.now();
    await startAt(lapsed.booking_id, now);
    await startAt(open.booking_id, now + 1);
    await expireAt(dead.booking_id, now);
    const { token } = admin;
    expect((await atTime(now - 1, () => del(path(model_id), { token }))).status).toBe(409);
    expect((await atTime(now, () => del(path(model_id), { token }))).status).toBe(200);
    const read = async ({ booking_id }: { booking_id: string }) =>
      (await atTime(now, () => get(`/api/v1/bookings/${booking_id}`, { token }))).body;
    const states = [];
    for (const one of [lapsed, dead, open, declined]) states.push((await read(one)).status);
    expect(states).toEqual(['expired', 'expired', 'declined', 'declined']);
    expect((await read(open)).updated_at).toBe(new Date(now).toISOString());
    const history = await get(`/api/v1/bookings/${open.booking_id}/events`, { token });
    expect(history.body.items.at(-1)).toMatchObject({
      event: 'declined',
      from: 'requested',
      actor_id: admin.id,
      at: new Date(now).toISOString(),
    });
    const { results } = await bindings.DB.prepare('SELECT status FROM bookings WHERE id = ?')
      .bind(lapsed.booking_id)
      .all();
    expect(results).toEqual([{ status: 'requested' }]);
    await runMaintenance(bindings, now);
    expect(await findings()).toEqual([]);
  });
});
