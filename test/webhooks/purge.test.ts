import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings } from '../helpers/api';
import { DAY, findings, newBooking, type Person, stage } from '../helpers/data';
import { intercepted } from '../helpers/faults/statements';
import { webhooksOf } from '../helpers/webhooks';

const { DB } = bindings;

let admin: Person;
let client: Person;
let model_id: string;
const { endpoint } = webhooksOf(() => admin);
beforeEach(async () => {
  await DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
  ({ admin, client, model_id } = await stage());
  await DB.prepare('DELETE FROM outbox').run();
});

const countOf = (table: string, where = '1') =>
  DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${where}`).first<number>('n');
const counts = async () => [await countOf('outbox'), await countOf('webhook_deliveries')];

/** Events of today and their deliveries. */
const addEvents = (n: number, at = Date.now()) =>
  DB.prepare(
    `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ${n})
     INSERT INTO outbox (id, type, data, at) SELECT lower(hex(randomblob(16))), 'booking.edited', '{}', ? FROM i`,
  )
    .bind(at)
    .run();

// A stream that has begun is never empty.
afterEach(() => addEvents(1));

describe('after 30 days', () => {
  it('deliveries go first, and the events with them, whatever their state', async () => {
    await endpoint();
    await endpoint();
    const old = Date.now() - 30 * DAY - 1;
    await addEvents(1200, old);
    await newBooking(client, model_id, 0, 2);
    expect(await counts()).toEqual([1201, 2402]);
    const states =
      "UPDATE webhook_deliveries SET state = 'failed', next_attempt_at = NULL WHERE outbox_seq % 2";
    await DB.prepare(states).run();
    // A run takes the deliveries of 500 events.
    for (let n = 0; n < 3; n++) await runMaintenance(bindings, Date.now());
    expect(await counts()).toEqual([1, 2]);
    expect(await findings()).toEqual([]);
  });

  it('an event stays as long as one of its deliveries does', async () => {
    await endpoint();
    await addEvents(3, Date.now() - 31 * DAY);
    await addEvents(1);
    const broken = intercepted(DB, async ([statement], run) => {
      if (/delete from "webhook_deliveries"/i.test(statement?.sql ?? '')) throw new Error('down');
      return run();
    });
    await runMaintenance({ ...bindings, DB: broken, LOG_LEVEL: 'silent' }, Date.now());
    expect(await counts()).toEqual([4, 4]);
    await DB.prepare(
      'DELETE FROM webhook_deliveries WHERE outbox_seq = (SELECT min(seq) FROM outbox)',
    ).run();
    await runMaintenance({ ...bindings, DB: broken, LOG_LEVEL: 'silent' }, Date.now());
    expect(await counts()).toEqual([3, 3]);
    expect(await findings()).toEqual([]);
  });

  it('reads no more with more deliveries that are not due, nor with endpoints that are gone', async () => {
    await endpoint();
    const read = async () => {
      let rows = 0;
      const counted = intercepted(DB, async (statements, run) => {
        const answer = await run();
        const isPurge = /delete from "(webhook_deliveries|outbox)"/i.test(statements[0]?.sql ?? '');
        for (const one of [answer].flat() as unknown as D1Result[])
          rows += isPurge ? one.meta.rows_read : 0;
        return answer;
      });
      await runMaintenance({ ...bindings, DB: counted }, Date.now());
      return rows;
    };
    await addEvents(600);
    const few = await read();
    expect(few).toBeGreaterThan(0);
    await addEvents(3000);
    expect((await read()) - few).toBeLessThan(50);
    // Also where some are due.
    const due =
      'UPDATE outbox SET at = 1 WHERE seq IN (SELECT seq FROM outbox ORDER BY seq LIMIT 100)';
    await DB.prepare(due).run();
    await DB.prepare(
      `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 300)
       INSERT INTO webhook_endpoints (id, url, events, secret_sealed, version, created_at, updated_at, deleted_at)
       SELECT lower(hex(randomblob(16))), 'https://gone.example.com/', '[]', 'x', 1, 1, 1, 1 FROM i`,
    ).run();
    const some = await read();
    expect(await countOf('outbox')).toBe(3500);
    expect(some - few).toBeLessThan(2000);
  });
});

describe('a delivery without its event', () => {
  const raised = /DELIVERY_WITHOUT_EVENT/;
  const deliver = (endpointSeq: unknown, outboxSeq: unknown) =>
    DB.prepare(
      'INSERT INTO webhook_deliveries (endpoint_seq, outbox_seq, next_attempt_at) VALUES (?, ?, 1)',
    )
      .bind(endpointSeq, outboxSeq)
      .run();
  const endpointOf = async () => {
    const { webhook_id } = await endpoint();
    return DB.prepare('SELECT seq FROM webhook_endpoints WHERE id = ?')
      .bind(webhook_id)
      .first<number>('seq');
  };

  it('is refused by the database', async () => {
    await endpointOf();
    await addEvents(2);
    await expect(DB.prepare('DELETE FROM outbox').run()).rejects.toThrow(raised);
    expect(await counts()).toEqual([2, 2]);
    const late = await endpointOf();
    await expect(deliver(late, 987_654_321)).rejects.toThrow(raised);
    const seq = await DB.prepare('SELECT min(seq) AS seq FROM outbox').first('seq');
    await deliver(late, seq);
    await DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1 WHERE seq = ?').bind(late).run();
    expect(await countOf('webhook_deliveries', `endpoint_seq = ${late}`)).toBe(0);
    await expect(deliver(late, seq)).rejects.toThrow(raised);
  });

  it('is found by the integrity query', async () => {
    const seq = await endpointOf();
    await addEvents(1);
    const guard = await DB.prepare(
      "SELECT sql FROM sqlite_schema WHERE name = 'outbox_keep_delivered'",
    ).first<string>('sql');
    await DB.prepare('DROP TRIGGER outbox_keep_delivered').run();
    const event = await DB.prepare('DELETE FROM outbox RETURNING seq').first('seq');
    await DB.prepare(guard ?? '').run();
    expect(await findings()).toEqual([
      {
        finding: 'delivery_without_event',
        booking_id: null,
        detail: `endpoint ${seq}, event ${event}`,
      },
    ]);
    await DB.prepare('DELETE FROM webhook_deliveries').run();
  });
});
