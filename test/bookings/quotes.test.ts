import { describe, expect, it } from 'vitest';
import { bindings, get, post } from '../helpers/api';
import { at, confirm, newBooking, newModel, newOption, newPerson, window } from '../helpers/data';
import { recording } from '../helpers/faults/statements';

async function stage(overrides: Record<string, unknown> = {}) {
  const [admin, client] = [await newPerson('admin'), await newPerson()];
  const model = await newModel(admin, { price_per_hour: 100_000, ...overrides });
  const quote = (from: number, to: number, env?: Record<string, unknown>) =>
    post(
      '/api/v1/bookings/quote',
      { model_id: model.model_id, ...window(from, to) },
      {
        token: client.token,
        ...(env && { env }),
      },
    );
  return { admin, client, model, quote };
}

const count = () =>
  bindings.DB.prepare(
    'SELECT (SELECT count(*) FROM bookings) + (SELECT count(*) FROM booking_events) AS n',
  ).first('n');

describe('a quote', () => {
  it('of a free window returns price and position, and writes nothing', async () => {
    const { admin, model, quote } = await stage();
    await newOption(admin, model.model_id, 0, 4);
    const before = await count();
    const { body } = await quote(2, 5);
    expect(body).toMatchObject({
      model_id: model.model_id,
      ...window(2, 5),
      price_per_hour: 100_000,
      total_price: 300_000,
      is_free: true,
      blocked_by: [],
      option_position: 2,
      nearest_free: [],
    });
    expect(await count()).toBe(before);
  });

  it('of a taken window names what blocks it and the nearest free windows of the same length', async () => {
    const { admin, client, model, quote } = await stage();
    for (const [from, to] of [
      [0, 4],
      [6, 10],
    ] as const) {
      await confirm(admin, (await newBooking(admin, model.model_id, from, to)).booking_id);
    }
    const { body } = await quote(1, 3);
    expect(body).toMatchObject({
      is_free: false,
      blocked_by: [window(0, 4)],
      option_position: null,
    });
    expect(body.nearest_free).toEqual([window(-23, -21), window(25, 27), window(-47, -45)]);
    const refused = await post(
      '/api/v1/bookings',
      { model_id: model.model_id, ...window(1, 3) },
      { token: client.token },
    );
    expect(refused.body).toMatchObject({
      status: 409,
      conflict: window(0, 4),
      nearest_free: body.nearest_free,
    });
    for (const free of body.nearest_free) {
      const request = { model_id: model.model_id, ...free };
      expect((await post('/api/v1/bookings', request, { token: client.token })).status).toBe(200);
    }
  });

  it('has no position if four options are live', async () => {
    const { admin, model, quote } = await stage();
    for (let n = 0; n < 4; n++) await newOption(admin, model.model_id, 0, 4);
    expect((await quote(3, 6)).body).toMatchObject({ is_free: true, option_position: null });
    expect((await quote(4, 6)).body).toMatchObject({ is_free: true, option_position: 1 });
  });

  it('suggests up to three free models on the same boards at a similar price', async () => {
    const price = 41_000_000;
    const { admin, client, quote } = await stage({
      price_per_hour: price,
      boards: ['women', 'fit'],
    });
    const make = (overrides: object) =>
      newModel(admin, { price_per_hour: price, boards: ['fit'], ...overrides });
    const near = await make({ price_per_hour: price + 10 });
    const nearer = await make({ price_per_hour: price - 5 });
    const busy = await make({});
    await confirm(admin, (await newBooking(client, busy.model_id, 0, 9)).booking_id);
    await make({ boards: ['men'] });
    await make({ is_available: false });
    await make({ price_per_hour: price * 2 });
    const { body } = await quote(2, 4);
    expect(body.alternatives).toEqual([
      {
        model_id: nearer.model_id,
        name: nearer.name,
        price_per_hour: price - 5,
        total_price: 2 * (price - 5),
      },
      {
        model_id: near.model_id,
        name: near.name,
        price_per_hour: price + 10,
        total_price: 2 * (price + 10),
      },
    ]);
  });

  it('rejects whatever a booking would reject', async () => {
    const { admin, client, quote } = await stage();
    expect((await quote(0, 0)).status).toBe(422);
    expect((await quote(-24 * 30, -24 * 30 + 2)).status).toBe(422);
    const off = await newModel(admin, { is_available: false });
    const ask = (model_id: string) =>
      post('/api/v1/bookings/quote', { model_id, ...window(0, 2) }, { token: client.token });
    expect((await ask(off.model_id)).status).toBe(422);
    expect((await ask('nothing')).body.error_code).toBe('ModelNotFoundException');
  });

  it('never uses INSERT, UPDATE or DELETE', async () => {
    const { quote } = await stage();
    const { DB, statements } = recording(bindings.DB);
    expect((await quote(0, 2, { DB })).status).toBe(200);
    const writes = statements.map(({ sql }) => sql).filter((sql) => !/^select/i.test(sql));
    expect(writes.filter((sql) => !sql.startsWith('INSERT INTO require_session '))).toEqual([]);
  });
});

describe('a batch', () => {
  it('creates all bookings, in order', async () => {
    const { admin, client, model } = await stage();
    const other = await newModel(admin);
    const items = [
      { model_id: model.model_id, ...window(0, 2), notes: '첫째' },
      { model_id: other.model_id, ...window(0, 2) },
      { model_id: model.model_id, ...window(24, 26) },
    ];
    const { status, body } = await post(
      '/api/v1/bookings/batch',
      { items },
      { token: client.token },
    );
    expect(status).toBe(200);
    expect(body.items).toMatchObject(
      items.map((item) => ({ ...item, status: 'requested', user_id: client.id })),
    );
  });

  it('creates none if one fails, and names it', async () => {
    const { admin, client, model } = await stage();
    await confirm(admin, (await newBooking(client, model.model_id, 10, 12)).booking_id);
    const off = await newModel(admin, { is_available: false });
    const good = { model_id: model.model_id, ...window(0, 2) };
    const send = (...items: object[]) =>
      post('/api/v1/bookings/batch', { items }, { token: client.token });
    const taken = await send(good, { ...good, ...window(11, 13) });
    expect(taken.body).toMatchObject({ status: 409, conflict: { item: 1, ...window(10, 12) } });
    const unavailable = await send(good, good, { ...good, model_id: off.model_id });
    expect(unavailable.body).toMatchObject({
      status: 422,
      errors: [{ field: 'items.2.model_id' }],
    });
    const missing = await send({ ...good, model_id: 'nothing' }, good);
    expect(missing.body).toMatchObject({ status: 404, errors: [{ field: 'items.0.model_id' }] });
    const short = await send(good, { ...good, end_time: at(0) });
    expect(short.body).toMatchObject({ status: 422, errors: [{ field: 'items.1.end_time' }] });
    const unknown = await send(good, { ...good, colour: 'red' });
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ field: 'items.1.colour' }] });
    const { body } = await get(`/api/v1/bookings?model_id=${model.model_id}&status=requested`, {
      token: client.token,
    });
    expect(body.total).toBe(0);
  });

  it.each([0, 21])('of %i items is rejected', async (length) => {
    const { client, model } = await stage();
    const items = Array.from({ length }, (_, n) => ({
      model_id: model.model_id,
      ...window(n * 2, n * 2 + 2),
    }));
    expect((await post('/api/v1/bookings/batch', { items }, { token: client.token })).status).toBe(
      422,
    );
  });
});
