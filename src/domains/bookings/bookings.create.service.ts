import type * as z from 'zod';
import { raisedCode } from '../../db/errors';
import type { ActorContext } from '../../http/context';
import { AppError, type ErrorCode, type FieldError } from '../../lib/errors';
import * as models from '../models/models.service';
import * as users from '../users/users.service';
import { findConflict } from './bookings.quote.service';
import { insertIfBookable, type NewBooking } from './bookings.repository';
import { lengthProblems, startProblems } from './bookings.rules';
import type { BookingBody } from './bookings.schemas';
import { deedOf } from './bookings.service';

type Input = z.output<typeof BookingBody>;

/** Where a field of an item stands in the request. */
type FieldName = (index: number, field: string) => string;
const single: FieldName = (_, field) => field;
const inBatch: FieldName = (index, field) => `items.${index}.${field}`;

function problemsOf(inputs: readonly Input[], now: number, name: FieldName): FieldError[] {
  return inputs.flatMap(({ start_time: start, end_time: end }, index) =>
    [...lengthProblems({ start, end }), ...startProblems(start, now)].map((problem) => ({
      ...problem,
      field: name(index, problem.field),
    })),
  );
}

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

/** Why the database refused an item, if this is the one it refused. */
async function reasonOf(ctx: ActorContext, booking: NewBooking, index: number, name: FieldName) {
  const { modelId, userId, startAt: start, endAt: end } = booking;
  const blame = (code: ErrorCode, id: string, error: FieldError) =>
    new AppError(code, { params: { id }, errors: [{ ...error, field: name(index, error.field) }] });
  const model = await models.find(ctx, modelId);
  if (!model) {
    const error = { field: 'model_id', code: 'not_found', message: 'ModelNotFoundException' };
    return blame('ModelNotFoundException', modelId, error);
  }
  if (!model.isAvailable) {
    const error = { field: 'model_id', code: 'not_available', message: 'model.not_available' };
    return blame('ValidationException', modelId, error);
  }
  if (!(await users.exists(ctx, userId))) {
    const error = { field: 'user_id', code: 'not_found', message: 'UserNotFoundException' };
    return blame('UserNotFoundException', userId, error);
  }
  const item = name === inBatch ? index : undefined;
  return findConflict(ctx, { modelId, window: { start, end } }, item);
}

async function insertAll(ctx: ActorContext, inputs: readonly Input[], name: FieldName) {
  const { actor } = ctx;
  const foreign = inputs.some(({ user_id: id }) => id !== undefined && id !== actor.userId);
  if (foreign && actor.role !== 'admin') {
    throw new AppError('PermissionDeniedException', { message: 'booking.admin_only_user' });
  }
  const errors = problemsOf(inputs, ctx.now, name);
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const bookings = inputs.map((input) => toBooking(ctx, input));
  try {
    return await insertIfBookable(ctx.db, bookings, deedOf(ctx));
  } catch (error) {
    if (!raisedCode(error)) throw error;
    // A batch does not tell which of its statements was refused.
    const reasons = bookings.map((booking, index) => reasonOf(ctx, booking, index, name));
    const first = (await Promise.all(reasons)).find((reason) => reason !== undefined);
    throw first ?? new AppError('BookingConflictException');
  }
}

/**
 * Requests a booking at the model's rate of this moment.
 * @throws AppError 403, 404 for model or user, 409 when the window is taken, 422 by field.
 */
export async function create(ctx: ActorContext, input: Input) {
  const [row] = await insertAll(ctx, [input], single);
  if (!row) throw new Error('insert returned no row');
  return row;
}

/** Requests several bookings, all or nothing; the error names the item. @throws AppError as `create`. */
export const createBatch = (ctx: ActorContext, items: readonly Input[]) =>
  insertAll(ctx, items, inBatch);
