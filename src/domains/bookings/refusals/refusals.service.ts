import type { BookingStatus } from '../../../db/constants';
import { MAX_OPEN_REQUESTS } from '../../../db/constants';
import type { ActorContext } from '../../../http/context';
import type { MessageKey } from '../../../i18n/messages';
import { AppError, type FieldError, invalidField } from '../../../lib/errors';
import { toWindowView } from '../../../lib/time';
import type { BookingRow } from '../bookings.columns.repository';
import { allowedMoves } from '../bookings.rules';
import type { Obstacle } from './obstacles.repository';

/** Errors that callers get when a booking, a transition or an edit is refused. */

export const notFound = (id: string) =>
  new AppError('BookingNotFoundException', { params: { id } });

/** Returns a state's display name. */
const statusName = (status: BookingStatus) => ({ key: `status.${status}` as const });

/**
 * Builds the error for a transition, or an edit (`to` is the current state), that the booking's state or the
 * clock does not allow.
 */
export function invalidTransition(
  { actor, now }: ActorContext,
  booking: BookingRow,
  to: BookingStatus = booking.status,
  message?: MessageKey,
) {
  const from = booking.status;
  const conflict = { from, to, allowed: allowedMoves(booking, actor.role, now) };
  const words = message ?? (from === to ? 'booking.not_editable' : undefined);
  return new AppError('InvalidTransitionException', {
    params: { from: statusName(from), to: statusName(to) },
    conflict,
    ...(words && { message: words }),
  });
}

/** Reports free text on a booking whose owner's account is erased. */
export const ownerErased = (field: string): FieldError => ({
  field,
  code: 'owner_erased',
  message: 'booking.owner_erased',
});

/** Builds the error for an option so close to the start that it would expire at once. */
export const optionTooLate = () =>
  invalidField('start_time', 'option_too_late', 'booking.option_too_late');

/** Builds the error for too many options that compete for a window. */
export const optionsFull = () =>
  new AppError('BookingConflictException', { message: 'booking.options_full' });

export const tooManyRequests = () =>
  new AppError('QuotaExceededException', {
    message: 'booking.too_many_requests',
    params: { limit: MAX_OPEN_REQUESTS },
    conflict: { limit: MAX_OPEN_REQUESTS },
  });

/** Builds the error for a client that already has a booking of this model in the window. */
export function duplicate(ownBooking: NonNullable<Obstacle['ownBooking']>, item?: number) {
  const conflict = {
    ...(item !== undefined && { item }),
    booking_id: ownBooking.id,
    ...toWindowView(ownBooking),
  };
  return new AppError('BookingConflictException', { message: 'booking.duplicate', conflict });
}
