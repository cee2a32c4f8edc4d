import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, post } from '../helpers/api';
import { confirm, newBooking, type Person, stage } from '../helpers/data';
import { intercepted } from '../helpers/faults/statements';
import { emptyQueue, mailbox } from '../helpers/mails';
import { type Received, receivers } from '../helpers/webhook-receiver';

const LEASE_MS = 31_000;
const LOST = 'D1_ERROR: Network connection lost.';

let admin: Person;
let client: Person;
let model_id: string;
beforeEach(async () => {
  await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
  await emptyQueue();
  ({ admin, client, model_id } = await stage());
});

async function endpoint() {
  const url = `https://${crypto.randomUUID()}.example.com/hook`;
  const answer = await post('/api/v1/webhooks', { url }, { token: admin.token });
  expect(answer.status).toBe(200);
  return url;
}

const undelivered = () =>
  bindings.DB.prepare(
    "SELECT count(*) AS n FROM webhook_deliveries WHERE state <> 'delivered'",
  ).first('n');

/** Checks that every delivery has arrived, each time with the same id and body. */
async function expectArrived(calls: Received[], count: number) {
  expect(await undelivered()).toBe(0);
  const byId = Map.groupBy(calls, ({ headers }) => String(headers['webhook-id']));
  expect(byId.size).toBe(count);
  for (const [id, same] of byId) {
    expect(new Set(same.map(({ body }) => body)).size).toBe(1);
    expect(JSON.parse(String(same[0]?.body)).id).toBe(id);
  }
}

/** A D1 whose nth call is lost, before or after it has run. */
function losing(nth: number, isDone: boolean) {
  const seen = { calls: 0, lost: false };
  const DB = intercepted(bindings.DB, async (_, run) => {
    if (seen.calls++ !== nth) return run();
    seen.lost = true;
    if (isDone) await run();
    throw new Error(LOST);
  });
  return { DB, seen };
}

describe('an event arrives', () => {
  it.each([
    ['before it has done anything', false],
    ['and only its answer is lost', true],
  ])('whichever D1 call fails, %s', async (_, isDone) => {
    const url = await endpoint();
    for (let nth = 0; ; nth++) {
      await newBooking(client, model_id, nth * 3, nth * 3 + 2);
      const { run, at, later } = receivers();
      const { DB, seen } = losing(nth, isDone);
      await run({ DB }).catch(() => {});
      later(LEASE_MS);
      await run();
      await expectArrived(at(url), 1);
      if (!seen.lost) return expect(nth).toBeGreaterThanOrEqual(3);
    }
  });

  it('if the consumer dies before or after sending', async () => {
    const url = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const forever = new Promise<never>(() => {});
    const calls = { n: 0 };
    const { run, at, later } = receivers(() => {
      calls.n++;
      return calls.n === 1 ? forever : new Response();
    });
    // It has claimed the row and is never heard of again. It does not claim what later tests create either.
    const DB = intercepted(bindings.DB, (_, work) => (calls.n === 0 ? work() : forever));
    void run({ DB });
    while (calls.n === 0) await scheduler.wait(5);
    await run();
    expect(calls.n).toBe(1);
    later(LEASE_MS);
    await run();
    await expectArrived(at(url), 1);
    expect(at(url)).toHaveLength(2);
  });

  it('through a queue that loses, duplicates and reorders messages', async () => {
    const url = await endpoint();
    for (let n = 0; n < 20; n++) await newBooking(client, model_id, n * 3, n * 3 + 2);
    let fails = 0;
    const { run, at, later } = receivers(
      () => new Response(null, { status: ++fails % 3 === 0 ? 503 : 200 }),
    );
    const queue: number[] = [];
    let told = 0;
    const send = async () => {
      const copies = ++told % 3;
      for (let copy = 0; copy < copies; copy++) queue.splice(told % (queue.length + 1), 0, told);
    };
    for (let minute = 0; minute < 60 && Number(await undelivered()) > 0; minute++) {
      // The cron runs every minute, whatever happened to the messages.
      await run({ OUTBOX: { send } });
      for (const _ of queue.splice(0)) await Promise.all([run({ OUTBOX: { send } }), run()]);
      later(60_000);
    }
    await expectArrived(at(url), 20);
  });

  it('at a receiver that answers after the lease, again and unchanged', async () => {
    const url = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const late = Promise.withResolvers<Response>();
    const { run, at, later } = receivers(() =>
      at(url).length === 1 ? late.promise : new Response(),
    );
    const first = run();
    while (at(url).length === 0) await scheduler.wait(5);
    later(LEASE_MS);
    await run();
    late.resolve(new Response(null, { status: 500 }));
    await first;
    expect(at(url)).toHaveLength(2);
    await expectArrived(at(url), 1);
  });
});

