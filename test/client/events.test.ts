import { describe, expect, it } from 'vitest';
import { ApiError } from '../../src/client';
import { bindings } from '../helpers/api';
import { newClient } from '../helpers/client';
import { newBooking, newPerson, PASSWORD, type Person, stage } from '../helpers/data';

async function signedInAs(person: Person) {
  const { api } = newClient();
  await api.login({ body: { username: person.username, password: PASSWORD } });
  return api;
}

async function all<T>(generator: AsyncGenerator<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of generator) found.push(one);
  return found;
}

describe('events of the client', () => {
  it('continue from a cursor, page by page, each once and without gaps', async () => {
    const { admin } = await stage();
    const api = await signedInAs(admin);
    let cursor: string | undefined;
    const onCursor = (next: string) => {
      cursor = next;
    };
    expect(await all(api.events({ after: 'now', pause: 0, onCursor }))).toEqual([]);
    const add = `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 230)
      INSERT INTO outbox (id, type, data, at) SELECT ?1 || n, 'booking.created', '{}', ?2 FROM i`;
    const word = crypto.randomUUID();
    await bindings.DB.prepare(add).bind(`evt_${word}`, Date.now()).run();
    const start = cursor;
    const ids = (await all(api.events({ cursor, pause: 0, onCursor }))).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 230 }, (_, n) => `evt_${word}${n + 1}`));
    expect(cursor).not.toBe(start);
  });

  it('can be filtered by type', async () => {
    const { admin, client, model_id } = await stage();
    const api = await signedInAs(admin);
    const of = async (type: 'booking.created' | 'booking.challenged') => {
      let cursor: string | undefined;
      const options = {
        ...{ type: [type], pause: 0 },
        onCursor: (next: string) => {
          cursor = next;
        },
      };
      await all(api.events({ ...options, after: 'now' }));
      return () => all(api.events({ ...options, cursor }));
    };
    const [created, challenged] = [await of('booking.created'), await of('booking.challenged')];
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    expect((await created()).map(({ data }) => data.booking_id)).toEqual([booking_id]);
    expect(await challenged()).toEqual([]);
  });

  it('report the cursor only after processing, and wait at the end for more', async () => {
    const { admin, client, model_id } = await stage();
    const api = await signedInAs(admin);
    const cursors: string[] = [];
    const stop = new AbortController();
    const onCursor = (next: string) => cursors.push(next);
    const walk = api.events({ after: 'now', pause: 20, onCursor, signal: stop.signal });
    const first = walk.next();
    while (cursors.length === 0) await scheduler.wait(5);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    expect((await first).value).toMatchObject({ data: { booking_id } });
    expect(cursors).toHaveLength(1);
    const second = walk.next();
    while (cursors.length === 1) await scheduler.wait(5);
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    const again = await all(api.events({ cursor: String(cursors[0]), pause: 0 }));
    expect(again.map(({ data }) => data.booking_id)).toContain(booking_id);
  });

  it('are for admins, and report that', async () => {
    const api = await signedInAs(await newPerson());
    const refused = await all(api.events({ pause: 0 })).catch((error) => error);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused.status).toBe(403);
  });
});
