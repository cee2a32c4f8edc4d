import { HOUR } from '../../db/constants';
import type { ActorContext } from '../../http/context';
import { AppError, invalidField } from '../../lib/errors';
import { challengeIf } from './bookings.repository';
import { optionExpiry, statesBefore } from './bookings.rules';
import { changeOf, get, illegal, move, type Target } from './bookings.service';

/**
 * Gives a request its place in the queue for its window, for the setting's time to live.
 * @throws AppError 404, 409 for an illegal move or when four options are alive, 412, 422 so late that
 * it would be over at once.
 */
export async function option(ctx: ActorContext, target: Target, reason?: string | null) {
  const { startAt, status } = await get(ctx, target.id);
  if (!statesBefore('option').includes(status)) throw illegal(status, 'option');
  const optionExpiresAt = optionExpiry(startAt, ctx.now, ctx.settings.OPTION_TTL_HOURS);
  if (optionExpiresAt <= ctx.now) {
    throw invalidField('start_time', 'option_too_late', 'booking.option_too_late');
  }
  return move(ctx, target, 'option', {
    moveReason: reason ?? null,
    optionedAt: ctx.now,
    optionExpiresAt,
  });
}

/**
 * Puts the options ahead of this one on a deadline: confirmed by then, or expired.
 * @throws AppError 404, 409 for anything but a live option behind another one, 412.
 */
export async function challenge(ctx: ActorContext, target: Target) {
  const deadline = ctx.now + ctx.settings.OPTION_CHALLENGE_HOURS * HOUR;
  const row = await challengeIf(ctx.db, changeOf(ctx, target, ['option']), deadline);
  if (row) return row;
  const current = await get(ctx, target.id);
  if (current.status !== 'option' || current.optionPosition === 1) {
    const { details } = illegal(current.status, current.status);
    throw new AppError('InvalidTransitionException', {
      ...details,
      message: 'booking.not_challenger',
    });
  }
  throw new AppError('PreconditionFailedException');
}
