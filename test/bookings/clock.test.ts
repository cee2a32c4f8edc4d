import { describe, expect, it } from 'vitest';
import { runMaintenance } from '../../src/maintenance';
import { bindings, del, get, put } from '../helpers/api';
import { atTime, illegal, iso, newBookingAt } from '../helpers/clock';
import { DAY, move, newOption, type Person, stage } from '../helpers/data';

const HOUR = 3_600_000;
const { DB } = bindings;
const read = (person: Person, id: string, headers = {}) =>
  get(`/api/v1/bookings/${id}`, { token: person.token, headers });

describe('an option', () => {
  it.each([
    ['a millisecond before', -1, 200],
    ['at', 0, 422],
    ['a millisecond after', 1, 422],
  ])('placed %s 24 h before the start: %s', async (_, late, status) => {
    const now = Date.now();
    const { admin, id } = await newBookingAt(now + DAY - late);
    const answer = await atTime(now, () => move(admin, id, 'option'));
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body.option_expires_at).toBe(iso(now + 1));
    else
      expect(answer.body.errors).toMatchObject([{ field: 'start_time', code: 'option_too_late' }]);
  });

  it('placed too late is refused by the database too, as is one that would expire too late', async () => {
    const now = Date.now();
    const { id } = await newBookingAt(now + DAY + HOUR);
    const place = (expires: number, clock: number) =>
      DB.prepare(
        "UPDATE bookings SET status = 'option', optioned_at = ?2, option_expires_at = ?1, updated_at = ?2 WHERE id = ?3",
      )
        .bind(expires, clock, id)
        .run();
    await expect(place(now + HOUR + 1, now)).rejects.toThrow('bookings_option_in_time');
    await expect(place(now + HOUR, now + HOUR)).rejects.toThrow('OPTION_TOO_LATE');
    await expect(
      DB.prepare("UPDATE bookings SET status = 'option' WHERE id = ?").bind(id).run(),
    ).rejects.toThrow('bookings_option_expiry');
    await place(now + HOUR, now + HOUR - 1);
    await expect(
      DB.prepare("UPDATE bookings SET status = 'confirmed' WHERE id = ?").bind(id).run(),
    ).rejects.toThrow('bookings_option_expiry');
  });

  it('that moves later does not live longer, and one that moves too close is refused', async () => {
    const { admin, model_id } = await stage();
    const option = await newOption(admin, model_id, 0, 4);
    const path = `/api/v1/bookings/${option.booking_id}`;
    const change = (start: number, now: number) =>
      atTime(now, () =>
        put(
          path,
          { start_time: iso(start), end_time: iso(start + 4 * HOUR) },
          { token: admin.token },
        ),
      );
    const now = Date.now();
    const later = await change(Date.parse(option.start_time) + 5 * DAY, now);
    expect(later.body.option_expires_at).toBe(option.option_expires_at);
    const nearer = await change(now + 2 * DAY, now);
    expect(nearer.body.option_expires_at).toBe(iso(now + DAY));
    const tooNear = await change(now + DAY, now);
    expect(tooNear.body).toMatchObject({
      status: 422,
      errors: [{ field: 'start_time', code: 'option_too_late' }],
    });
    expect((await change(now + DAY + 1, now)).body.option_expires_at).toBe(iso(now + 1));
  });
});

