import type * as z from 'zod';
import type { ActorContext } from '../../http/context';
import { AppError, invalidField } from '../../lib/errors';
import { mergeWindows, toWindowView, type Window } from '../../lib/time';
import { busyWindows } from '../models/availability.service';
import * as models from '../models/models.service';
import { findLiveOptions } from './bookings.repository';
import {
  isFull,
  lengthProblems,
  nearestFree,
  searchRange,
  startProblems,
  totalPrice,
} from './bookings.rules';
import type { BookingBody } from './bookings.schemas';

const OFFERS = 3;

interface Wish {
  modelId: string;
  window: Window;
  /** A booking that wants to move does not stand in its own way. */
  exceptBookingId?: string;
}

/** What stands in a window's way and the free ones nearest to it. */
async function lookAround(ctx: ActorContext, { modelId, window, exceptBookingId }: Wish) {
  const range = searchRange(window, ctx.now);
  const wide = {
    start: Math.min(range.start, window.start),
    end: Math.max(range.end, window.end),
  };
  const busy = await busyWindows(ctx, modelId, wide, exceptBookingId);
  const blockers = busy.filter(({ start, end }) => start < window.end && end > window.start);
  return { blockers, offers: nearestFree(window, mergeWindows(busy), range, OFFERS) };
}

/**
 * The error for a window that is taken: names the blocker, times only, and offers others. Nothing
 * when it is free.
 */
export async function findConflict(ctx: ActorContext, wish: Wish, item?: number) {
  const { blockers, offers } = await lookAround(ctx, wish);
  const [blocker] = blockers;
  if (!blocker) return undefined;
  return new AppError('BookingConflictException', {
    conflict: { ...(item !== undefined && { item }), ...toWindowView(blocker) },
    nearestFree: offers.map(toWindowView),
  });
}

/** The error for a window that the database refused, though what stood there may be gone by now. */
export const windowConflict = async (ctx: ActorContext, wish: Wish) =>
  (await findConflict(ctx, wish)) ?? new AppError('BookingConflictException');

/** Options that compete for a window: too many of them is a conflict of its own kind. */
export function optionsFull(): AppError {
  return new AppError('BookingConflictException', { message: 'booking.options_full' });
}

/**
 * What a booking would cost and whether it could be had. Writes nothing.
 * @throws AppError 404 for the model, 422 by field, as a booking would.
 */
export async function quote(ctx: ActorContext, input: z.output<typeof BookingBody>) {
  const window = { start: input.start_time, end: input.end_time };
  const errors = [...lengthProblems(window), ...startProblems(window.start, ctx.now)];
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const model = await models.get(ctx, input.model_id);
  if (!model.isAvailable) throw invalidField('model_id', 'not_available', 'model.not_available');
  const [{ blockers, offers }, options, others] = await Promise.all([
    lookAround(ctx, { modelId: model.id, window }),
    findLiveOptions(ctx.db, model.id, window, ctx.now),
    models.alternatives(ctx, model, window),
  ]);
  const isFree = blockers.length === 0;
  return {
    model,
    window,
    timezone: input.timezone,
    totalPrice: totalPrice(window, model.pricePerHour),
    isFree,
    blockers,
    optionPosition: isFree && !isFull(options, window) ? options.length + 1 : null,
    nearestFree: isFree ? [] : offers,
    alternatives: others.map((other) => ({
      model: other,
      totalPrice: totalPrice(window, other.pricePerHour),
    })),
  };
}
