import { beforeEach, describe, expect, it } from 'vitest';
import { bindings, post, put } from '../helpers/api';
import { confirm, newBooking, newOption, type Person, stage } from '../helpers/data';
import { down, receivers, typesOf, verify } from '../helpers/webhook-receiver';
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

describe('a delivery', () => {
  it('carries the event, signed as in Standard Webhooks, and no free text', async () => {
    const { url, secret } = await endpoint();
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const path = `/api/v1/bookings/${booking_id}`;
    await put(path, { notes: '비밀 메모', location: '성수동' }, { token: client.token });
    const { run, at } = receivers();
    await run();
    const calls = at(url);
    expect(typesOf(calls)).toEqual(['booking.created', 'booking.edited']);
    for (const call of calls) {
      expect(verify(secret, call)).toEqual(JSON.parse(call.body));
      expect(call.headers).toMatchObject({
        'content-type': 'application/json',
        'user-agent': 'ModelAgency-Webhooks/1',
        'webhook-id': JSON.parse(call.body).id,
      });
      expect(call.body).not.toMatch(/메모|성수동|김하늘/);
      expect(call.redirect).toBe('manual');
      const forged = { ...call, body: call.body.replace('client', 'agency') };
      expect(() => verify(secret, forged)).toThrow();
      const stale = String(Number(call.headers['webhook-timestamp']) - 360);
      const old = { ...call, headers: { ...call.headers, 'webhook-timestamp': stale } };
      expect(() => verify(secret, old)).toThrow();
    }
    const edited = calls
      .map(({ body }) => JSON.parse(body))
      .find(({ type }) => type === 'booking.edited');
    expect(edited.data).toMatchObject({
      booking_id,
      model_id,
      user_id: client.id,
      status: 'requested',
      previous_status: 'requested',
      changes: ['notes', 'location'],
      by: 'client',
      version: 2,
    });
  });

  it('is sent for the events that the endpoint subscribes to', async () => {
    const { url } = await endpoint({ events: ['booking.confirmed'] });
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    await confirm(admin, booking_id);
    const { run, at } = receivers();
    await run();
    expect(typesOf(at(url))).toEqual(['booking.confirmed']);
  });

  it('is created for every booking that a change affects, and for none that was refused', async () => {
    const { url } = await endpoint({
      events: ['booking.confirmed', 'booking.released', 'booking.cancelled'],
    });
    const rival = await newOption(admin, model_id, 0, 2, admin);
    const { booking_id } = await newBooking(client, model_id, 1, 3);
    await confirm(admin, booking_id);
    const refused = await newBooking(client, model_id, 100, 102);
    expect(
      (await post(`/api/v1/bookings/${refused.booking_id}/complete`, {}, { token: admin.token }))
        .status,
    ).toBe(409);
    const { run, at } = receivers();
    await run();
    const events = at(url).map(({ body }) => JSON.parse(body));
    expect(events.map(({ type, data }) => [type, data.booking_id, data.by]).sort()).toEqual(
      [
        ['booking.confirmed', booking_id, 'agency'],
        ['booking.released', rival.booking_id, 'agency'],
      ].sort(),
    );
  });

  it('is repeated with the same id and body until the receiver is up', async () => {
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    let isUp = false;
    const { run, at, later } = receivers(() => (isUp ? new Response() : down()));
    await run();
    expect(await deliveries(webhook_id)).toMatchObject([
      { state: 'pending', attempts: 1, last_status: 500, last_error: 'status' },
    ]);
    expect((await shown(webhook_id)).failing_since).not.toBeNull();
    await run();
    expect(at(url).length).toBe(1);
    later(7000);
    await run();
    isUp = true;
    later(HOUR);
    await run();
    expect(at(url).length).toBe(3);
    expect(new Set(at(url).map(({ body }) => body)).size).toBe(1);
    expect(new Set(at(url).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries(webhook_id)).toMatchObject([{ state: 'delivered', attempts: 3 }]);
    expect((await shown(webhook_id)).failing_since).toBeNull();
    const { results } = await bindings.DB.prepare('SELECT * FROM webhook_deliveries').all();
    expect(JSON.stringify(results)).not.toContain('secret answer');
  });

  it('fails permanently after ten attempts over three days', async () => {
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const { run, at, later } = receivers(down);
    for (let attempt = 0; attempt < 12; attempt++) {
      await run();
      later(29 * HOUR);
      // Disabling the endpoint is tested elsewhere.
      await bindings.DB.prepare('UPDATE webhook_endpoints SET failing_since = NULL').run();
    }
    expect(at(url).length).toBe(10);
    expect(await deliveries(webhook_id, '?state=failed')).toMatchObject([
      { attempts: 10, next_attempt_at: null },
    ]);
  });

  it.each([
    [503, '7200', 2 * HOUR],
    [429, '7200', 2 * HOUR],
    [503, String(10 * 86_400), DAY],
    [429, new Date(Date.now() + 10 * DAY).toUTCString(), DAY],
    // Only these two request a delay: 5 s, plus or minus a fifth.
    [500, '7200', 6000],
    [503, 'soon', 6000],
  ])('waits as long as the receiver requests, at most a day: %i, %s', async (status, asked, ms) => {
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const headers = { 'Retry-After': asked };
    const { run, at, later } = receivers(() => new Response(null, { status, headers }));
    const started = Date.now();
    await run();
    const [{ next_attempt_at }] = await deliveries(webhook_id);
    const pause = Date.parse(next_attempt_at) - started;
    expect(pause).toBeGreaterThan(ms * 0.6);
    expect(pause).toBeLessThanOrEqual(ms + MINUTE);
    later(ms / 2);
    await run();
    expect(at(url).length).toBe(1);
    later(ms / 2 + MINUTE);
    await run();
    expect(at(url).length).toBe(2);
  });

  it('does not follow redirects', async () => {
    const { url, webhook_id } = await endpoint();
    await newBooking(client, model_id, 0, 2);
    const { run, calls } = receivers(
      () => new Response(null, { status: 302, headers: { Location: 'http://169.254.169.254/' } }),
    );
    await run();
    expect(calls.map((call) => call.url)).toEqual([url]);
    expect(await deliveries(webhook_id)).toMatchObject([{ state: 'pending', last_status: 302 }]);
  });

  it('is never sent to a forbidden target, whatever is stored', async () => {
    const { webhook_id } = await endpoint();
    await bindings.DB.prepare(
      "UPDATE webhook_endpoints SET url = 'https://169.254.169.254/' WHERE id = ?",
    )
      .bind(webhook_id)
      .run();
    await act(webhook_id, 'test');
    const { run, calls } = receivers();
    await run();
    expect(calls).toEqual([]);
    expect(await deliveries(webhook_id)).toMatchObject([{ last_error: 'target_not_allowed' }]);
  });
});
