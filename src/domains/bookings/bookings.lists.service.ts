import type * as z from 'zod';
import type { PageRequest, Position } from '../../db/queries/pagination';
import { secretsOf } from '../../env';
import { AppError } from '../../errors';
import type { ActorContext } from '../../http/context';
import { pageRequest } from '../../http/pagination';
import * as lists from './bookings.lists.repository';
import { scopeOf } from './bookings.repository';
import type { BookingListQuery, EventListQuery } from './bookings.schemas';
import { get } from './bookings.service';
import * as events from './history/history.repository';

/** Returns a page of the caller's bookings, or of all bookings for admins. @throws AppError 403, 422. */
export async function list(ctx: ActorContext, query: z.output<typeof BookingListQuery>) {
  const { actor, now } = ctx;
  if (query.user_id !== undefined && query.user_id !== actor.userId && actor.role !== 'admin') {
    throw new AppError('PermissionDeniedException', { message: 'filter.user_id_admin' });
  }
  const scope = scopeOf(actor);
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
    events.listEvents(ctx.db, scopeOf(ctx.actor), id, request),
  ]);
  return { ...page, request, positionOf: events.eventPosition };
}

/** Bookings on one page of an export. */
const EXPORTED_AT_ONCE = 250;

/** Yields all of the caller's bookings with their history, by start, page by page. */
export async function* bookingPagesOfCaller({ db, actor, now }: ActorContext) {
  const scope = scopeOf(actor);
  const order = { sort: 'start_time', direction: 'asc', now } as const;
  let after: Position | undefined = { value: 0, seq: 0 };
  while (after) {
    const page: PageRequest = { skip: 0, limit: EXPORTED_AT_ONCE, after };
    const filters = { user_id: actor.userId };
    const found = await lists.listBookings(db, scope, filters, order, page);
    const rows = found.rows.slice(0, EXPORTED_AT_ONCE);
    const ids = rows.map(({ id }) => id);
    const histories = Map.groupBy(
      ids.length > 0 ? await events.findHistories(db, scope, ids) : [],
      ({ bookingId }) => bookingId,
    );
    yield rows.map((row) => ({ row, events: histories.get(row.id) ?? [] }));
    const last = found.rows.length > EXPORTED_AT_ONCE ? rows.at(-1) : undefined;
    after = last && lists.positionIn(order.sort)(last);
  }
}
