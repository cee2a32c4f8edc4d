import { describe, expect, it } from 'vitest';
import { bindings, post, put } from '../helpers/api';
import { accountBody, confirm, newBooking, newModel, newPerson, window } from '../helpers/data';

const statuses = (answers: { status: number }[]) =>
  answers.reduce<Record<number, number>>((counts, { status }) => {
    counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }, {});

/** Returns a model's confirmed bookings that overlap another confirmed one. */
const overlapping = (modelId: string) =>
  bindings.DB.prepare(
    `SELECT count(*) AS n FROM bookings a JOIN bookings b ON a.model_id = b.model_id AND a.seq < b.seq
      AND a.start_at < b.end_at AND b.start_at < a.end_at
      WHERE a.model_id = ? AND a.status = 'confirmed' AND b.status = 'confirmed'`,
  )
    .bind(modelId)
    .first<number>('n');

describe('concurrent requests', () => {
  it('to confirm 50 overlapping bookings: exactly one succeeds', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const made = [];
    for (let n = 0; n < 50; n++) made.push(await newBooking(admin, model_id, n % 3, 5 + (n % 4)));
    const answers = await Promise.all(made.map(({ booking_id }) => confirm(admin, booking_id)));
    expect(statuses(answers)).toEqual({ 200: 1, 409: 49 });
    expect(await overlapping(model_id)).toBe(0);
  });

  it('to confirm one booking, 50 times: it is confirmed once', async () => {
    const [admin, client] = [await newPerson('admin'), await newPerson()];
    const { model_id } = await newModel(admin);
    const { booking_id } = await newBooking(client, model_id, 0, 2);
    const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(admin, booking_id)));
    expect(statuses(answers)).toEqual({ 200: 1, 409: 49 });
    const events = await bindings.DB.prepare(
      'SELECT count(*) AS n FROM booking_events WHERE booking_id = ?',
    )
      .bind(booking_id)
      .first('n');
    expect(events).toBe(2);
  });

  it('of 20 admins to move confirmed bookings onto one window: one succeeds', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const made = [];
    for (let n = 0; n < 20; n++) made.push(await newBooking(admin, model_id, n * 2, n * 2 + 2));
    for (const { booking_id } of made) await confirm(admin, booking_id);
    const answers = await Promise.all(
      made.map(({ booking_id }) =>
        put(`/api/v1/bookings/${booking_id}`, window(100, 102), { token: admin.token }),
      ),
    );
    expect(statuses(answers)).toEqual({ 200: 1, 409: 19 });
    expect(await overlapping(model_id)).toBe(0);
  });

  it('to sign up with one email, 16 times: exactly one succeeds', async () => {
    const { email } = accountBody();
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => post('/api/v1/auth/register', accountBody({ email }))),
    );
    expect(statuses(answers)).toEqual({ 200: 1, 422: 15 });
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.body.error_message).toBe('이미 존재하는 이메일입니다');
  });

  it('to book while a price changes: the old or the new price, never a mix', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin, { price_per_hour: 100_000 });
    const request = () =>
      post('/api/v1/bookings', { model_id, ...window(0, 2) }, { token: admin.token });
    const rise = () =>
      put(`/api/v1/models/${model_id}`, { price_per_hour: 200_000 }, { token: admin.token });
    const answers = await Promise.all([request(), request(), rise(), request(), request()]);
    for (const { body } of answers.filter((answer) => answer.body.booking_id)) {
      expect(body.total_price).toBe(body.price_per_hour * 2);
    }
  });
});

describe('the database itself', () => {
  const confirmed = "UPDATE bookings SET status = 'confirmed' WHERE id = ?";

  it('refuses an overlap, an illegal transition and the loss of the last admin by raw SQL', async () => {
    const admin = await newPerson('admin');
    const { model_id } = await newModel(admin);
    const [a, b] = [
      await newBooking(admin, model_id, 0, 4),
      await newBooking(admin, model_id, 2, 6),
    ];
    const run = (sql: string, ...args: unknown[]) =>
      bindings.DB.prepare(sql)
        .bind(...args)
        .run();
    await run(confirmed, a.booking_id);
    await expect(run(confirmed, b.booking_id)).rejects.toThrow('BOOKING_OVERLAP');
    await expect(
      run("UPDATE bookings SET status = 'completed' WHERE id = ?", b.booking_id),
    ).rejects.toThrow('INVALID_TRANSITION');
    await expect(
      run('UPDATE bookings SET total_price = 0 WHERE id = ?', b.booking_id),
    ).rejects.toThrow('CHECK');
    await expect(run("UPDATE users SET role = 'client' WHERE role = 'admin'")).rejects.toThrow(
      'LAST_ADMIN',
    );
    await expect(
      run('UPDATE models SET price_per_hour = 9999 WHERE id = ?', model_id),
    ).rejects.toThrow('CHECK');
    await expect(run('DELETE FROM users WHERE id = ?', admin.id)).rejects.toThrow('FOREIGN KEY');
  });
});
