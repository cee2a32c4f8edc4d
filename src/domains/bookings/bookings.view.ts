import type { AppContext } from '../../lib/app-env';
import { etagOf } from '../../lib/etag';
import { sendResource } from '../../lib/respond';
import { toIso } from '../../lib/time';
import type { BookingRow } from './bookings.repository';

/** A booking as its owner and admins see it. */
export const toBookingView = (row: BookingRow) => ({
  booking_id: row.id,
  model_id: row.modelId,
  model_name: row.modelName,
  user_id: row.userId,
  start_time: toIso(row.startAt),
  end_time: toIso(row.endAt),
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

/** Answers with a booking. Its ETag tells the option position too, which others' changes move. */
export function sendBooking(c: AppContext, row: BookingRow, { created = false } = {}) {
  const etag = etagOf(row.version, row.optionPosition ? `p${row.optionPosition}` : '');
  const location = created ? { location: `/api/v1/bookings/${row.id}` } : {};
  return sendResource(c, toBookingView(row), { etag, ...location });
}
