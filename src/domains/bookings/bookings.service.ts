import type * as z from 'zod';
import { refusalOf } from '../../db/errors';
import type { BookingStatus } from '../../db/vocabulary';
import type { ActorContext } from '../../lib/context';
import { AppError, invalidField } from '../../lib/errors';
import { versionsOf } from '../../lib/etag';
import { pageRequest } from '../../lib/pagination';
import type { Window } from '../../lib/time';
import { findBlocker } from '../models/availability.service';
import * as models from '../models/models.service';
import * as users from '../users/users.service';
import * as repository from './bookings.repository';
import {
  editableStates,
  lengthProblems,
  startProblems,
  statesBefore,
  TRANSITIONS,
} from './bookings.rules';
import type { BookingBody, BookingListQuery, BookingUpdateBody } from './bookings.schemas';

const scopeOf = ({ actor }: ActorContext): repository.Scope => ({
  ownerId: actor.role === 'admin' ? undefined : actor.userId,
});

const notFound = (id: string) => new AppError('BookingNotFoundException', { params: { id } });

function illegal(from: BookingStatus, to: BookingStatus) {
  const conflict = { from, to, allowed: TRANSITIONS[from] };
  return new AppError('InvalidTransitionException', { params: { from, to }, conflict });
}

/** A refused window as the caller may know of it. */
async function conflict(ctx: ActorContext, modelId: string, window: Window) {
  const blocker = await findBlocker(ctx, modelId, window);
  return new AppError('BookingConflictException', blocker && { conflict: blocker });
}

/** Runs a write; a window that the database refuses becomes a conflict. */
async function guarded<T>(
  ctx: ActorContext,
  modelId: string,
  window: Window,
  write: () => Promise<T>,
) {
  try {
    return await write();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.kind !== 'raised' || refusal.code !== 'BOOKING_OVERLAP') throw error;
    throw await conflict(ctx, modelId, window);
  }
}

/** A booking of the caller's, any for admins. @throws AppError 404. */
export async function get(ctx: ActorContext, id: string) {
  const row = await repository.findBooking(ctx.db, scopeOf(ctx), id, ctx.now);
  if (!row) throw notFound(id);
  return row;
}

/**
 * Requests a booking at the model's rate of this moment.
 * @throws AppError 403, 404 for model or user, 409 when the window is taken, 422 by field.
 */
export async function create(ctx: ActorContext, input: z.output<typeof BookingBody>) {
  const { actor, now } = ctx;
  const userId = input.user_id ?? actor.userId;
  if (userId !== actor.userId && actor.role !== 'admin') {
    throw new AppError('PermissionDeniedException', { message: 'booking.admin_only_user' });
  }
  const window = { start: input.start_time, end: input.end_time };
  const errors = [...lengthProblems(window), ...startProblems(window.start, now)];
  if (errors.length > 0) throw new AppError('ValidationException', { errors });
  const booking = {
    id: crypto.randomUUID(),
    modelId: input.model_id,
    userId,
    startAt: window.start,
    endAt: window.end,
    timezone: input.timezone,
    notes: input.notes ?? null,
    location: input.location ?? null,
    actorId: actor.userId,
    now,
  };
  const row = await guarded(ctx, input.model_id, window, () =>
    repository.insertIfBookable(ctx.db, booking),
  );
  if (row) return row;
  const model = await models.get(ctx, input.model_id);
  if (model.isAvailable)
    throw await users.get(ctx, userId).then(
      () => notBookable(),
      (error) => error,
    );
  throw notBookable();
}

const notBookable = () => invalidField('model_id', 'not_available', 'model.not_available');

interface Target {
  id: string;
  ifMatch: string | undefined;
}

const changeOf = (ctx: ActorContext, { id, ifMatch }: Target, from: readonly BookingStatus[]) => ({
  id,
  scope: scopeOf(ctx),
  from,
  versions: versionsOf(ifMatch),
  actorId: ctx.actor.userId,
  now: ctx.now,
});

/**
 * Moves a booking along a legal transition.
 * @throws AppError 404, 409 for an illegal move or a taken window, 412.
 */
export async function move(
  ctx: ActorContext,
  target: Target,
  to: BookingStatus,
  reason?: string | null,
) {
  const end = {
    ...(reason != null && { cancelReason: reason }),
    ...(to === 'cancelled' && { cancelledBy: ctx.actor.userId }),
  };
  const change = changeOf(ctx, target, statesBefore(to));
  try {
    const row = await repository.moveIf(ctx.db, change, to, end);
    if (row) return row;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.kind !== 'raised' || refusal.code !== 'BOOKING_OVERLAP') throw error;
    const { modelId, startAt, endAt } = await get(ctx, target.id);
    throw await conflict(ctx, modelId, { start: startAt, end: endAt });
  }
  const current = await get(ctx, target.id);
  if (!statesBefore(to).includes(current.status)) throw illegal(current.status, to);
  throw new AppError('PreconditionFailedException');
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
    };
    const edit = () => repository.editIf(ctx.db, change, details);
    const row = await guarded(ctx, current.modelId, window, edit);
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
  const request = pageRequest(`bookings:${scope.ownerId ?? ''}`, query, ctx.settings.SECRET_KEY);
  const sort = query.sort.replace(/^-/, '') as repository.BookingSort;
  const direction = query.sort.startsWith('-') ? ('desc' as const) : ('asc' as const);
  const page = await repository.listBookings(
    ctx.db,
    scope,
    query,
    { sort, direction, now },
    request,
  );
  return { ...page, request, positionOf: repository.positionIn(sort) };
}