describe('before the start', () => {
  const now = Date.now();
  it.each([
    ['confirm', 1, 200],
    ['confirm', 0, 409],
    ['confirm', -1, 409],
    ['decline', 1, 200],
    ['decline', 0, 409],
    ['decline', -1, 409],
  ])('an admin may %s a request: %i ms ahead is %i', async (name, ahead, status) => {
    const { admin, id } = await newBookingAt(now + ahead);
    const answer = await atTime(now, () => move(admin, id, name));
    expect(answer.status).toBe(status);
    if (status === 409)
      expect(answer.body.conflict).toMatchObject({ from: 'expired', allowed: [] });
  });

  it.each([
    ['requested', 1, 200],
    ['requested', 0, 409],
    ['confirmed', 1, 200],
    ['confirmed', 0, 409],
    ['confirmed', -1, 409],
  ] as const)(
    'the owner may cancel a %s booking: %i ms ahead is %i',
    async (state, ahead, status) => {
      const { client, path } = await newBookingAt(now + ahead, state);
      const answer = await atTime(now, () => del(path, { token: client.token }));
      expect(answer.status).toBe(status);
      if (status === 409) expect(answer.body.conflict.allowed).toEqual([]);
    },
  );

  it('an admin can cancel a confirmed booking at any time', async () => {
    const { admin, path } = await newBookingAt(now - DAY, 'confirmed');
    const answer = await del(path, { token: admin.token, body: { reason: '악천후' } });
    expect(answer.body.data).toMatchObject({ status: 'cancelled', cancel_reason: '악천후' });
    expect((await del(path, { token: admin.token })).body).toMatchObject(illegal);
  });
});

describe('after the start', () => {
  const now = Date.now();
  it.each([
    ['complete', 1, 409],
    ['complete', 0, 200],
    ['complete', -1, 200],
    ['no-show', 1, 409],
    ['no-show', 0, 200],
    ['no-show', -1, 200],
  ])('an admin may %s: %i ms ahead is %i', async (name, ahead, status) => {
    const { admin, id } = await newBookingAt(now + ahead, 'confirmed');
    const answer = await atTime(now, () => move(admin, id, name));
    expect(answer.status).toBe(status);
    if (status === 409) expect(answer.body.conflict.allowed).toEqual(['cancelled']);
  });

  it.each([
    ["status = 'completed'", 'confirmed'],
    ["status = 'no_show'", 'confirmed'],
    ["status = 'expired'", 'requested'],
  ] as const)('and not earlier, whoever writes %s', async (set, state) => {
    const { id } = await newBookingAt(now + HOUR, state);
    const write = (clock: number) =>
      DB.prepare(`UPDATE bookings SET ${set}, updated_at = ? WHERE id = ?`).bind(clock, id).run();
    await expect(write(now + HOUR - 1)).rejects.toThrow('INVALID_TRANSITION');
    await write(now + HOUR);
  });

  it('a request cannot be confirmed, declined or cancelled, whoever writes it', async () => {
    const { id } = await newBookingAt(now);
    for (const status of ['confirmed', 'declined', 'cancelled', 'option']) {
      const late = DB.prepare(
        'UPDATE bookings SET status = ?1, option_expires_at = iif(?1 = ?2, start_at - 86400000, NULL), updated_at = ?3 WHERE id = ?4',
      );
      await expect(late.bind(status, 'option', now, id).run()).rejects.toThrow(
        /INVALID_TRANSITION|OPTION_TOO_LATE/,
      );
    }
  });

  it('its client cannot cancel, whoever writes it', async () => {
    const { id, client, admin } = await newBookingAt(now, 'confirmed');
    const cancel = (by: string, clock: number) =>
      DB.prepare(
        "UPDATE bookings SET status = 'cancelled', updated_by = ?, updated_at = ? WHERE id = ?",
      )
        .bind(by, clock, id)
        .run();
    await expect(cancel(client.id, now)).rejects.toThrow('INVALID_TRANSITION');
    await cancel(admin.id, now);
  });
});

describe('the cron', () => {
  it('completes a booking exactly 24 h after its end', async () => {
    const now = Date.now();
    const { admin, id } = await newBookingAt(now - DAY - 4 * HOUR, 'confirmed');
    await runMaintenance(bindings, now - 1);
    expect((await read(admin, id)).body.status).toBe('confirmed');
    await runMaintenance(bindings, now);
    expect((await read(admin, id)).body.status).toBe('completed');
  });
});
