import * as z from 'zod';
import { BookingStatus } from '../../http/input/enum-schemas';
import { described, id, isoTime, line, text, time, timeZone } from '../../http/input/field-schemas';
import { DEMO } from '../../openapi/demo-ids';

const notes = text(0, 1000).nullish();
const location = line(0, 200).nullish();

const example = {
  model_id: DEMO.model,
  start_time: '2026-12-01T09:00:00+09:00',
  end_time: '2026-12-01T17:00:00+09:00',
  notes: '가을 룩북 촬영',
  location: '성수동 스튜디오',
};

const onDay = (day: string) => ({
  ...example,
  start_time: `${day}T09:00:00+09:00`,
  end_time: `${day}T17:00:00+09:00`,
});

export const BookingBody = z
  .strictObject({
    model_id: id,
    user_id: id
      .optional()
      .meta(
        described(
          '예약할 고객의 id. 관리자만 지정할 수 있으며, 기본값은 호출한 사용자입니다.',
          'Id of the client to book for. Only admins can set it; it defaults to the caller.',
        ),
      ),
    start_time: time.meta(
      described('시작 시각. UTC 오프셋이 필요합니다.', 'Start of the booking, with a UTC offset.'),
    ),
    end_time: time.meta(
      described(
        '종료 시각(포함하지 않음). UTC 오프셋이 필요합니다.',
        'End of the booking (exclusive), with a UTC offset.',
      ),
    ),
    timezone: timeZone.default('Asia/Seoul'),
    notes,
    location,
  })
  .meta({ id: 'BookingCreate', examples: [example] });

export const BookingUpdateBody = z
  .strictObject({ start_time: time, end_time: time, notes, location })
  .partial()
  .meta({ id: 'BookingUpdate', examples: [{ notes: '의상 두 벌 추가' }] });

export const ReasonBody = z
  .strictObject({ reason: text(0, 500).nullish() })
  .meta({ id: 'Reason', examples: [{ reason: '일정 변경' }] });

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
  model_id: example.model_id,
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
  notes: example.notes,
  location: example.location,
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

export const BatchBody = z
  .strictObject({
    items: z
      .array(BookingBody)
      .min(1)
      .max(20)
      .meta(
        described(
          '생성할 예약. 전부 성공하거나 전부 실패합니다.',
          'The bookings to create, all or none.',
        ),
      ),
  })
  .meta({ id: 'BookingBatch', examples: [{ items: [onDay('2026-12-02'), onDay('2026-12-03')] }] });

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
