import { MAX_OPEN_REQUESTS } from '../../../db/constants';
import type { ActorContext } from '../../../http/context';
import { AppError, type ErrorCode, type FieldError } from '../../../lib/errors';
import { toWindowView } from '../../../lib/time';
import type { NewBooking } from '../bookings.repository';
import { findAvailability, windowConflict } from '../quotes/quotes.service';
import { findObstacles, type Obstacle } from './obstacles.repository';
import { duplicate, tooManyRequests } from './refusals.service';

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
