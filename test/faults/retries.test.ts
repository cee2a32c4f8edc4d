import { describe, expect, it } from 'vitest';
import { type Answer, bindings, get, post, put } from '../helpers/api';
import { newModel, newPerson, stage, window } from '../helpers/data';
import { intercepted, type Statement } from '../helpers/faults/statements';

const PASSING = [
  'D1_ERROR: Network connection lost.',
  'D1_ERROR: Internal error while starting up D1 DB storage caused object to be reset.',
  'D1_ERROR: D1 DB reset because its code was updated.',
  'D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.',
];
const LASTING = [
  'D1_ERROR: D1 DB is overloaded. Too many requests queued.',
  'D1_ERROR: D1 DB exceeded its CPU time limit and was reset.',
];

/** Returns a D1 that fails `times` times on matching calls. */
function failing(message: string, times: number, matches: (statements: Statement[]) => boolean) {
  const seen = { calls: 0 };
  const DB = intercepted(bindings.DB, (statements, run) => {
    if (!matches(statements)) return run();
    return ++seen.calls <= times ? Promise.reject(new Error(message)) : run();
  });
  return { DB, seen };
}

const isBookings = (statements: Statement[]) =>
  statements.some(({ sql }) => /"bookings"/.test(sql));
const isSessions = (statements: Statement[]) =>
  statements.some(({ sql }) => /"sessions"/.test(sql));
const isModels = (statements: Statement[]) =>
  statements.some(({ sql }) => /update "models"/.test(sql));

type Env = Record<string, unknown>;

/** Stories that may be repeated, and those that may not. */
async function stories() {
  const { admin, client, model_id } = await stage();
  const body = { model_id, ...window(0, 2) };
  const key = { 'Idempotency-Key': crypto.randomUUID() };
  const { refreshToken } = await newPerson();
  const other = await newModel(admin);
  const book = (headers: Record<string, string>) => (env: Env) =>
    post('/api/v1/bookings', body, { token: client.token, headers, env });
  return {
    read: {
      matches: isBookings,
      send: (env: Env) => get('/api/v1/bookings', { token: client.token, env }),
    },
    keyed: { matches: isBookings, send: book(key) },
    refresh: {
      matches: isSessions,
      send: (env: Env) => post('/api/v1/auth/refresh', { refresh_token: refreshToken }, { env }),
    },
    unkeyed: { matches: isBookings, send: book({}) },
    change: {
      matches: isModels,
      send: (env: Env) =>
        put(`/api/v1/models/${other.model_id}`, { height_cm: 180 }, { token: admin.token, env }),
    },
  };
}

const outcome = ({ status }: Answer, { calls }: { calls: number }) => [status, calls];

describe('a transient fault', () => {
  it.each(PASSING)('is hidden where work is idempotent: %s', async (message) => {
    const { read, keyed, refresh } = await stories();
    for (const { matches, send } of [read, keyed, refresh]) {
      const { DB, seen } = failing(message, 2, matches);
      expect(outcome(await send({ DB }), seen)).toEqual([200, 3]);
    }
  });

  it('returns 503 after three attempts', async () => {
    const { read, keyed } = await stories();
    for (const { matches, send } of [read, keyed]) {
      const { DB, seen } = failing(PASSING[0] as string, 3, matches);
      const [status, calls] = outcome(await send({ DB }), seen);
      expect(status).toBe(503);
      expect(calls).toBeGreaterThanOrEqual(3);
    }
  });

  it('is returned immediately where work is not idempotent', async () => {
    const { unkeyed, change } = await stories();
    for (const { matches, send } of [unkeyed, change]) {
      const { DB, seen } = failing(PASSING[0] as string, 1, matches);
      expect(outcome(await send({ DB }), seen)).toEqual([503, 1]);
    }
  });
});

describe('a permanent fault', () => {
  it.each(LASTING)('is returned immediately: %s', async (message) => {
    const { keyed, refresh } = await stories();
    for (const { matches, send } of [keyed, refresh]) {
      const { DB, seen } = failing(message, 1, matches);
      expect(outcome(await send({ DB }), seen)).toEqual([503, 1]);
    }
  });
});
