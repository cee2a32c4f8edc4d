import type * as z from 'zod';
import type { BookingStatus, Role } from '../../db/constants';
import { raisedCode } from '../../db/errors';
import { AppError, invalidField } from '../../errors';
import type { ActorContext, ServiceContext, Target } from '../../http/context';
import { versionsOf } from '../../http/etag';
import type { Window } from '../../lib/time';
import { type BookingRow, editIf, findBooking } from './bookings.repository';
import { type BookingUpdateBody, lengthProblems, startProblems } from './bookings.schemas';
import { findAvailability, windowConflict } from './quotes/quotes.service';
import { findObstacles } from './refusals/obstacles.repository';
import * as refusals from './refusals/refusals.service';

/** Returns a booking of the caller's, or any booking for admins. @throws AppError 404. */
export async function get(ctx: ActorContext, id: string) {
  const row = await findBooking(ctx.db, ctx.actor, id, ctx.now);
  if (!row) throw refusals.notFound(id);
  return row;
}

type Input = z.output<typeof BookingUpdateBody>;

/** Returns the states in which this caller may still change a booking's details. */
const editableStates = (role: Role): BookingStatus[] =>
  role === 'admin' ? ['requested', 'option', 'confirmed'] : ['requested', 'option'];

/**
 * Returns whether an option that moves keeps its place in the queue: only within the window it queued for.
 */
export const keepsQueuePosition = (old: Window, moved: Window): boolean =>
  moved.start >= old.start && moved.end <= old.end;

/** Computes a booking's values after an edit, and which of them changed. */
function editOf(current: BookingRow, input: Input) {
  const window = {
    start: input.start_time ?? current.startAt,
    end: input.end_time ?? current.endAt,
  };
  const notes = input.notes === undefined ? current.notes : input.notes;
  const location = input.location === undefined ? current.location : input.location;
  const startMoves = window.start !== current.startAt;
  const timesMove = startMoves || window.end !== current.endAt;
  const texts = [
    ...(notes === current.notes ? [] : ['notes']),
    ...(location === current.location ? [] : ['location']),
  ];
  return { window, notes, location, startMoves, timesMove, texts };
}

type Edit = ReturnType<typeof editOf>;

/** @throws AppError 409 if the booking's state or the clock forbids the edit, 422 by field. */
function assertMayEdit(ctx: ActorContext, current: BookingRow, edit: Edit): void {
  const { role } = ctx.actor;
  const { window, startMoves, timesMove, texts } = edit;
  if (!editableStates(role).includes(current.status))
    throw refusals.invalidTransition(ctx, current);
  if (timesMove && role !== 'admin' && current.status !== 'requested') {
    throw refusals.invalidTransition(ctx, current, current.status, 'booking.times_not_editable');
  }
  if (startMoves && current.startAt <= ctx.now) {
    throw refusals.invalidTransition(ctx, current, current.status, 'booking.begun');
  }
  const errors = [
    ...(timesMove ? lengthProblems(window) : []),
    ...(startMoves ? startProblems(window.start, ctx.now, role) : []),
    ...(current.ownerErased ? texts.map(refusals.ownerErased) : []),
  ];
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
}

/** Explains why the database refused new times. Checks in order of precedence. */
async function explainRefusal(
  ctx: ActorContext,
  current: BookingRow,
  window: Window,
  thrown: unknown,
) {
  const code = raisedCode(thrown);
  if (!code) return thrown;
  const { id, modelId, userId, timezone } = current;
  const wanted = { id, modelId, userId, startAt: window.start, endAt: window.end };
  const [[obstacle], around] = await Promise.all([
    findObstacles(ctx.db, [wanted], ctx.now),
    findAvailability(ctx, { modelId, window, timezone, exceptBookingId: id }),
  ]);
  const startMoves = window.start !== current.startAt;
  if (startMoves && obstacle?.model !== 'bookable') {
    return invalidField('model_id', 'not_available', 'model.not_available');
  }
  if (startMoves && (obstacle?.user === 'missing' || obstacle?.user === 'inactive')) {
    return invalidField('user_id', 'not_active', 'user.not_active');
  }
  if (code === 'OPTION_TOO_LATE') return refusals.optionTooLate();
  if (obstacle?.ownBooking) return refusals.duplicate(obstacle.ownBooking);
  const conflict = windowConflict(around);
  if (conflict) return conflict;
  return code === 'OPTIONS_FULL'
    ? refusals.optionsFull()
    : new AppError('BookingConflictException');
}

/** The submitted times that are well-formed. */
type Times = { start_time?: number | undefined; end_time?: number | undefined };

/**
 * Returns the problems with new times by themselves: their length if both are sent, and the start unless it
 * is unchanged. A booking that the caller may not see becomes a 404 later.
 */
export async function problems(ctx: ServiceContext, times: Times, id: string) {
  const { start_time: start, end_time: end } = times;
  const errors = start !== undefined && end !== undefined ? lengthProblems({ start, end }) : [];
  const { actor, now } = ctx;
  const wrongStart = start && actor ? startProblems(start, now, actor.role) : [];
  if (!actor || wrongStart.length === 0) return errors;
  const current = await findBooking(ctx.db, actor, id, now);
  const moves = current && current.startAt > now && current.startAt !== start;
  return moves ? [...errors, ...wrongStart] : errors;
}

/** How often an edit is retried after a concurrent write. */
const ATTEMPTS = 3;

/**
 * Changes a booking's details. New times keep the stored rate. A value equal to the current one is not a
 * change.
 * @throws AppError 404, 412, 409 if its state, the clock or the window forbids it, 422 by field.
 */
export async function update(ctx: ActorContext, target: Target, input: Input) {
  const { start_time: start, end_time: end } = input;
  if (start !== undefined && end !== undefined && lengthProblems({ start, end }).length > 0) {
    throw new AppError('ValidationException', { errors: await problems(ctx, input, target.id) });
  }
  const versions = versionsOf(target.ifMatch);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const current = await get(ctx, target.id);
    if (versions && !versions.includes(current.version)) break;
    const edit = editOf(current, input);
    assertMayEdit(ctx, current, edit);
    const { window, notes, location, timesMove, texts } = edit;
    if (!timesMove && texts.length === 0) return current;
    const change = { ...ctx, id: target.id, versions: [current.version] };
    const old = { start: current.startAt, end: current.endAt };
    const losesPlace = current.status === 'option' && timesMove && !keepsQueuePosition(old, window);
    const details = { status: current.status, window, notes, location, losesPlace };
    const row = await editIf(ctx.db, change, details).catch(async (error: unknown) => {
      throw await explainRefusal(ctx, current, window, error);
    });
    if (row) return row;
  }
  throw new AppError('PreconditionFailedException');
}
