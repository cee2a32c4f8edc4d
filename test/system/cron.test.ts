import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, get } from '../helpers/api';
import { expireAt } from '../helpers/clock';
import { runCron } from '../helpers/cron';
import {
  confirm,
  findings,
  lapseOption,
  newBooking,
  newModel,
  newOption,
  newPerson,
  signIn,
} from '../helpers/data';
import { recording } from '../helpers/faults/statements';

const DAY = 86_400_000;
const events = async (token: string, id: string) =>
  (await get(`/api/v1/bookings/${id}/events`, { token })).body.items;

describe('the cron', () => {
  it('expires options and completes bookings that ended a day ago, as the system, once, also when run twice concurrently', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const option = await newOption(admin, model_id, 0, 2);
    const alive = await newOption(admin, model_id, 96, 98);
    const past = await newBooking(admin, model_id, 4, 6);
    const recent = await newBooking(admin, model_id, 30, 32);
    for (const { booking_id } of [past, recent]) await confirm(admin, booking_id);
    await lapseOption(option.booking_id);
    const now = Date.parse(past.end_time) + DAY;
    await expireAt(alive.booking_id, now + DAY);
    await Promise.all([runMaintenance(bindings, now), runMaintenance(bindings, now)]);
    const state = async ({ booking_id }: { booking_id: string }) =>
      bindings.DB.prepare('SELECT status FROM bookings WHERE id = ?')
        .bind(booking_id)
        .first('status');
    expect(await Promise.all([option, alive, past, recent].map(state))).toEqual([
      'expired',
      'option',
      'completed',
      'confirmed',
    ]);
    expect((await events(admin.token, option.booking_id)).at(-1)).toMatchObject({
      event: 'expired',
      actor_id: null,
    });
    const names = (await events(admin.token, option.booking_id)).map(
      (item: { event: string }) => item.event,
    );
    // Its deadline was moved by hand, which is in the history as well.
    expect(names).toEqual(['created', 'option', 'challenged', 'expired']);
    expect(await events(admin.token, past.booking_id)).toHaveLength(3);
    expect(await findings()).toEqual([]);
  });

  it('deletes ended sessions and keeps live ones', async () => {
    const person = await newPerson();
    await signIn(person.username);
    const sessions = () =>
      bindings.DB.prepare('SELECT count(*) AS n FROM sessions WHERE user_id = ?')
        .bind(person.id)
        .first('n');
    expect(await sessions()).toBe(2);
    await bindings.DB.prepare(
      'UPDATE sessions SET revoked_at = 1 WHERE id = (SELECT min(id) FROM sessions WHERE user_id = ?)',
    )
      .bind(person.id)
      .run();
    await runCron();
    expect(await sessions()).toBe(1);
  });
});

describe('the integrity query', () => {
  const run = (sql: string, ...args: unknown[]) =>
    bindings.DB.prepare(sql)
      .bind(...args)
      .run();

  it('finds what the guards would have refused, as do the metrics; readiness ignores it', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const [a, b] = [
      await newBooking(admin, model_id, 0, 4),
      await newBooking(admin, model_id, 8, 12),
    ];
    for (const { booking_id } of [a, b]) await confirm(admin, booking_id);
    const guard = await bindings.DB.prepare(
      "SELECT sql FROM sqlite_schema WHERE name = 'bookings_update_overlap'",
    ).first<string>('sql');
    const shift = (ms: number) =>
      run(
        'UPDATE bookings SET start_at = start_at + ?1, end_at = end_at + ?1 WHERE id = ?2',
        ms,
        b.booking_id,
      );
    await run('DROP TRIGGER bookings_update_overlap');
    await shift(-6 * 3_600_000);
    expect(await findings()).toEqual([
      { finding: 'overlap', booking_id: a.booking_id, detail: b.booking_id },
    ]);
    await run(guard ?? '');
    const ready = await get('/health/ready', { env: { DB: recording(bindings.DB).DB } });
    const metrics = await get('/metrics');
    await shift(6 * 3_600_000);
    expect(ready.status).toBe(200);
    expect(metrics.text).toContain('bookings_overlapping 1');
    expect(await findings()).toEqual([]);
    expect((await get('/metrics')).text).toContain('bookings_overlapping 0');
  });

  it('finds a gap in a history', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(admin, model_id, 0, 4);
    await confirm(admin, booking_id);
    await run(
      "DELETE FROM booking_events WHERE booking_id = ? AND event = 'confirmed'",
      booking_id,
    );
    expect(await findings()).toEqual([
      { finding: 'event_missing', booking_id, detail: 'confirmed' },
    ]);
    await run(
      "INSERT INTO booking_events (booking_id, event, from_status, to_status, at) VALUES (?, 'confirmed', 'option', 'confirmed', 1)",
      booking_id,
    );
    expect(await findings()).toEqual([
      { finding: 'gap_in_history', booking_id, detail: 'confirmed' },
    ]);
    await run(
      "UPDATE booking_events SET from_status = 'requested' WHERE booking_id = ? AND event = 'confirmed'",
      booking_id,
    );
  });

  it('is guarded by METRICS_TOKEN if it is set', async () => {
    const env = { METRICS_TOKEN: 'metrics-token-of-this-test' };
    expect((await get('/metrics', { env })).status).toBe(401);
    expect((await get('/metrics', { env, token: 'metrics-token-of-another' })).status).toBe(401);
    expect((await get('/metrics', { env, token: env.METRICS_TOKEN })).status).toBe(200);
  });

  it.each([
    ['development', 200],
    ['test', 200],
    ['staging', 404],
    ['production', 404],
  ])('without METRICS_TOKEN, in %s: %i', async (APP_ENV, status) => {
    const answer = await get('/metrics', { env: { APP_ENV, PASSWORD_HASH_COST: '15' } });
    expect(answer.status).toBe(status);
    if (status === 404) expect(answer.body.error_code).toBe('RouteNotFoundException');
  });

  it.each(['/metrics', '/health/ready'])('%s is limited by address', async (path) => {
    const asked: string[] = [];
    const limit = async ({ key }: { key: string }) => ({ success: asked.push(key) < 2 });
    const options = {
      env: { READ_LIMITER: { limit } },
      headers: { 'CF-Connecting-IP': '203.0.113.77' },
    };
    const answers = [await get(path, options), await get(path, options)];
    expect(answers.map(({ status }) => status)).toEqual([200, 429]);
    expect(asked).toEqual(Array(2).fill(expect.stringContaining('203.0.113.77')));
  });
});
