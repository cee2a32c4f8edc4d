import { describe, expect, it } from 'vitest';
import { operations } from '../../src/app';
import { newToken } from '../../src/domains/calendars/calendars.tokens';
import { bindings, call, post, put } from '../helpers/api';
import { runCron } from '../helpers/cron';
import { accountBody, newPerson, PASSWORD, type Person, stage } from '../helpers/data';
import { sessionsOf } from '../helpers/faults/statements';
import { file } from '../helpers/images/files';

const ID = '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10';

/** Bodies with which a call without a token reaches the database. */
const BODIES: Record<string, (person: Person) => object> = {
  login: ({ username }) => ({ username, password: PASSWORD }),
  refresh: ({ refreshToken }) => ({ refresh_token: refreshToken }),
  register: () => accountBody(),
  createUser: () => accountBody(),
  forgotPassword: ({ email }) => ({ email }),
};

/** Returns a path with well-formed parameters, so that the database is queried for them. */
const urlOf = (path: string) =>
  path.replace(':size', '320').replace(':token', newToken()).replaceAll(/:\w+/g, ID);

/** Returns what a call sends to reach the database. */
function sent(id: string, person: Person, method: string, isFile: boolean) {
  if (isFile) return { raw: file('baseline.jpg'), headers: { 'Content-Type': 'image/jpeg' } };
  return method === 'get' ? {} : { body: BODIES[id]?.(person) ?? {} };
}

describe('a call reads and writes on the primary', () => {
  // The catalogue may be read near the caller, by its own rules. These calls never query the database.
  const NO_DATABASE = new Set(['getRoot', 'getHealth', 'getOpenApi', 'getDocs', 'getRedoc']);
  // Garbage costs no query where tokens are signed. Other tests use valid ones.
  const SIGNED = ['resetPassword', 'verifyEmail', 'cancelEmailChange', 'acceptInvitation'];
  for (const id of [...SIGNED, 'viewSharedPackage', 'pickFromPackage']) NO_DATABASE.add(id);
  const others = operations.filter(({ id, atBookmark }) => !atBookmark && !NO_DATABASE.has(id));

  it.each(others.map((one) => [one.id, one] as const))(
    '%s',
    async (id, { access, method, path, file: isFile }) => {
      const person = await newPerson(access === 'admin' ? 'admin' : 'client');
      const url = urlOf(path);
      const { DB, opened } = sessionsOf(bindings.DB);
      const token = access === 'public' ? undefined : person.token;
      const options = { ...sent(id, person, method, !!isFile), token, env: { DB } };
      await call(method.toUpperCase(), url, options);
      expect([...new Set(opened)]).toEqual(['first-primary']);
    },
  );

  it('including its preliminary reads and after refusals', async () => {
    const { admin, client, model_id } = await stage();
    const path = '/api/v1/bookings';
    const { DB, opened } = sessionsOf(bindings.DB);
    const asClient = { token: client.token, env: { DB } };
    const start = Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 864_000_000;
    const body = {
      model_id,
      start_time: new Date(start).toISOString(),
      end_time: new Date(start + 7_200_000).toISOString(),
    };
    const { booking_id } = (await post(path, body, asClient)).body;
    expect((await post(path, body, asClient)).status).toBe(409);
    expect((await post(`${path}/quote`, body, asClient)).status).toBe(200);
    expect((await put(`${path}/${booking_id}`, { notes: '메모' }, asClient)).status).toBe(200);
    const refused = await post(
      `${path}/${booking_id}/complete`,
      {},
      { ...asClient, token: admin.token },
    );
    expect(refused.status).toBe(409);
    expect([...new Set(opened)]).toEqual(['first-primary']);
  });

  it('as does the cron', async () => {
    const { DB, opened } = sessionsOf(bindings.DB);
    await runCron({ DB, OUTBOX: undefined });
    expect([...new Set(opened)]).toEqual(['first-primary']);
  });
});
