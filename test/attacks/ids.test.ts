import { describe, expect, it } from 'vitest';
import { del, get, post } from '../helpers/api';
import {
  anonymous,
  attack,
  byOperationId,
  exampleBody,
  fill,
  newAttackTargets,
  operationsWithIds,
  state,
} from '../helpers/attacks';
import { newModel, window } from '../helpers/data';

const BOOKINGS = '/api/v1/bookings';

/** Models are public. All other ids have an owner. */
const owned = operationsWithIds.filter(
  ({ path, access }) => access === 'session' && !path.includes('/models/'),
);
const admins = operationsWithIds.filter(({ access }) => access === 'admin');

describe('another user’s id', () => {
  it.each(byOperationId(owned))(
    'in the path of %s behaves like a missing one',
    async (_, operation) => {
      const { attacker, ids } = await newAttackTargets();
      const body = operation.body && exampleBody(operation, ids);
      const before = await state();
      const send = (path: string) =>
        attack(operation.method.toUpperCase(), path, { token: attacker.token, body });
      const name = /:(\w+)/.exec(operation.path)?.[1] as keyof typeof ids;
      const missing = crypto.randomUUID();
      const answers = [
        await send(fill(operation.path, ids)),
        await send(fill(operation.path, { [name]: missing })),
      ] as const;
      expect(answers.map(({ status }) => status)).toEqual([404, 404]);
      expect(anonymous(answers[0], ids[name])).toBe(anonymous(answers[1], missing));
      const names = answers.map(({ headers }) => [...headers.keys()].sort());
      expect(names[0]).toEqual(names[1]);
      expect(await state()).toBe(before);
    },
  );

  it.each(byOperationId(admins))(
    'in the path of %s returns 403 to clients, whether it exists or not',
    async (_, operation) => {
      const { attacker, ids } = await newAttackTargets();
      const body = operation.body && exampleBody(operation, ids);
      const before = await state();
      const send = (path: string) =>
        attack(operation.method.toUpperCase(), path, { token: attacker.token, body });
      const [there, missing] = [
        await send(fill(operation.path, ids)),
        await send(fill(operation.path, {})),
      ];
      expect([there.status, missing.status]).toEqual([403, 403]);
      expect(there.body.detail).toBe(missing.body.detail);
      expect(await state()).toBe(before);
    },
  );

  it('in a body is rejected, whether it exists or not', async () => {
    const { attacker, victim, ids } = await newAttackTargets();
    const item = { model_id: ids.model_id, ...window(0, 2) };
    const { token } = attacker;
    for (const user_id of [victim.id, crypto.randomUUID()]) {
      const answers = [
        await post(BOOKINGS, { ...item, user_id }, { token }),
        await post(`${BOOKINGS}/batch`, { items: [item, { ...item, user_id }] }, { token }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    }
    expect((await get(BOOKINGS, { token })).body.total).toBe(0);
  });

  it('of a deleted model behaves as if it had never existed', async () => {
    const { admin, attacker } = await newAttackTargets();
    const { model_id } = await newModel(admin);
    await del(`/api/v1/models/${model_id}`, { token: admin.token });
    const never = crypto.randomUUID();
    for (const path of [BOOKINGS, `${BOOKINGS}/quote`]) {
      const send = (id: string) =>
        post(path, { model_id: id, ...window(0, 2) }, { token: attacker.token });
      const [gone, missing] = [await send(model_id), await send(never)];
      expect([gone.status, missing.status]).toEqual([404, 404]);
      expect(anonymous(gone, model_id)).toBe(anonymous(missing, never));
    }
  });

  it('in a query shows nothing', async () => {
    const { attacker, victim, ids } = await newAttackTargets();
    const { token } = attacker;
    expect((await get(`${BOOKINGS}?user_id=${victim.id}`, { token })).status).toBe(403);
    expect((await get(`${BOOKINGS}?model_id=${ids.model_id}`, { token })).body.items).toEqual([]);
    expect((await get('/api/v1/auth/me/export', { token })).text).not.toContain(victim.id);
  });

  it('in a cursor is rejected', async () => {
    const { attacker, victim, ids } = await newAttackTargets();
    const own = { token: victim.token };
    await post(BOOKINGS, { model_id: ids.model_id, ...window(4, 6) }, own);
    const { next_cursor } = (await get(`${BOOKINGS}?limit=1`, own)).body;
    expect((await get(`${BOOKINGS}?limit=1&cursor=${next_cursor}`, own)).status).toBe(200);
    const stolen = await get(`${BOOKINGS}?limit=1&cursor=${next_cursor}`, {
      token: attacker.token,
    });
    expect(stolen.status).toBe(422);
  });
});
