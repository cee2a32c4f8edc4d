import { raisedCode } from '../../db/errors';
import { AppError } from '../../errors';
import type { ActorContext, ServiceContext } from '../../http/context';
import { clip, gapsBetween, mergeWindows, toWindowView, type Window } from '../../lib/time';
import * as repository from './availability.repository';
import { get, notFound } from './models.service';

/**
 * Returns a model's busy and free windows within the range. Free windows can be booked: they lie within
 * `bookable`, and a model that is not available has none.
 * @throws AppError 404.
 */
export async function availability(
  ctx: ActorContext,
  modelId: string,
  range: Window,
  bookable: Window,
) {
  const { model, booked, out } = await repository.readBusy(ctx.db, modelId, range);
  if (!model) throw notFound(modelId);
  const busy = mergeWindows([...booked, ...out].map((window) => clip(window, range)));
  const free = model.isAvailable ? gapsBetween(clip(range, bookable), busy) : [];
  return { modelId, range, busy, free };
}

type Busy = Pick<Awaited<ReturnType<typeof repository.readBusy>>, 'booked' | 'out'>;

const windowsOf = ({ booked, out }: Busy, exceptBookingId?: string): Window[] =>
  [...booked.filter(({ id }) => id !== exceptBookingId), ...out]
    .map(({ start, end }) => ({ start, end }))
    .sort((a, b) => a.start - b.start || a.end - b.end);

/**
 * Returns a model's confirmed bookings (except one) and book-outs that overlap a range, by start, times only.
 */
export const busyWindows = async (
  ctx: ActorContext,
  modelId: string,
  range: Window,
  exceptBookingId?: string,
) => windowsOf(await repository.readBusy(ctx.db, modelId, range), exceptBookingId);

/**
 * Does the same for a booking's model, this many milliseconds to either side and without the booking itself.
 */
export const busyAround = async (ctx: ActorContext, bookingId: string, spread: number) =>
  windowsOf(await repository.readBusyAround(ctx.db, bookingId, spread), bookingId);

/** Returns which of the models have a confirmed booking or a book-out in the window. */
export const busyAmong = (ctx: ServiceContext, ids: readonly string[], window: Window) =>
  repository.busyAmong(ctx.db, ids, window);

/** Creates a book-out. @throws AppError 404, 409 that names the confirmed booking in the way. */
export async function createBookOut(
  ctx: ActorContext,
  modelId: string,
  input: { start_time: number; end_time: number; reason?: string | null | undefined },
) {
  const bookOut = {
    id: crypto.randomUUID(),
    modelId,
    startAt: input.start_time,
    endAt: input.end_time,
    reason: input.reason ?? null,
    createdBy: ctx.actor.userId,
    createdAt: ctx.now,
  };
  try {
    const row = await repository.insertBookOut(ctx.db, bookOut, ctx.idempotency);
    if (!row) throw notFound(modelId);
    return row;
  } catch (error) {
    if (raisedCode(error) !== 'BOOK_OUT_OVERLAP') throw error;
    const window = { start: input.start_time, end: input.end_time };
    const { booked } = await repository.readBusy(ctx.db, modelId, window);
    const conflict = booked[0] && { booking_id: booked[0].id, ...toWindowView(booked[0]) };
    throw new AppError('BookingConflictException', conflict && { conflict });
  }
}

/** Lists a model's book-outs by start. @throws AppError 404. */
export async function listBookOuts(
  ctx: ActorContext,
  modelId: string,
  page: { skip: number; limit: number },
) {
  const [, list] = await Promise.all([
    get(ctx, modelId),
    repository.listBookOuts(ctx.db, modelId, page),
  ]);
  return list;
}

/** Deletes a book-out. @throws AppError 404. */
export async function deleteBookOut(ctx: ActorContext, modelId: string, id: string): Promise<void> {
  const deleted = await repository.deleteBookOut(ctx.db, modelId, id, ctx.actor.userId);
  if (!deleted) throw new AppError('BookOutNotFoundException', { params: { id } });
}
