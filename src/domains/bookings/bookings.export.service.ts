import type { PageRequest, Position } from '../../db/queries/pagination';
import type { ActorContext } from '../../http/context';
import * as lists from './bookings.lists.repository';
import * as events from './history/history.repository';

/** Bookings on one page of an export. */
const EXPORTED_AT_ONCE = 250;

/** Yields all of the caller's bookings with their history, by start, page by page. */
export async function* ownPages({ db, actor, now }: ActorContext) {
  const scope = { ownerId: actor.role === 'admin' ? undefined : actor.userId };
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
