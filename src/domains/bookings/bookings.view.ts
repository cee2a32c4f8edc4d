import * as z from 'zod';
import type { AppContext } from '../../http/app-env';
import { etagOf } from '../../http/etag';
import { BookingStatus } from '../../http/input/enum-schemas';
import { described, isoTime } from '../../http/input/field-schemas';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import { toLocalIso } from '../../lib/time-zones';
import { DEMO } from '../../openapi/demo-ids';
import type { BookingRow, ListedBooking } from './bookings.repository';

/** What a booking looks like in responses: its schema, and the function that fills it. */

const localTime = z
  .string()
  .meta(
    described(
      '예약의 시간대로 표시한 현지 시각과 UTC 오프셋.',
      'Local time in the booking’s time zone, with its UTC offset.',
    ),
  )
  .meta({ examples: ['2026-12-01T09:00:00+09:00'] });

export const bookingExample = {
  booking_id: DEMO.booking,
  model_id: DEMO.model,
  model_name: '김하늘',
  user_id: DEMO.user,
  start_time: '2026-12-01T00:00:00.000Z',
  end_time: '2026-12-01T08:00:00.000Z',
  start_local: '2026-12-01T09:00:00+09:00',
  end_local: '2026-12-01T17:00:00+09:00',
  timezone: 'Asia/Seoul',
  status: 'option',
  option_position: 1,
  option_expires_at: '2026-11-26T00:00:00.000Z',
  price_per_hour: 150000,
  total_price: 1200000,
  notes: '가을 룩북 촬영',
  location: '성수동 스튜디오',
  cancel_reason: null,
  cancelled_by: null,
  created_at: '2026-11-23T00:00:00.000Z',
  updated_at: '2026-11-23T00:00:00.000Z',
};

/** Returns an example of a booking in a state. */
export const exampleWithStatus = (status: BookingStatus, changes: object = {}) => ({
  ...bookingExample,
  status,
  ...(status !== 'option' && { option_position: null, option_expires_at: null }),
  ...changes,
});

export const Booking = z
  .object({
    booking_id: z.string(),
    model_id: z.string(),
    model_name: z.string(),
    user_id: z.string(),
    client: z
      .object({
        user_id: z.string(),
        full_name: z
          .string()
          .nullable()
          .meta(
            described(
              '고객의 성명. 탈퇴했으면 null입니다.',
              'Full name of the client; null once the account is erased.',
            ),
          ),
      })
      .optional()
      .meta(
        described(
          '예약한 고객. 관리자의 응답에만 있습니다.',
          'The client who booked. Present only for admins.',
        ),
      ),
    start_time: isoTime,
    end_time: isoTime,
    start_local: localTime,
    end_local: localTime,
    timezone: z.string(),
    status: BookingStatus,
    option_position: z
      .int()
      .min(1)
      .nullable()
      .meta(
        described(
          '같은 시간대의 유효한 옵션 중 순위. 옵션이 아니면 null입니다.',
          'Position among the live options for this time; null unless the booking is an option.',
        ),
      ),
    option_expires_at: isoTime
      .nullable()
      .meta(
        described(
          '옵션이 만료되는 시각. 옵션이 아니면 null입니다.',
          'When the option expires; null unless the booking is an option.',
        ),
      ),
    price_per_hour: z
      .int()
      .meta(
        described(
          '예약을 생성할 때의 시간당 요금(원).',
          'The hourly rate in KRW when the booking was created.',
        ),
      ),
    total_price: z
      .int()
      .meta(
        described(
          '예약 전체 금액(원). 원 단위로 올림합니다.',
          'Price of the whole booking in KRW, rounded up to whole won.',
        ),
      ),
    notes: z.string().nullable(),
    location: z.string().nullable(),
    cancel_reason: z.string().nullable(),
    cancelled_by: z
      .string()
      .nullable()
      .meta(
        described(
          '취소한 사용자의 id. 다른 고객의 id는 관리자에게만 보입니다.',
          'Id of the user who cancelled the booking. Another client’s id is visible only to admins.',
        ),
      ),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({ id: 'Booking', examples: [bookingExample] });

export const BookingList = z
  .object({
    items: z
      .array(Booking)
      .meta(
        described(
          '생성된 예약. 요청과 같은 순서입니다.',
          'The bookings that were created, in the order of the request.',
        ),
      ),
  })
  .meta({ id: 'BookingBatchResult', examples: [{ items: [exampleWithStatus('requested')] }] });

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
