import type * as z from 'zod';
import type { BookingStatus } from '../../db/constants';
import { raisedCode } from '../../db/errors';
import { secretsOf } from '../../env';
import type { ActorContext } from '../../http/context';
import { versionsOf } from '../../http/etag';
import { pageRequest } from '../../http/pagination';
import { AppError, invalidField } from '../../lib/errors';
import type { Window } from '../../lib/time';
import type { BookingRow, Scope } from './bookings.columns.repository';
import * as events from './bookings.events.repository';
import * as lists from './bookings.lists.repository';
import { optionsFull, windowConflict } from './bookings.quote.service';
import * as repository from './bookings.repository';
import {
  editableStates,
  keepsPlace,
  lengthProblems,
  optionExpiry,
  startProblems,
  statesBefore,
  TRANSITIONS,
} from './bookings.rules';
import type { BookingListQuery, BookingUpdateBody, EventListQuery } from './bookings.schemas';

const scopeOf = ({ actor }: ActorContext): Scope => ({
  ownerId: actor.role === 'admin' ? undefined : actor.userId,
});

const notFound = (id: string) => new AppError('BookingNotFoundException', { params: { id } });

/** A state's name for people. */
const statusName = (status: BookingStatus) => ({ key: `status.${status}` as const });

/** The error for a move that the life of a booking does not have. */
export function illegal(from: BookingStatus, to: BookingStatus) {
  const conflict = { from, to, allowed: TRANSITIONS[from] };
  const params = { from: statusName(from), to: statusName(to) };
  return new AppError('InvalidTransitionException', { params, conflict });
}

/** The error for words on the booking of somebody whose account is erased. */
const erased = (field: string) => invalidField(field, 'owner_erased', 'booking.owner_erased');

/** A booking of the caller's, any for admins. @throws AppError 404. */
export async function get(ctx: ActorContext, id: string) {
  const row = await repository.findBooking(ctx.db, scopeOf(ctx), id, ctx.now);
  if (!row) throw notFound(id);
  return row;
}

export interface Target {
  id: string;
  ifMatch: string | undefined;
}

/** By whom and when, and what the answer is kept under. */
export const deedOf = ({ actor, now, claim }: ActorContext) => ({
  actorId: actor.userId,
  now,
  claim,
});

export const changeOf = (
  ctx: ActorContext,
  { id, ifMatch }: Target,
  from: readonly BookingStatus[],
) => ({
  id,
  scope: scopeOf(ctx),
  from,
  versions: versionsOf(ifMatch),
  ...deedOf(ctx),
});

/** Runs a write; what the triggers refuse becomes the error that the caller should see. */
async function guarded<T>(
  ctx: ActorContext,
  id: string,
  wanted: Window | undefined,
  write: () => Promise<T>,
) {
  try {
    return await write();
  } catch (error) {
    const code = raisedCode(error);
    if (code === 'OPTIONS_FULL') throw optionsFull();
    if (code !== 'BOOKING_OVERLAP') throw error;
    const { modelId, startAt, endAt } = await get(ctx, id);
    const window = wanted ?? { start: startAt, end: endAt };
    throw await windowConflict(ctx, { modelId, window, exceptBookingId: id });
  }
}

type MoveDetails = Parameters<typeof repository.moveIf>[3];

/**
 * Moves a booking along a legal transition.
 * @throws AppError 404, 409 for an illegal move or a taken window, 412, 422 for a reason that may not stay.
 */
export async function move(
  ctx: ActorContext,
  target: Target,
  to: BookingStatus,
  details?: MoveDetails,
) {
  const change = changeOf(ctx, target, statesBefore(to));
  const row = await guarded(ctx, target.id, undefined, () =>
    repository.moveIf(ctx.db, change, to, details),
  );
  if (row) return row;
  const current = await get(ctx, target.id);
  if (!statesBefore(to).includes(current.status)) throw illegal(current.status, to);
  if (current.ownerErased && details?.moveReason != null) throw erased('reason');
  throw new AppError('PreconditionFailedException');
}

/** States that end a booking before its time; their reason stays with it. */
const BROKEN_OFF: readonly BookingStatus[] = ['cancelled', 'declined', 'released', 'no_show'];

