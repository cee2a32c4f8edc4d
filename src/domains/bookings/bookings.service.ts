import type * as z from 'zod';
import type { BookingStatus } from '../../db/constants';
import { secretsOf } from '../../env';
import type { ActorContext, Target } from '../../http/context';
import { versionsOf } from '../../http/etag';
import { pageRequest } from '../../http/pagination';
import { AppError } from '../../lib/errors';
import type { Scope } from './bookings.columns.repository';
import * as lists from './bookings.lists.repository';
import type { BookingListQuery } from './bookings.query.schemas';
import * as repository from './bookings.repository';
import * as events from './history/history.repository';
import type { EventListQuery } from './history/history.schemas';
import { notFound } from './refusals/refusals.service';

const scopeOf = ({ actor }: ActorContext): Scope => ({
  ownerId: actor.role === 'admin' ? undefined : actor.userId,
});

/** Finds a booking of the caller's, or any booking for admins. */
export const findOwn = (ctx: ActorContext, id: string) =>
  repository.findBooking(ctx.db, scopeOf(ctx), id, ctx.now);

/** Returns a booking as `findOwn` does. @throws AppError 404. */
export async function get(ctx: ActorContext, id: string) {
  const row = await findOwn(ctx, id);
  if (!row) throw notFound(id);
  return row;
}

/** Returns the author, time, reader's scope and idempotency record of a write. */
export const writeContextOf = (ctx: ActorContext) => ({
  actorId: ctx.actor.userId,
  scope: scopeOf(ctx),
  now: ctx.now,
  idempotency: ctx.idempotency,
});

export const changeOf = (
  ctx: ActorContext,
  { id, ifMatch }: Target,
  from: readonly BookingStatus[],
) => ({
  id,
  from,
  versions: versionsOf(ifMatch),
  ...writeContextOf(ctx),
});

/** Returns a page of the caller's bookings, or of all bookings for admins. @throws AppError 403, 422. */
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

/** Returns a booking's history, oldest first. @throws AppError 404, 422 for a foreign cursor. */
export async function listEvents(
  ctx: ActorContext,
  id: string,
  query: z.output<typeof EventListQuery>,
) {
  const request = pageRequest(`events:${id}`, query, secretsOf(ctx.settings));
  const [, page] = await Promise.all([
    get(ctx, id),
    events.listEvents(ctx.db, scopeOf(ctx), id, request),
  ]);
  return { ...page, request, positionOf: events.eventPosition };
}
