import { describe, expect, it } from 'vitest';
import { type Answer, bindings, del, get, post, put } from '../helpers/api';
import { type Cost, counting } from '../helpers/counting';
import {
  confirm,
  newBooking,
  newModel,
  newPerson,
  PASSWORD,
  type Person,
  stage,
  window,
} from '../helpers/data';

const LIST = '/api/v1/models?limit=20';
const well = async (answer: Promise<Answer>) => expect((await answer).status).toBeLessThan(300);
type Env = Record<string, unknown>;
const FREE = { d1: 0, d1Rounds: 0, kvReads: 0, kvWrites: 0 };

/** A model's change, so that everything that is cached is of another epoch. */
async function newEpoch() {
  const admin = await newPerson('admin');
  const { model_id } = await newModel(admin);
  return { admin, model_id };
}

describe('an anonymous listing', () => {
  it('costs one batch when cold, two reads of KV when warm, nothing when hot', async () => {
    await newEpoch();
    const [first, second] = [counting(), counting()];
    const read = (env: Env) => well(get(LIST, { env }));
    expect(await first.of(read)).toMatchObject({ d1: 1, d1Rounds: 1, kvReads: 2, kvWrites: 1 });
    expect(await first.of(read)).toMatchObject(FREE);
    expect(await second.of(read)).toMatchObject({ ...FREE, kvReads: 2 });
    expect(await second.of(read)).toMatchObject(FREE);
  });

  it('is asked of D1 once by 200 at once', async () => {
    await newEpoch();
    const { of } = counting();
    const cost = await of((env) =>
      Promise.all(Array.from({ length: 200 }, () => well(get(LIST, { env })))),
    );
    expect(cost).toMatchObject({ d1: 1, kvReads: 2, kvWrites: 1 });
  });

  it('of one model costs nothing when hot, one row by its id elsewhere: no page of KV', async () => {
    const { model_id } = await newEpoch();
    const [first, second] = [counting(), counting()];
    const read = (env: Env) => well(get(`/api/v1/models/${model_id}`, { env }));
    for (const { of } of [first, second]) {
      expect(await of(read)).toMatchObject({ d1: 1, d1Rounds: 1, kvReads: 1, kvWrites: 0 });
      expect(await of(read)).toMatchObject(FREE);
    }
  });

  it('reads each row of its page four times: by index, as the page, sorted and whole', async () => {
    const { admin } = await newEpoch();
    for (let n = 0; n < 25; n++) await newModel(admin);
    const { of } = counting();
    await of((env) => well(get(LIST, { env, headers: { 'Cache-Control': 'no-cache' } })));
    // The total is known by now, and the catalogue is the same.
    const fresh = { headers: { 'Cache-Control': 'no-cache' } };
    const { rowsRead } = await of((env) => well(get(LIST, { env, ...fresh })));
    expect(rowsRead).toBeGreaterThan(0);
    // And one more row, which tells whether there is another page, and the catalogue's state.
    expect(rowsRead).toBeLessThanOrEqual(4 * (20 + 1) + 1);
  });
});

describe('writes of KV', () => {
  it('stay under one a second and key, and the last state is what is published', async () => {
    const { admin, model_id } = await newEpoch();
    const times: number[] = [];
    const KV = {
      get: bindings.CACHE.get.bind(bindings.CACHE),
      getWithMetadata: bindings.CACHE.getWithMetadata.bind(bindings.CACHE),
      put: async (key: string, value: string, options: object) => {
        if (key.endsWith(':epoch')) times.push(Date.now());
        return bindings.CACHE.put(key, value, options);
      },
    };
    const env = { CACHE: KV, KV_WRITE_INTERVAL_MS: '1100' };
    const options = { token: admin.token, env };
    const path = `/api/v1/models/${model_id}`;
    const changes = [171, 172, 173, 174, 175].map((height_cm) => put(path, { height_cm }, options));
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200,
    ]);
    expect(times.length).toBe(2);
    expect(Number(times[1]) - Number(times[0])).toBeGreaterThanOrEqual(1000);
    const { of } = counting();
    await of(async (elsewhere) => {
      const here = (await get(path, { token: admin.token })).body.height_cm;
      expect((await get(path, { env: elsewhere })).body.height_cm).toBe(here);
    });
  });
});

describe('a total', () => {
  it('is counted once and right after every write, whoever asks and past every cache', async () => {
    const { admin } = await newEpoch();
    const gender = 'non_binary';
    const total = async (env: Env) =>
      (await get(`/api/v1/models?gender=${gender}&limit=1`, { token: admin.token, env })).body
        .total;
    const { env, of } = counting();
    const before = await total(env);
    const { model_id } = await newModel(admin, { gender });
    expect(await total(env)).toBe(before + 1);
    await put(`/api/v1/models/${model_id}`, { gender: 'male' }, { token: admin.token });
    expect(await total(env)).toBe(before);
    await put(`/api/v1/models/${model_id}`, { gender }, { token: admin.token });
    expect(await total(env)).toBe(before + 1);
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    expect(await total(env)).toBe(before);
    const again = await of((counted) => total(counted));
    expect(again.d1Rounds).toBe(1);
  });
});