/** Moves a booking and says why; a cancellation also by whom. @throws AppError as `move`. */
export const moveBecause = (
  ctx: ActorContext,
  target: Target,
  to: BookingStatus,
  reason?: string | null,
) =>
  move(ctx, target, to, {
    moveReason: reason ?? null,
    ...(BROKEN_OFF.includes(to) && { cancelReason: reason ?? null }),
    ...(to === 'cancelled' && { cancelledBy: ctx.actor.userId }),
  });

/** A moved option's place and deadline: it goes to the end unless it stays within its window. */
function queueAfter(current: BookingRow, window: Window, now: number) {
  if (current.status !== 'option' || current.optionExpiresAt === null) return {};
  const old = { start: current.startAt, end: current.endAt };
  const optionExpiresAt = Math.min(
    current.optionExpiresAt,
    optionExpiry(window.start, now, Infinity),
  );
  if (optionExpiresAt <= now) {
    throw invalidField('start_time', 'option_too_late', 'booking.option_too_late');
  }
  return { optionExpiresAt, ...(!keepsPlace(old, window) && { optionedAt: now }) };
}

/** How often an edit is tried again on what another write left behind. */
const ATTEMPTS = 3;

/**
 * Changes details of a booking; new times keep the stored rate.
 * @throws AppError 404, 409 when its state or the window forbids, 412, 422 by field.
 */
export async function update(
  ctx: ActorContext,
  target: Target,
  input: z.output<typeof BookingUpdateBody>,
) {
  const versions = versionsOf(target.ifMatch);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const current = await get(ctx, target.id);
    if (versions && !versions.includes(current.version)) break;
    const states = editableStates(ctx.actor.role);
    if (!states.includes(current.status)) throw illegal(current.status, current.status);
    const words = (['notes', 'location'] as const).find((name) => input[name] != null);
    if (words && current.ownerErased) throw erased(words);
    const window = {
      start: input.start_time ?? current.startAt,
      end: input.end_time ?? current.endAt,
    };
    const moved = window.start !== current.startAt;
    const errors = [
      ...lengthProblems(window),
      ...(moved ? startProblems(window.start, ctx.now) : []),
    ];
    if (errors.length > 0) throw new AppError('ValidationException', { errors });
    const change = { ...changeOf(ctx, target, states), versions: [current.version] };
    const details = {
      startAt: window.start,
      endAt: window.end,
      notes: input.notes === undefined ? current.notes : input.notes,
      location: input.location === undefined ? current.location : input.location,
      ...queueAfter(current, window, ctx.now),
    };
    const edit = () => repository.editIf(ctx.db, change, details);
    const row = await guarded(ctx, target.id, window, edit);
    if (row) return row;
  }
  throw new AppError('PreconditionFailedException');
}

/** A page of the caller's bookings, of everybody's for admins. @throws AppError 403, 422. */
export async function list(ctx: ActorContext, query: z.output<typeof BookingListQuery>) {
  const { actor, now } = ctx;
  if (query.user_id !== undefined && query.user_id !== actor.userId && actor.role !== 'admin') {
    throw new AppError('PermissionDeniedException', { message: 'filter.user_id_admin' });
  }
  const scope = scopeOf(ctx);
  const request = pageRequest(`bookings:${scope.ownerId ?? ''}`, query, secretsOf(ctx.settings));
  const sort = query.sort.replace(/^-/, '') as lists.BookingSort;
  const direction = query.sort.startsWith('-') ? ('desc' as const) : ('asc' as const);
  const page = await lists.listBookings(ctx.db, scope, query, { sort, direction, now }, request);
  return { ...page, request, positionOf: lists.positionIn(sort) };
}

/** A booking's history, oldest first. @throws AppError 404, 422 for a foreign cursor. */
export async function listEvents(
  ctx: ActorContext,
  id: string,
  query: z.output<typeof EventListQuery>,
) {
  const request = pageRequest(`events:${id}`, query, secretsOf(ctx.settings));
  const [, page] = await Promise.all([get(ctx, id), events.listEvents(ctx.db, id, request)]);
  return { ...page, request, positionOf: events.eventPosition };
}