describe('nothing is sent', () => {
  it('for a change that was refused or rolled back, by webhook or mail', async () => {
    const url = await endpoint();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const { run, at } = receivers();
    const box = mailbox();
    await Promise.all([run(), box.run()]);
    const before = [at(url).length, box.all.length];
    const rolledBack = intercepted(bindings.DB, async (statements, work) => {
      if (!statements.some(({ sql }) => /^update "bookings"/i.test(sql))) return work();
      // The change itself is valid, but a later statement in its transaction fails.
      await bindings.DB.batch([
        bindings.DB.prepare(
          "UPDATE bookings SET status = 'confirmed', version = version + 1, updated_at = ?2 WHERE id = ?1",
        ).bind(booking_id, Date.now()),
        bindings.DB.prepare("SELECT json('no json')"),
      ]);
      return work();
    });
    const path = `/api/v1/bookings/${booking_id}/confirm`;
    const failed = await post(path, {}, { token: admin.token, env: { DB: rolledBack } });
    expect(failed.status).toBeGreaterThanOrEqual(500);
    expect((await post(path.replace('confirm', 'complete'), {}, admin)).status).toBe(409);
    await Promise.all([run(), box.run()]);
    expect([at(url).length, box.all.length]).toEqual(before);
    await confirm(admin, booking_id);
    await run();
    expect(at(url).length).toBeGreaterThan(Number(before[0]));
  });
});

describe('a thousand events to five endpoints, one dead and one slow', () => {
  it('arrive without waiting for the dead one', async () => {
    const urls = await Promise.all(Array.from({ length: 5 }, endpoint));
    const [dead, slow, ...fast] = urls as [string, string, ...string[]];
    await bindings.DB.prepare(
      `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 1000)
       INSERT INTO outbox (id, type, data, at) SELECT ?1 || n, 'package.picked', '{}', ?2 FROM i`,
    )
      .bind(`evt_${crypto.randomUUID()}`, Date.now())
      .run();
    const { run, at } = receivers(async ({ url }) => {
      if (url === dead) throw new TypeError('no connection');
      if (url === slow) await scheduler.wait(100);
      return new Response();
    });
    const due = () =>
      bindings.DB.prepare(
        "SELECT count(*) AS n FROM webhook_deliveries WHERE state = 'pending' AND attempts = 0",
      ).first<number>('n');
    // Like a queue's consumers: several at once, woken as long as something is due.
    const consumer = async () => {
      while (Number(await due()) > 0) await run();
    };
    await Promise.all(Array.from({ length: 8 }, consumer));
    const ids = (url: string) => new Set(at(url).map(({ headers }) => headers['webhook-id'])).size;
    expect([ids(slow), ...fast.map(ids)]).toEqual([1000, 1000, 1000, 1000]);
    const lost = await bindings.DB.prepare(
      "SELECT count(*) AS n FROM webhook_deliveries d JOIN webhook_endpoints e ON e.seq = d.endpoint_seq WHERE e.url <> ? AND d.state <> 'delivered'",
    )
      .bind(dead)
      .first('n');
    expect(lost).toBe(0);
    expect(fast.map((url) => at(url).length)).toEqual([1000, 1000, 1000]);
  }, 90_000);

  it('are not blocked in one consumer by a receiver that does not answer', async () => {
    const [silent, quick] = [await endpoint(), await endpoint()];
    for (let n = 0; n < 12; n++) await newBooking(client, model_id, n * 3, n * 3 + 2);
    const end = Promise.withResolvers<Response>();
    const { run, at } = receivers(({ url }) => (url === silent ? end.promise : new Response()));
    const asked: unknown[] = [];
    const OUTBOX = { send: async (_: unknown, how: unknown) => void asked.push(how) };
    const running = run({ OUTBOX });
    while (at(quick).length < 12) await scheduler.wait(20);
    expect(at(silent).length).toBeLessThanOrEqual(5);
    end.resolve(new Response());
    await running;
    expect(asked).toEqual([{ delaySeconds: 0 }]);
    await run();
    expect(at(silent)).toHaveLength(12);
  });
});