describe('a signed-in read', () => {
  const READS: Record<
    string,
    { by: 'admin' | 'client'; path: (ids: Record<string, string>) => string }
  > = {
    'own profile': { by: 'client', path: () => 'auth/me' },
    'own sessions': { by: 'client', path: () => 'auth/sessions' },
    'own bookings': { by: 'client', path: () => 'bookings?limit=20' },
    'one booking': { by: 'client', path: ({ booking_id }) => `bookings/${booking_id}` },
    'a booking’s history': {
      by: 'client',
      path: ({ booking_id }) => `bookings/${booking_id}/events`,
    },
    availability: {
      by: 'client',
      path: ({ model_id }) => `models/${model_id}/availability?from=2030-01-01&to=2030-02-01`,
    },
    'a model, by an admin': { by: 'admin', path: ({ model_id }) => `models/${model_id}` },
    'the catalogue, by an admin': { by: 'admin', path: () => 'models?limit=20' },
    'all bookings': { by: 'admin', path: () => 'bookings?limit=20' },
    'all accounts': { by: 'admin', path: () => 'users?limit=20' },
    'book-outs': { by: 'admin', path: ({ model_id }) => `models/${model_id}/book-outs` },
    'the audit log': { by: 'admin', path: () => 'audit-log?limit=20' },
  };

  it.each(Object.entries(READS))('of %s takes one round trip', async (_, { by, path }) => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const { token } = by === 'admin' ? admin : client;
    const url = `/api/v1/${path({ model_id, booking_id })}`;
    const { of } = counting();
    const { d1Rounds } = await of((env) => well(get(url, { token, env })));
    expect(d1Rounds).toBe(1);
  });

  it('of a model by an admin is always D1’s', async () => {
    const { admin, model_id } = await stage();
    const { of } = counting();
    for (let turn = 0; turn < 2; turn++) {
      const { d1 } = await of((env) =>
        well(get(`/api/v1/models/${model_id}`, { token: admin.token, env })),
      );
      expect(d1).toBeGreaterThan(0);
    }
  });
});

describe('a write', () => {
  const keyed = (): Record<string, string> => ({ 'Idempotency-Key': crypto.randomUUID() });
  const book = (client: Person, model_id: string, env: Env, headers = keyed()) =>
    well(
      post(
        '/api/v1/bookings',
        { model_id, ...window(0, 2) },
        { token: client.token, headers, env },
      ),
    );

  it.each([
    ['with a key', keyed],
    ['without a key', () => ({})],
  ])('%s takes one round trip', async (_, headersOf) => {
    const { admin, client, model_id } = await stage();
    const { of } = counting();
    const { booking_id } = await newBooking(client, model_id, 10, 12);
    const asAdmin = { token: admin.token };
    const costs: Record<string, Cost> = {
      create: await of((env) => book(client, model_id, env, headersOf())),
      confirm: await of((env) =>
        well(
          post(
            `/api/v1/bookings/${booking_id}/confirm`,
            {},
            { ...asAdmin, headers: headersOf(), env },
          ),
        ),
      ),
      cancel: await of((env) =>
        well(del(`/api/v1/bookings/${booking_id}`, { token: client.token, env })),
      ),
    };
    expect(Object.values(costs).map(({ d1Rounds }) => d1Rounds)).toEqual([1, 1, 1]);
  });

  it('that looks first, or is refused, takes two', async () => {
    const { admin, client, model_id } = await stage();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    const { of } = counting();
    const { token } = client;
    const update = await of((env) => well(put(path, { notes: '메모' }, { token, env })));
    await confirm(admin, booking_id);
    const move = await of(async (env) =>
      expect((await post(`${path}/decline`, {}, { token: admin.token, env })).status).toBe(409),
    );
    expect([update.d1Rounds, move.d1Rounds]).toEqual([2, 2]);
  });

  it('that is repeated with its key takes two: the refusal, and what was answered', async () => {
    const { client, model_id } = await stage();
    const { of } = counting();
    const headers = keyed();
    await book(client, model_id, {}, headers);
    expect((await of((env) => book(client, model_id, env, headers))).d1Rounds).toBe(2);
  });

  it('of a session takes one to refresh, two to sign in', async () => {
    const { username, refreshToken } = await newPerson();
    const { of } = counting();
    const refresh = await of((env) =>
      well(post('/api/v1/auth/refresh', { refresh_token: refreshToken }, { env })),
    );
    const login = await of((env) =>
      well(post('/api/v1/auth/login', { username, password: PASSWORD }, { env })),
    );
    expect([refresh.d1Rounds, login.d1Rounds]).toEqual([1, 2]);
  });

  it('of a booking reads 200 rows at most, whatever the history', async () => {
    const { admin, client, model_id } = await stage();
    const past = await newBooking(client, model_id, 100, 102);
    await confirm(admin, past.booking_id);
    await bindings.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
       INSERT INTO bookings (id, model_id, user_id, start_at, end_at, price_per_hour, total_price, created_at, updated_at)
       SELECT 'old-' || i || ?1, ?1, ?2, 1600000000000 + i * 7200000, 1600003600000 + i * 7200000, 150000, 150000, 1599999000000 + i * 7200000, 1599999000000 + i * 7200000 FROM n`,
    )
      .bind(model_id, client.id)
      .run();
    await bindings.DB.prepare(
      "UPDATE bookings SET status = 'expired', updated_at = start_at WHERE id LIKE 'old-%' AND user_id = ?",
    )
      .bind(client.id)
      .run();
    const { of } = counting();
    const { rowsRead } = await of((env) => book(client, model_id, env));
    expect(rowsRead).toBeGreaterThan(0);
    expect(rowsRead).toBeLessThanOrEqual(200);
  });
});
