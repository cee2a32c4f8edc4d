import { type BookingStatus, MAX_OPEN_REQUESTS } from '../../../db/constants';
import { AppError, type ErrorCode, type FieldError, invalidField } from '../../../errors';
import type { ActorContext } from '../../../http/context';
import type { MessageKey } from '../../../i18n/messages';
import { toWindowView } from '../../../lib/time';
import type { BookingRow, NewBooking } from '../bookings.repository';
import { allowedMoves } from '../bookings.rules';
import { findAvailability, windowConflict } from '../quotes/quotes.service';
import { findObstacles, type Obstacle } from './obstacles.repository';

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

/** The bookings to create, all or nothing. */
export interface RefusedCreation {
  bookings: readonly NewBooking[];
  /** Returns the path of an item's field in the request. */
  name: (index: number, field: string) => string;
  isBatch: boolean;
}

type Item = NewBooking & Obstacle & { index: number; item: number | undefined };

function absent(items: readonly Item[], name: RefusedCreation['name']): AppError | undefined {
  const blame = (code: ErrorCode, id: string, field: string) => {
    const errors = [{ field, code: 'not_found', message: code }];
    return new AppError(code, { params: { id }, errors });
  };
  const model = items.find((one) => one.model === 'missing');
  if (model) return blame('ModelNotFoundException', model.modelId, name(model.index, 'model_id'));
  const user = items.find((one) => one.user === 'missing');
  return user && blame('UserNotFoundException', user.userId, name(user.index, 'user_id'));
}

function notBookable(items: readonly Item[], name: RefusedCreation['name']): AppError | undefined {
  const errors = items.flatMap(({ index, model, user }): FieldError[] => [
    ...(model === 'unavailable'
      ? [
          {
            field: name(index, 'model_id'),
            code: 'not_available',
            message: 'model.not_available',
          },
        ]
      : []),
    ...(user === 'inactive'
      ? [{ field: name(index, 'user_id'), code: 'not_active', message: 'user.not_active' }]
      : []),
  ]);
  return errors.length > 0 ? new AppError('ValidationException', { errors }) : undefined;
}

/** Finds two overlapping items for the same client and model. */
function meeting(items: readonly Item[]): AppError | undefined {
  for (const { index, modelId, userId, user, startAt, endAt } of items) {
    if (user === 'admin') continue;
    const other = items
      .slice(0, index)
      .find(
        (one) =>
          one.modelId === modelId &&
          one.userId === userId &&
          one.startAt < endAt &&
          one.endAt > startAt,
      );
    if (!other) continue;
    const window = toWindowView({ start: other.startAt, end: other.endAt });
    const conflict = { item: index, other_item: other.index, ...window };
    return new AppError('BookingConflictException', { message: 'booking.items_meet', conflict });
  }
  return undefined;
}

const windowOf = ({ startAt: start, endAt: end }: NewBooking) => ({ start, end });

/** Returns whether these items would exceed the client's quota of open requests. */
function isOverQuota(items: readonly Item[]): boolean {
  const wanted = Map.groupBy(
    items.filter(({ user }) => user !== 'admin'),
    ({ userId }) => userId,
  );
  return [...wanted.values()].some(
    (own) => (own[0]?.openRequests ?? 0) + own.length > MAX_OPEN_REQUESTS,
  );
}

/**
 * Explains why the database refused to create bookings. Checks in order of precedence: missing model or user,
 * one that takes no bookings, an overlapping booking of the same client, a confirmed booking or book-out, the
 * quota.
 */
export async function explainRefusal(
  ctx: ActorContext,
  { bookings, name, isBatch }: RefusedCreation,
) {
  const [obstacles, around] = await Promise.all([
    findObstacles(ctx.db, bookings, ctx.now),
    Promise.all(
      bookings.map((booking) => findAvailability(ctx, { ...booking, window: windowOf(booking) })),
    ),
  ]);
  const items = obstacles.map((obstacle, index) => ({
    ...(bookings[index] as NewBooking),
    ...obstacle,
    index,
    item: isBatch ? index : undefined,
  }));
  const own = items.find(({ ownBooking }) => ownBooking !== null);
  const conflictOf = (index: number, item: number | undefined) => {
    const found = around[index];
    return found && windowConflict(found, item);
  };
  const taken = () => items.flatMap(({ index, item }) => conflictOf(index, item) ?? [])[0];
  return (
    absent(items, name) ??
    notBookable(items, name) ??
    (own?.ownBooking ? duplicate(own.ownBooking, own.item) : undefined) ??
    meeting(items) ??
    taken() ??
    (isOverQuota(items) ? tooManyRequests() : new AppError('BookingConflictException'))
  );
}
