import { type BookingStatus, HOUR } from '../../../db/constants';
import { raisedCode } from '../../../db/errors';
import { AppError } from '../../../errors';
import type { ActorContext, Target } from '../../../http/context';
import { versionsOf } from '../../../http/etag';
import { busyAround } from '../../models/availability.service';
import { assertMayBook } from '../../users/users.email.service';
import type { BookingRow } from '../bookings.repository';
import { allowedMoves, isTooLateForOption } from '../bookings.rules';
import { get } from '../bookings.service';
import { SEARCH_SPREAD_MS } from '../quotes/nearest-free.rules';
import { availabilityIn, windowConflict } from '../quotes/quotes.service';
import * as refusals from '../refusals/refusals.service';
import { challengeIf, type TransitionDetails, transitionIf } from './transitions.repository';

/** Explains why a transition was refused, apart from a taken window. */
function explainIllegal(
  ctx: ActorContext,
  current: BookingRow,
  { ifMatch }: Target,
  to: BookingStatus,
) {
  const { actor, now } = ctx;
  const versions = versionsOf(ifMatch);
  if (versions && !versions.includes(current.version)) {
    return new AppError('PreconditionFailedException');
  }
  if (allowedMoves(current, actor.role, now).includes(to)) return undefined;
  const isLate = to === 'option' && isTooLateForOption(current.startAt, now);
  if (isLate && current.status === 'requested') return refusals.optionTooLate();
  return refusals.invalidTransition(ctx, current, to);
}

/**
 * Applies a legal transition to a booking if the clock allows it.
 * @throws AppError 404, 412, 409 for an illegal transition or a taken window, 422 for an option too late.
 */
async function move(
  ctx: ActorContext,
  target: Target,
  to: BookingStatus,
  details: TransitionDetails,
) {
  const change = { ...ctx, id: target.id, versions: versionsOf(target.ifMatch) };
  let code: ReturnType<typeof raisedCode>;
  try {
    const row = await transitionIf(ctx.db, change, to, details);
    if (row) return row;
  } catch (error) {
    code = raisedCode(error);
    if (!code) throw error;
  }
  const isTaken = code === 'BOOKING_OVERLAP';
  const [current, busy] = await Promise.all([
    get(ctx, target.id),
    isTaken ? busyAround(ctx, target.id, SEARCH_SPREAD_MS) : [],
  ]);
  const refusal = explainIllegal(ctx, current, target, to);
  if (refusal) throw refusal;
  if (code === 'OPTIONS_FULL') throw refusals.optionsFull();
  if (!isTaken) throw new AppError('PreconditionFailedException');
  const window = { start: current.startAt, end: current.endAt };
  const conflict = windowConflict(availabilityIn(ctx, window, current.timezone, busy));
  throw conflict ?? new AppError('BookingConflictException');
}

/** States that end a booking early. Their reason stays with the booking. */
const ENDED_EARLY: readonly BookingStatus[] = ['cancelled', 'declined', 'released', 'no_show'];

/**
 * Applies a transition with a reason. A cancellation also records who cancelled. @throws AppError as `move`.
 */
export const transition = (
  ctx: ActorContext,
  target: Target,
  to: BookingStatus,
  reason?: string | null,
) =>
  move(ctx, target, to, {
    moveReason: reason ?? null,
    ...(ENDED_EARLY.includes(to) && { cancelReason: reason ?? null }),
    ...(to === 'cancelled' && { cancelledBy: ctx.actor.userId }),
  });

/**
 * Turns a request into an option with a place in the queue for its window. It lives for the configured time
 * or until a day before the start.
 * @throws AppError 404, 412, 409 for an illegal transition or if four options are live, 422 if it would
 * expire at once.
 */
export const option = (ctx: ActorContext, target: Target, reason?: string | null) =>
  move(ctx, target, 'option', {
    moveReason: reason ?? null,
    optionUntil: ctx.now + ctx.settings.OPTION_TTL_HOURS * HOUR,
  });

/**
 * Puts the options ahead of this one on a deadline: they must be confirmed by then, or they expire.
 * @throws AppError 403, 404, 412, 409 for anything but a live option behind another one.
 */
export async function challenge(ctx: ActorContext, target: Target) {
  await assertMayBook(ctx);
  const deadline = ctx.now + ctx.settings.OPTION_CHALLENGE_HOURS * HOUR;
  const versions = versionsOf(target.ifMatch);
  const row = await challengeIf(ctx.db, { ...ctx, id: target.id, versions }, deadline);
  if (row) return row;
  const current = await get(ctx, target.id);
  if (versions && !versions.includes(current.version)) {
    throw new AppError('PreconditionFailedException');
  }
  if (current.status !== 'option' || current.optionPosition === 1) {
    throw refusals.invalidTransition(ctx, current, current.status, 'booking.not_challenger');
  }
  throw new AppError('PreconditionFailedException');
}
