import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bindings, get, post } from '../helpers/api';
import { runCron } from '../helpers/cron';
import { newBooking, type Person, stage } from '../helpers/data';
import { intercepted } from '../helpers/faults/statements';
import { down, type Received, receivers, typesOf, verify } from '../helpers/webhook-receiver';
import { webhooksOf } from '../helpers/webhooks';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let admin: Person;
let client: Person;
let model_id: string;
beforeEach(async () => {
  await bindings.DB.prepare('UPDATE webhook_endpoints SET deleted_at = 1').run();
  ({ admin, client, model_id } = await stage());
});

const { endpoint, deliveries, shown, act } = webhooksOf(() => admin);

describe('an endpoint', () => {
  it('that returns 410 is disabled immediately, and nothing is queued for it', async () => {
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const { run, at } = receivers(() => new Response(null, { status: 410 }));
    await run();
    expect(await shown(webhook_id)).toMatchObject({ status: 'disabled', disabled_reason: 'gone' });
    await newBooking(client, model_id, 4, 6);
    await run();
    expect(at(url).length).toBe(1);
  });

  it('that has failed for five days is disabled; once enabled and replayed it has missed nothing', async () => {
    const since = new Date(Date.now() - MINUTE).toISOString();
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    let isUp = false;
    const { run, at, later } = receivers(() => (isUp ? new Response() : down()));
    await run();
    later(5 * DAY + HOUR);
    await run();
    expect(await shown(webhook_id)).toMatchObject({
      status: 'disabled',
      disabled_reason: 'failing',
    });
    await newBooking(client, model_id, 4, 6);
    isUp = true;
    expect((await act(webhook_id, 'enable')).body.failing_since).toBeNull();
    const own = at(url).length;
    const { body } = await act(webhook_id, 'replay', { since });
    expect(body.queued).toBeGreaterThanOrEqual(2);
    const ids = () =>
      new Set(
        at(url)
          .slice(own)
          .map(({ headers }) => headers['webhook-id']),
      );
    // Other tests' events arrive as well, in more than one run.
    for (let before = -1; before < ids().size; ) {
      before = ids().size;
      await run();
    }
    expect(ids().size).toBe(body.queued);
  });

  it('signs with both secrets for a day after a rotation', async () => {
    const { url, webhook_id, secret } = await endpoint();
    const { body } = await act(webhook_id, 'rotate-secret');
    expect(body.secret).not.toBe(secret);
    await act(webhook_id, 'test');
    const { run, at, later } = receivers();
    await run();
    later(DAY + MINUTE);
    await act(webhook_id, 'test');
    await run();
    const [during, after] = at(url) as [Received, Received];
    for (const one of [secret, body.secret]) verify(one, during);
    const fresh = { ...after, headers: { ...after.headers } };
    expect(after.headers['webhook-signature']?.split(' ').length).toBe(1);
    expect(during.headers['webhook-signature']?.split(' ').length).toBe(2);
    expect(fresh.body).toContain('"ping"');
  });

  it('gets a ping for itself only, even while disabled; the stream does not contain it', async () => {
    const [mine, other] = [await endpoint(), await endpoint()];
    await act(mine.webhook_id, 'disable');
    expect((await act(mine.webhook_id, 'test')).status).toBe(200);
    const { run, at } = receivers();
    await run();
    expect(typesOf(at(mine.url))).toEqual(['ping']);
    expect(at(other.url)).toEqual([]);
    const { body } = await get('/api/v1/events?limit=100', { token: admin.token });
    expect(JSON.stringify(body.items)).not.toContain('"ping"');
  });

  it('that is slow or dead delays no other', async () => {
    const [dead, fine] = [await endpoint(), await endpoint()];
    for (let n = 0; n < 8; n++) await newBooking(client, model_id, n * 4, n * 4 + 2);
    const { run, at } = receivers(({ url }) => (url === dead.url ? down() : new Response()));
    await run();
    expect(at(fine.url).length).toBe(8);
    expect(await deliveries(fine.webhook_id, '?state=delivered&limit=100')).toHaveLength(8);
  });
});

