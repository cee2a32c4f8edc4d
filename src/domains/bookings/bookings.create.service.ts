import type * as z from 'zod';
import { raisedCode } from '../../db/errors';
import { AppError, type FieldError } from '../../errors';
import type { ActorContext, ServiceContext } from '../../http/context';
import { assertMayBook } from '../users/users.email.service';
import { insertIfBookable, type NewBooking } from './bookings.repository';
import { type BookingBody, lengthProblems, startProblems } from './bookings.schemas';
import { explainRefusal, type RefusedCreation } from './refusals/refusals.service';

type Input = z.output<typeof BookingBody>;

/** Returns the path of an item's field in the request. */
type FieldName = RefusedCreation['name'];
const single: FieldName = (_, field) => field;
const inBatch: FieldName = (index, field) => `items.${index}.${field}`;

/** The well-formed times of an item. */
type Times = Partial<Pick<Input, 'start_time' | 'end_time'>>;

function timeProblems({ now, actor }: ServiceContext, { start_time: start, end_time: end }: Times) {
  return [
    ...(start !== undefined && end !== undefined ? lengthProblems({ start, end }) : []),
    ...(start !== undefined ? startProblems(start, now, actor?.role ?? 'client') : []),
  ];
}

function problemsOf(ctx: ServiceContext, inputs: readonly (Times | undefined)[], name: FieldName) {
  return inputs.flatMap((input, index): FieldError[] =>
    timeProblems(ctx, input ?? {}).map((one) => ({ ...one, field: name(index, one.field) })),
  );
}

/** Returns the problems with a booking's times, or with those that are well-formed. */
export const problems = (ctx: ServiceContext, input: Times) => problemsOf(ctx, [input], single);

/** Does the same as `problems` for every item. */
export const batchProblems = (
  ctx: ServiceContext,
  { items = [] }: { items?: readonly (Times | undefined)[] },
) => problemsOf(ctx, items, inBatch);

function toBooking({ actor }: ActorContext, input: Input): NewBooking {
  return {
    id: crypto.randomUUID(),
    modelId: input.model_id,
    userId: input.user_id ?? actor.userId,
    startAt: input.start_time,
    endAt: input.end_time,
    timezone: input.timezone,
    notes: input.notes ?? null,
    location: input.location ?? null,
  };
}

async function insertAll(
  ctx: ActorContext,
  inputs: readonly Input[],
  { name, isBatch }: Pick<RefusedCreation, 'name' | 'isBatch'>,
) {
  const { actor } = ctx;
  const foreign = inputs.some(({ user_id: id }) => id !== undefined && id !== actor.userId);
  if (foreign && actor.role !== 'admin') {
    throw new AppError('PermissionDeniedException', { message: 'booking.admin_only_user' });
  }
  await assertMayBook(ctx);
  const errors = problemsOf(ctx, inputs, name);
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const bookings = inputs.map((input) => toBooking(ctx, input));
  try {
    return await insertIfBookable(ctx.db, bookings, ctx);
  } catch (error) {
    if (!raisedCode(error)) throw error;
    throw await explainRefusal(ctx, { bookings, name, isBatch });
  }
}

/**
 * Requests a booking at the model's current rate.
 * @throws AppError 403, 404 for the model or user, 409 if the window is taken or the client has too many
 * requests, 422 by field.
 */
export async function create(ctx: ActorContext, input: Input) {
  const [row] = await insertAll(ctx, [input], { name: single, isBatch: false });
  if (!row) throw new Error('insert returned no row');
  return row;
}

/** Requests several bookings, all or nothing. The error names the item. @throws AppError as `create`. */
export const createBatch = (ctx: ActorContext, items: readonly Input[]) =>
  insertAll(ctx, items, { name: inBatch, isBatch: true });
