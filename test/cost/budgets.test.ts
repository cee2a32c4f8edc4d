import { describe, expect, it } from 'vitest';
import { type Answer, bindings, del, get, put } from '../helpers/api';
import { counting } from '../helpers/counting';
import { newBooking, newModel, newPerson, stage } from '../helpers/data';

const LIST = '/api/v1/models?limit=20';
const well = async (answer: Promise<Answer>) => expect((await answer).status).toBeLessThan(300);
type Env = Record<string, unknown>;
const FREE = { d1: 0, d1Rounds: 0, kvReads: 0, kvWrites: 0 };

/** Changes a model, so that everything cached belongs to an old epoch. */
async function newEpoch() {
  const admin = await newPerson('admin');
  const { model_id } = await newModel(admin);
  return { admin, model_id };
}

describe('an anonymous listing', () => {
  it('costs one batch when cold, two KV reads when warm, nothing when hot', async () => {
    await newEpoch();
    const [first, second] = [counting(), counting()];
    const read = (env: Env) => well(get(LIST, { env }));
    expect(await first.of(read)).toMatchObject({ d1: 1, d1Rounds: 1, kvReads: 2, kvWrites: 1 });
    expect(await first.of(read)).toMatchObject(FREE);
    expect(await second.of(read)).toMatchObject({ ...FREE, kvReads: 2 });
    expect(await second.of(read)).toMatchObject(FREE);
  });

  it('reads D1 once for 200 concurrent requests', async () => {
    await newEpoch();
    const { of } = counting();
    const cost = await of((env) =>
      Promise.all(Array.from({ length: 200 }, () => well(get(LIST, { env })))),
    );
    expect(cost).toMatchObject({ d1: 1, kvReads: 2, kvWrites: 1 });
  });

  it('of one model costs nothing when hot and one row by id otherwise, with no KV page', async () => {
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
    // By now the total is known, and the catalogue is unchanged.
    const fresh = { headers: { 'Cache-Control': 'no-cache' } };
    const { rowsRead } = await of((env) => well(get(LIST, { env, ...fresh })));
    expect(rowsRead).toBeGreaterThan(0);
    // One more row for the next page, and one for the catalogue's state.
    expect(rowsRead).toBeLessThanOrEqual(4 * (20 + 1) + 1);
  });
});

describe('KV writes', () => {
  it('stay under one per second and key, and the last state is published', async () => {
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
  it('is counted once and immediately after every write, whoever asks and whatever the cache', async () => {
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

  it('of a model by an admin always reads D1', async () => {
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
