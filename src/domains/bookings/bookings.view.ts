import type { AppContext } from '../../http/app-env';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso, toWindowView } from '../../lib/time';
import { toLocalIso } from '../../lib/time-zones';
import type { BookingRow, ListedBooking } from './bookings.columns.repository';
import type { EventRow } from './history/history.repository';
import type { quote } from './quotes/quotes.service';

/** Renders a booking for its owner and for admins. */
export const toBookingView = (row: ListedBooking) => ({
  booking_id: row.id,
  model_id: row.modelId,
  model_name: row.modelName,
  user_id: row.userId,
  // Omitted for clients. The view keeps one shape, which V8 serializes twice as fast.
  client:
    row.clientName === undefined ? undefined : { user_id: row.userId, full_name: row.clientName },
  start_time: toIso(row.startAt),
  end_time: toIso(row.endAt),
  start_local: toLocalIso(row.startAt, row.timezone),
  end_local: toLocalIso(row.endAt, row.timezone),
  timezone: row.timezone,
  status: row.status,
  option_position: row.optionPosition,
  option_expires_at: toIso(row.optionExpiresAt),
  price_per_hour: row.pricePerHour,
  total_price: row.totalPrice,
  notes: row.notes,
  location: row.location,
  cancel_reason: row.cancelReason,
  cancelled_by: row.cancelledBy,
  created_at: toIso(row.createdAt),
  updated_at: toIso(row.updatedAt),
});

/** Renders an event of a booking's history. Times in its detail have the usual format. */
export const toEventView = (row: EventRow) => ({
  event: row.event,
  from: row.fromStatus,
  to: row.toStatus,
  actor_id: row.actorId,
  detail: row.detail && detailView(row.detail),
  at: toIso(row.at),
});

function detailView(detail: Record<string, unknown>) {
  const entries = Object.entries(detail).map(([name, value]) => [
    name.replace(/^(start|end)_at$/, '$1_time'),
    Array.isArray(value) ? { from: toIso(Number(value[0])), to: toIso(Number(value[1])) } : value,
  ]);
  return Object.fromEntries(entries);
}

export const toQuoteView = (found: Awaited<ReturnType<typeof quote>>) => ({
  model_id: found.model.id,
  model_name: found.model.name,
  ...toWindowView(found.window),
  timezone: found.timezone,
  price_per_hour: found.model.pricePerHour,
  total_price: found.totalPrice,
  is_free: found.isFree,
  blocked_by: found.blockers.map(toWindowView),
  option_position: found.optionPosition,
  nearest_free: found.nearestFree.map(toWindowView),
  alternatives: found.alternatives.map(({ model, totalPrice }) => ({
    model_id: model.id,
    name: model.name,
    price_per_hour: model.pricePerHour,
    total_price: totalPrice,
  })),
});

/** Sends a booking. */
export function sendBooking(c: AppContext, row: BookingRow, { created = false } = {}) {
  const location = created ? { location: `/api/v1/bookings/${row.id}` } : {};
  const etag = etagOf(
    row.version,
    row.modelName,
    row.optionPosition,
    row.status,
    row.clientName ?? null,
  );
  return sendResource(c, toBookingView(row), { etag, ...location });
}