describe('dispatchers', () => {
  it('are woken by the cron: through the queue, or directly without one', async () => {
    const { url, webhook_id } = await endpoint();
    const { run, at, fetchStub } = receivers();
    // Nothing of other tests is overdue, because the cron would process that itself.
    await run();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    // The cron also processes what other tests have left, and reports it.
    const own = () => at(url).filter(({ body }) => body.includes(booking_id));
    const stub = vi.spyOn(globalThis, 'fetch').mockImplementation(fetchStub);
    try {
      const send = vi.fn(async () => {});
      await runCron({ OUTBOX: { send } });
      expect([send.mock.calls, own()]).toEqual([[[{ kind: 'webhooks' }], [{ kind: 'mails' }]], []]);
      await runCron({ OUTBOX: undefined });
    } finally {
      stub.mockRestore();
    }
    expect(own().length).toBe(1);
    for (const { state } of await deliveries(webhook_id)) expect(state).toBe('delivered');
    await run();
    expect(own().length).toBe(1);
  });

  it('run in the cron for work that the queue has lost for a minute or does not accept', async () => {
    const [lost, refused] = [await endpoint(), await endpoint()];
    await newBooking(client, model_id, 0, 2);
    const { at, fetchStub } = receivers();
    const stub = vi.spyOn(globalThis, 'fetch').mockImplementation(fetchStub);
    const dueSince = (ms: number, id: string) =>
      bindings.DB.prepare(
        'UPDATE webhook_deliveries SET next_attempt_at = ? WHERE endpoint_seq = (SELECT seq FROM webhook_endpoints WHERE id = ?)',
      )
        .bind(ms, id)
        .run();
    try {
      await dueSince(Date.now() + DAY, refused.webhook_id);
      await dueSince(Date.now() - 59_000, lost.webhook_id);
      await runCron({ OUTBOX: { send: async () => {} } });
      expect(at(lost.url)).toEqual([]);
      await dueSince(Date.now() - 60_000, lost.webhook_id);
      await runCron({ OUTBOX: { send: async () => {} } });
      expect(at(lost.url).length).toBe(1);
      await dueSince(Date.now() - 1, refused.webhook_id);
      await runCron({ OUTBOX: { send: () => Promise.reject(new Error('down')) } });
      expect(at(refused.url).length).toBe(1);
    } finally {
      stub.mockRestore();
    }
  });

  it('of which 50 run concurrently claim each delivery once', async () => {
    const { url } = await endpoint();
    for (let n = 0; n < 12; n++) await newBooking(client, model_id, n * 4, n * 4 + 2);
    const { run, at } = receivers();
    await Promise.all(Array.from({ length: 50 }, () => run()));
    expect(at(url).length).toBe(12);
    expect(new Set(at(url).map(({ headers }) => headers['webhook-id'])).size).toBe(12);
  });

  it('that die between sending and recording send the same delivery again', async () => {
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const { run, at, later } = receivers();
    const DB = intercepted(bindings.DB, (statements, work) =>
      statements.some(({ sql }) => /^update "webhook_deliveries"/i.test(sql))
        ? Promise.reject(new Error('D1_ERROR: Network connection lost.'))
        : work(),
    );
    await run({ DB });
    expect(await deliveries(webhook_id)).toMatchObject([{ state: 'pending', attempts: 1 }]);
    later(29_000);
    await run();
    expect(at(url).length).toBe(1);
    later(2000);
    await run();
    expect(at(url).length).toBe(2);
    expect(at(url)[0]?.body).toBe(at(url)[1]?.body);
    expect(await deliveries(webhook_id)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it.each([
    ['a failure', () => new Response(null, { status: 500 })],
    ['a success', () => new Response(null, { status: 204 })],
  ])('that finish late with %s overwrite no later attempt', async (_, late) => {
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const slow = Promise.withResolvers<Response>();
    const { run, at, later } = receivers(({ url: to }) =>
      to === url && at(url).length === 1 ? slow.promise : new Response(null, { status: 502 }),
    );
    const first = run();
    await vi.waitFor(() => expect(at(url).length).toBe(1));
    later(31_000);
    await run();
    const stands = await deliveries(webhook_id);
    expect(stands).toMatchObject([{ state: 'pending', attempts: 2, last_status: 502 }]);
    slow.resolve(late());
    await first;
    expect(await deliveries(webhook_id)).toEqual(stands);
  });

  it('schedule a wake-up for the next attempt', async () => {
    await endpoint();
    const sent: { body: unknown; options: unknown }[] = [];
    const OUTBOX = {
      send: async (body: unknown, options: unknown) => void sent.push({ body, options }),
    };
    await post(
      '/api/v1/bookings',
      {
        model_id,
        start_time: new Date(Date.now() + DAY).toISOString(),
        end_time: new Date(Date.now() + DAY + 2 * HOUR).toISOString(),
      },
      { token: client.token, env: { OUTBOX } },
    );
    expect(sent.map(({ body }) => body)).toEqual([{ kind: 'webhooks' }, { kind: 'mails' }]);
    sent.length = 0;
    const { run } = receivers(down);
    await run({ OUTBOX });
    expect(sent[0]).toMatchObject({ body: { kind: 'webhooks' } });
    expect([4, 5, 6]).toContain((sent[0]?.options as { delaySeconds: number })?.delaySeconds);
  });
});
