import { beforeEach, describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, get, post } from '../helpers/api';
import { counting } from '../helpers/counting';
import { confirm, newBooking, newModel, newPerson, type Person, stage } from '../helpers/data';

const DAY = 86_400_000;
let admin: Person;
let client: Person;
let model_id: string;
beforeEach(async () => {
  ({ admin, client, model_id } = await stage());
});

const events = (query = '', env = {}) =>
  get(`/api/v1/events?${query}`, { token: admin.token, env });
const now = async () => (await events('after=now')).body.next_cursor as string;
const since = async (cursor: string, more = '') =>
  (await events(`cursor=${encodeURIComponent(cursor)}&limit=100${more}`)).body;

/** Deletes the events of other tests, because one run of the cron purges 20,000 at most. */
const deleteEvents = () =>
  bindings.DB.batch(
    ['webhook_deliveries', 'outbox'].map((table) => bindings.DB.prepare(`DELETE FROM ${table}`)),
  );

describe('the event stream', () => {
  it('continues from a cursor, which is present at the end too', async () => {
    const start = await now();
    expect(await since(start)).toMatchObject({ items: [], has_next: false, total: null, skip: 0 });
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    await confirm(admin, booking_id);
    const page = await since(start);
    expect(page.items.map(({ type }: { type: string }) => type)).toEqual([
      'booking.created',
      'booking.confirmed',
    ]);
    expect(page.items[1]).toMatchObject({
      id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: {
        booking_id,
        status: 'confirmed',
        previous_status: 'requested',
        by: 'agency',
        changes: [],
        option_expires_at: null,
      },
    });
    const booking = (await get(`/api/v1/bookings/${booking_id}`, { token: admin.token })).body;
    const { start_time, end_time, timezone } = booking;
    expect(page.items[1].data).toMatchObject({ start_time, end_time, timezone });
    expect(await since(page.next_cursor)).toMatchObject({ items: [] });
  });

  it('can be filtered by type; a cursor belongs to its types', async () => {
    const from = (await events('after=now&type=booking.confirmed')).body.next_cursor;
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    await confirm(admin, booking_id);
    const page = await since(from, '&type=booking.confirmed');
    expect(page.items.map(({ type }: { type: string }) => type)).toEqual(['booking.confirmed']);
    expect((await events(`cursor=${encodeURIComponent(from)}`)).status).toBe(422);
    expect((await events('type=ping')).status).toBe(422);
  });

  it('returns every event once while others are written', async () => {
    const other = await newModel(admin);
    let cursor = await now();
    const seen: string[] = [];
    const write = async () => {
      for (let n = 0; n < 30; n++) {
        await newBooking(admin, n % 2 ? model_id : other.model_id, n * 3, n * 3 + 1);
      }
    };
    const read = async () => {
      const { body } = await events(`cursor=${encodeURIComponent(cursor)}&limit=3`);
      cursor = body.next_cursor;
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      return body.items.length;
    };
    let isWriting = true;
    const writing = write().finally(() => {
      isWriting = false;
    });
    while (isWriting) await read();
    await writing;
    while ((await read()) > 0);
    expect(seen.length).toBe(30);
    expect(new Set(seen).size).toBe(30);
  });

  it('tells a cursor older than the purged events where to continue', async () => {
    await deleteEvents();
    await newBooking(client, model_id, 0, 2);
    const { body } = await events('limit=1');
    const first = body.next_cursor;
    await newBooking(client, model_id, 4, 6);
    await newBooking(client, model_id, 8, 10);
    const old = 'UPDATE outbox SET at = ? WHERE seq < (SELECT max(seq) FROM outbox)';
    await bindings.DB.prepare('DELETE FROM webhook_deliveries').run();
    await bindings.DB.prepare(old)
      .bind(Date.now() - 30 * DAY - 1)
      .run();
    await runMaintenance(bindings, Date.now());
    const gone = await events(`cursor=${encodeURIComponent(first)}`);
    expect(gone.body).toMatchObject({ status: 410, error_code: 'CursorExpiredException' });
    const page = await since(gone.body.conflict.oldest);
    expect(page.items.length).toBeGreaterThanOrEqual(1);
    expect(page.items[0].data.model_id).toBe(model_id);
  });

  it('keeps events for 30 days, to the millisecond', async () => {
    await deleteEvents();
    await newBooking(client, model_id, 0, 2);
    await newBooking(client, model_id, 4, 6);
    await bindings.DB.prepare('DELETE FROM webhook_deliveries').run();
    const { at, seq } = (await bindings.DB.prepare(
      'SELECT at, seq FROM outbox ORDER BY seq DESC LIMIT 1 OFFSET 1',
    ).first<{ at: number; seq: number }>()) ?? { at: 0, seq: 0 };
    const isThere = () =>
      bindings.DB.prepare('SELECT count(*) AS n FROM outbox WHERE seq = ?').bind(seq).first('n');
    await runMaintenance(bindings, at + 30 * DAY);
    expect(await isThere()).toBe(1);
    await runMaintenance(bindings, at + 30 * DAY + 1);
    expect(await isThere()).toBe(0);
  });

  it('is for admins, and costs one round trip', async () => {
    const { token } = await newPerson();
    expect((await get('/api/v1/events', { token })).status).toBe(403);
    const { of } = counting();
    expect((await of((env) => events('limit=5', env))).d1Rounds).toBe(1);
  });
});

describe('an event', () => {
  it('costs no extra statement, three extra rows, and two for each endpoint', async () => {
    await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
    const written = async () => {
      const { booking_id } = await newBooking(client, model_id, 0, 2);
      const sum = 'SELECT total_changes() AS n';
      const before = (await bindings.DB.prepare(sum).first<number>('n')) ?? 0;
      await confirm(admin, booking_id);
      await bindings.DB.prepare("UPDATE bookings SET status = 'cancelled' WHERE id = ?")
        .bind(booking_id)
        .run();
      return ((await bindings.DB.prepare(sum).first<number>('n')) ?? 0) - before;
    };
    const none = await written();
    await post('/api/v1/webhooks', { url: 'https://erp.example.com/hook' }, { token: admin.token });
    const one = await written();
    // Two events with one delivery each.
    expect(one - none).toBeLessThanOrEqual(4);
  });
});
