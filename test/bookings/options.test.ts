import { describe, expect, it } from 'vitest';
import { bindings, get, put } from '../helpers/api';
import {
  confirm,
  findings,
  lapseOption,
  move,
  newBooking,
  newOption,
  newPerson,
  stage,
  window,
} from '../helpers/data';

const HOUR = 3_600_000;

const read = async (token: string, id: string) =>
  (await get(`/api/v1/bookings/${id}`, { token })).body;

const events = async (token: string, id: string) =>
  (await get(`/api/v1/bookings/${id}/events`, { token })).body.items.map(
    (item: { event: string }) => item.event,
  );

describe('an option', () => {
  it('takes the next position; later ones move up when one ends', async () => {
    const { admin, model_id } = await stage();
    const [a, b, c] = [
      await newOption(admin, model_id, 0, 4),
      await newOption(admin, model_id, 2, 6),
      await newOption(admin, model_id, 3, 5),
    ];
    expect([a, b, c].map(({ option_position }) => option_position)).toEqual([1, 2, 3]);
    const etag = (
      await get(`/api/v1/bookings/${c.booking_id}`, { token: admin.token })
    ).headers.get('ETag');
    expect((await move(admin, a.booking_id, 'release')).body).toMatchObject({
      status: 'released',
      option_position: null,
    });
    const after = await get(`/api/v1/bookings/${c.booking_id}`, { token: admin.token });
    expect(after.body.option_position).toBe(2);
    expect(after.headers.get('ETag')).not.toBe(etag);
  });

  it('competes only with options that it overlaps', async () => {
    const { admin, model_id } = await stage();
    await newOption(admin, model_id, 0, 4);
    expect((await newOption(admin, model_id, 4, 8)).option_position).toBe(1);
  });

  it('lives for its TTL or until a day before the start', async () => {
    const { admin, model_id } = await stage();
    const far = await newOption(admin, model_id, 0, 2);
    const lived = Date.parse(far.option_expires_at) - Date.now();
    expect(lived).toBeGreaterThan(72 * HOUR - 60_000);
    expect(lived).toBeLessThanOrEqual(72 * HOUR);
    const near = await newOption(admin, model_id, -9 * 24 + 1, -9 * 24 + 3);
    expect(Date.parse(near.start_time) - Date.parse(near.option_expires_at)).toBe(24 * HOUR);
    const late = await newBooking(admin, model_id, -10 * 24 + 3, -10 * 24 + 5);
    const refused = await move(admin, late.booking_id, 'option');
    expect(refused.body).toMatchObject({ status: 422, errors: [{ field: 'start_time' }] });
  });

  it('of which four overlap at one moment blocks a fifth, at that moment only', async () => {
    const { admin, model_id } = await stage();
    for (const [from, to] of [
      [0, 4],
      [1, 5],
      [2, 6],
      [3, 7],
    ] as const)
      await newOption(admin, model_id, from, to);
    const fifth = await newBooking(admin, model_id, 2, 9);
    const refused = await move(admin, fifth.booking_id, 'option');
    expect(refused.body).toMatchObject({ status: 409, error_code: 'BookingConflictException' });
    await newOption(admin, model_id, 4, 9);
    expect(await findings()).toEqual([]);
  });

  it('that has lapsed is dead even before the cron has run', async () => {
    const { admin, client, model_id } = await stage();
    const second = await newOption(admin, model_id, 0, 4);
    const first = await newOption(admin, model_id, 0, 4, client);
    const before = await get(`/api/v1/bookings/${first.booking_id}`, { token: client.token });
    await lapseOption(first.booking_id);
    const path = `/api/v1/bookings/${first.booking_id}`;
    const dead = await get(path, { token: client.token });
    expect(dead.body).toMatchObject({ status: 'expired', option_position: null });
    expect(dead.headers.get('ETag')).not.toBe(before.headers.get('ETag'));
    expect((await read(admin.token, second.booking_id)).option_position).toBe(1);
    const list = async (status: string) =>
      (await get(`/api/v1/bookings?model_id=${model_id}&status=${status}`, { token: admin.token }))
        .body.total;
    expect([
      await list('option'),
      await list('expired'),
      await list('option&status=expired'),
    ]).toEqual([1, 1, 2]);
    for (const answer of [
      await confirm(admin, first.booking_id),
      await move(admin, first.booking_id, 'release'),
      await put(path, { notes: 'x' }, { token: client.token }),
    ]) {
      expect(answer.body).toMatchObject({
        status: 409,
        conflict: { from: 'expired', allowed: [] },
      });
    }
    for (let n = 0; n < 3; n++) await newOption(admin, model_id, 0, 4);
    await expect(
      bindings.DB.prepare("UPDATE bookings SET status = 'confirmed', updated_at = ? WHERE id = ?")
        .bind(Date.now(), first.booking_id)
        .run(),
    ).rejects.toThrow('INVALID_TRANSITION');
  });

  it('that is confirmed releases all that overlap it, and nothing else', async () => {
    const { admin, client, model_id } = await stage();
    const [a, b, c] = [
      await newOption(admin, model_id, 0, 4),
      await newOption(admin, model_id, 2, 6, client),
      await newOption(admin, model_id, 6, 8),
    ];
    const request = await newBooking(await newPerson(), model_id, 2, 3);
    expect((await confirm(admin, a.booking_id)).body).toMatchObject({
      status: 'confirmed',
      option_position: null,
    });
    const states = await Promise.all(
      [b, c, request].map(({ booking_id }) => read(admin.token, booking_id)),
    );
    expect(states.map(({ status }) => status)).toEqual(['released', 'option', 'requested']);
    expect(await events(client.token, b.booking_id)).toEqual(['created', 'option', 'released']);
    expect(await findings()).toEqual([]);
  });

  it('keeps its place within its window and goes to the end when it moves beyond', async () => {
    const { admin, model_id } = await stage();
    const first = await newOption(admin, model_id, 0, 6);
    const second = await newOption(admin, model_id, 0, 6);
    const reschedule = (from: number, to: number) =>
      put(`/api/v1/bookings/${first.booking_id}`, window(from, to), { token: admin.token });
    expect((await reschedule(1, 5)).body.option_position).toBe(1);
    expect((await reschedule(1, 9)).body.option_position).toBe(2);
    expect((await read(admin.token, second.booking_id)).option_position).toBe(1);
  });
});

