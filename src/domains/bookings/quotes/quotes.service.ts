import type * as z from 'zod';
import { AppError, invalidField } from '../../../errors';
import type { ActorContext } from '../../../http/context';
import { mergeWindows, toWindowView, type Window } from '../../../lib/time';
import { busyWindows } from '../../models/availability.service';
import * as models from '../../models/models.service';
import { isQueueFull, isTooLateForOption, totalPrice } from '../bookings.rules';
import { type BookingBody, lengthProblems, startProblems } from '../bookings.schemas';
import { nearestFree, searchRange } from './nearest-free.rules';
import { findLiveOptions } from './quotes.repository';

const OFFERS = 3;

interface Wish {
  modelId: string;
  window: Window;
  timezone: string;
  /** The booking that is being moved. It does not block itself. */
  exceptBookingId?: string;
}

/** Returns the busy times that block a window and the best free alternatives. */
export function availabilityIn(
  ctx: ActorContext,
  window: Window,
  zone: string,
  busy: readonly Window[],
) {
  const blockers = busy.filter(({ start, end }) => start < window.end && end > window.start);
  const range = searchRange(window, ctx.now);
  return { blockers, offers: nearestFree(window, mergeWindows(busy), range, zone, OFFERS) };
}

/** Reads the busy times, then does the same as `availabilityIn`. */
export async function findAvailability(
  ctx: ActorContext,
  { modelId, window, timezone, exceptBookingId }: Wish,
) {
  const range = searchRange(window, ctx.now);
  const wide = {
    start: Math.min(range.start, window.start),
    end: Math.max(range.end, window.end),
  };
  const busy = await busyWindows(ctx, modelId, wide, exceptBookingId);
  return availabilityIn(ctx, window, timezone, busy);
}

/**
 * Builds the error for a taken window. It names the blocker by its times only and offers alternatives.
 * Returns undefined if nothing busy overlaps the window.
 */
export function windowConflict(
  { blockers, offers }: ReturnType<typeof availabilityIn>,
  item?: number,
): AppError | undefined {
  const [blocker] = blockers;
  if (!blocker) return undefined;
  return new AppError('BookingConflictException', {
    conflict: { ...(item !== undefined && { item }), ...toWindowView(blocker) },
    nearestFree: offers.map(toWindowView),
  });
}

/**
 * Returns the price and availability of a booking. Writes nothing.
 * @throws AppError 404 for the model, 422 by field, as for a booking.
 */
export async function quote(ctx: ActorContext, input: z.output<typeof BookingBody>) {
  const window = { start: input.start_time, end: input.end_time };
  const errors = [
    ...lengthProblems(window),
    ...startProblems(window.start, ctx.now, ctx.actor.role),
  ];
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const model = await models.get(ctx, input.model_id);
  if (!model.isAvailable) throw invalidField('model_id', 'not_available', 'model.not_available');
  const [{ blockers, offers }, options, others] = await Promise.all([
    findAvailability(ctx, { modelId: model.id, window, timezone: input.timezone }),
    findLiveOptions(ctx.db, model.id, window, ctx.now),
    models.alternatives(ctx, model, window),
  ]);
  const isFree = blockers.length === 0;
  const hasPlace =
    isFree && !isTooLateForOption(window.start, ctx.now) && !isQueueFull(options, window);
  return {
    model,
    window,
    timezone: input.timezone,
    totalPrice: totalPrice(window, model.pricePerHour),
    isFree,
    blockers,
    optionPosition: hasPlace ? options.length + 1 : null,
    nearestFree: isFree ? [] : offers,
    alternatives: others.map((other) => ({
      model: other,
      totalPrice: totalPrice(window, other.pricePerHour),
    })),
  };
}
