import type { BookingStatus } from '../../../db/constants';
import { MAX_OPEN_REQUESTS } from '../../../db/constants';
import type { ActorContext } from '../../../http/context';
import type { MessageKey } from '../../../i18n/messages';
import { AppError, type FieldError, invalidField } from '../../../lib/errors';
import { toWindowView } from '../../../lib/time';
import type { BookingRow } from '../bookings.columns.repository';
import { allowedMoves } from '../bookings.rules';
import type { Obstacle } from './obstacles.repository';

/** What callers are told when a booking, a move or an edit is refused. */

export const notFound = (id: string) =>
  new AppError('BookingNotFoundException', { params: { id } });

/** A state's name for people. */
const statusName = (status: BookingStatus) => ({ key: `status.${status}` as const });

/** A move, or an edit (`to` is the state it is in), that the booking's life or the clock does not allow. */
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

/** Free text for a booking whose owner's account is erased. */
export const ownerErased = (field: string): FieldError => ({
  field,
  code: 'owner_erased',
  message: 'booking.owner_erased',
});

/** So near to the start that an option would be over at once. */
export const optionTooLate = () =>
  invalidField('start_time', 'option_too_late', 'booking.option_too_late');

/** Options that compete for a window: too many of them is a conflict of its own kind. */
export const optionsFull = () =>
  new AppError('BookingConflictException', { message: 'booking.options_full' });

export const tooManyRequests = () =>
  new AppError('QuotaExceededException', {
    message: 'booking.too_many_requests',
    params: { limit: MAX_OPEN_REQUESTS },
    conflict: { limit: MAX_OPEN_REQUESTS },
  });

/** The client has a booking of this model over the window already. */
export function duplicate(ownBooking: NonNullable<Obstacle['ownBooking']>, item?: number) {
  const conflict = {
    ...(item !== undefined && { item }),
    booking_id: ownBooking.id,
    ...toWindowView(ownBooking),
  };
  return new AppError('BookingConflictException', { message: 'booking.duplicate', conflict });
}