describe('a challenge', () => {
  it('gives the options ahead a deadline of 24 h and records it in their history', async () => {
    const { admin, client, model_id } = await stage();
    const first = await newOption(admin, model_id, 0, 4);
    const soon = await newOption(admin, model_id, 0, 4);
    await bindings.DB.prepare('UPDATE bookings SET option_expires_at = ? WHERE id = ?')
      .bind(Date.now() + HOUR, soon.booking_id)
      .run();
    const last = await newOption(admin, model_id, 0, 4, client);
    const behind = await newOption(admin, model_id, 0, 4);
    const answer = await move(client, last.booking_id, 'challenge');
    expect(answer.body).toMatchObject({
      booking_id: last.booking_id,
      status: 'option',
      option_position: 3,
    });
    const expiry = async (id: string) =>
      Date.parse((await read(admin.token, id)).option_expires_at) - Date.now();
    expect(await expiry(first.booking_id)).toBeLessThanOrEqual(24 * HOUR);
    expect(await expiry(soon.booking_id)).toBeLessThanOrEqual(HOUR);
    expect(await expiry(last.booking_id)).toBeGreaterThan(71 * HOUR);
    expect(await expiry(behind.booking_id)).toBeGreaterThan(71 * HOUR);
    expect(await events(admin.token, first.booking_id)).toEqual([
      'created',
      'option',
      'challenged',
    ]);
    expect(await events(admin.token, last.booking_id)).toEqual(['created', 'option', 'challenge']);
    const again = await move(client, last.booking_id, 'challenge');
    expect(again.status).toBe(200);
  });

  it('requires a live option behind another one, and its owner or an admin', async () => {
    const { admin, client, model_id } = await stage();
    const stranger = await newPerson();
    const rival = await newPerson();
    const first = await newOption(admin, model_id, 0, 4, client);
    const second = await newOption(admin, model_id, 0, 4, rival);
    const request = await newBooking(client, model_id, 4, 6);
    expect((await move(client, first.booking_id, 'challenge')).body.error_code).toBe(
      'InvalidTransitionException',
    );
    expect((await move(client, request.booking_id, 'challenge')).body).toMatchObject({
      status: 409,
      conflict: { from: 'requested', to: 'requested' },
    });
    expect((await move(stranger, second.booking_id, 'challenge')).status).toBe(404);
    await lapseOption(first.booking_id);
    expect((await move(rival, second.booking_id, 'challenge')).status).toBe(409);
  });
});
