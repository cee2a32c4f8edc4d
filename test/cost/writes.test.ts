import { describe, expect, it } from 'vitest';
import { type Answer, bindings, del, post, put } from '../helpers/api';
import { type Cost, counting } from '../helpers/counting';
import {
  confirm,
  newBooking,
  newPerson,
  PASSWORD,
  type Person,
  stage,
  window,
} from '../helpers/data';

const well = async (answer: Promise<Answer>) => expect((await answer).status).toBeLessThan(300);
type Env = Record<string, unknown>;

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

  it('with a preliminary read, or refused, takes two', async () => {
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

  it('repeated with its key takes two: the refusal and the stored response', async () => {
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
