import { vi } from 'vitest';
import { bindings } from './api';
import { confirm, newBooking, stage } from './data';

/**
 * Runs work at an instant (epoch milliseconds) from which requests take their `now`. The instant must not be
 * in the future, because caches would wait for it.
 */
export async function atTime<T>(instant: number, work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ['Date'], now: instant });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

/**
 * Moves a booking to a start, as if it had been created 40 days earlier. An option's deadline moves along.
 */
export const startAt = (bookingId: string, start: number) =>
  bindings.DB.prepare(
    `UPDATE bookings SET start_at = ?1, end_at = end_at + ?1 - start_at, option_expires_at = option_expires_at + ?1 - start_at,
      created_at = ?1 - 3456000000, updated_at = ?1 - 3456000000 WHERE id = ?2`,
  )
    .bind(start, bookingId)
    .run();

/** Moves an option's deadline, and nothing else. */
export const expireAt = (bookingId: string, instant: number) =>
  bindings.DB.prepare('UPDATE bookings SET option_expires_at = ? WHERE id = ?')
    .bind(instant, bookingId)
    .run();

export const iso = (instant: number) => new Date(instant).toISOString();

/** The error for a transition that the state or the clock does not allow. */
export const illegal = { status: 409, error_code: 'InvalidTransitionException' };

/** Creates a client's booking that starts at `start` and was created long before. */
export async function newBookingAt(start: number, status: 'requested' | 'confirmed' = 'requested') {
  const { admin, client, model_id } = await stage();
  const { booking_id: id } = await newBooking(client, model_id, 0, 4);
  if (status === 'confirmed') await confirm(admin, id);
  await startAt(id, start);
  return { admin, client, model_id, id, path: `/api/v1/bookings/${id}` };
}
