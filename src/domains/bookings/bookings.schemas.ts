import * as z from 'zod';
import { BOOKING_STATUSES } from '../../db/constants';
import { BookingStatus } from '../../http/input/enum-schemas';
import {
  described,
  documentedAs,
  id,
  isoTime,
  line,
  queryTime,
  text,
  time,
  timeZone,
} from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
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
        described('누구의 예약인지. 관리자만 쓸 수 있습니다.', 'Whose booking it is; admins only.'),
      ),
    start_time: time.meta(
      described('시작. UTC 오프셋이 있어야 합니다.', 'The start, with a UTC offset.'),
    ),
    end_time: time.meta(described('끝(포함하지 않음).', 'The end (exclusive), with a UTC offset.')),
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

export const BookingListQuery = z.strictObject({
  ...cursorQuery,
  status: z
    .union([BookingStatus.transform((one) => [one]), z.array(BookingStatus)])
    .optional()
    .meta(
      documentedAs({
        type: 'array',
        maxItems: BOOKING_STATUSES.length,
        items: { $ref: '#/components/schemas/BookingStatus' },
      }),
    )
    .meta(
      described(
        '이 상태의 예약. 여러 번 쓸 수 있습니다.',
        'Bookings in this state; repeat it for several.',
      ),
    ),
  model_id: id
    .optional()
    .meta({ ...described('이 모델의 예약.', 'Bookings of this model.'), examples: [DEMO.model] }),
  user_id: id
    .optional()
    .meta({ ...described('관리자만 쓸 수 있습니다.', 'Admins only.'), examples: [DEMO.user] }),
  from: queryTime.optional().meta({
    ...described('이 시각 뒤에 끝나는 예약.', 'Bookings that end after this time.'),
    examples: ['2026-12-01T09:00:00+09:00'],
  }),
  to: queryTime.optional().meta({
    ...described('이 시각 전에 시작하는 예약.', 'Bookings that start before this time.'),
    examples: ['2026-12-01T17:00:00+09:00'],
  }),
  sort: z
    .enum(['start_time', '-start_time', 'created_at', '-created_at'])
    .default('-created_at')
    .meta(
      described('정렬 기준. `-`는 내림차순입니다.', 'Sort order; a leading `-` means descending.'),
    ),
});

const localTime = z
  .string()
  .meta(
    described(
      '예약의 시간대로 나타낸 현지 시각과 오프셋.',
      'Local time in the booking’s time zone, with its offset.',
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
          .meta(described('탈퇴했으면 null입니다.', 'Null once the account is erased.')),
      })
      .optional()
      .meta(
        described('예약한 고객. 관리자에게만 보입니다.', 'Whose booking it is; for admins only.'),
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
          '살아 있는 옵션 가운데 순위. 옵션이 아니면 null입니다.',
          'Position in the queue of live options; null for anything else.',
        ),
      ),
    option_expires_at: isoTime
      .nullable()
      .meta(described('옵션이 만료되는 시각.', 'When the option expires.')),
    price_per_hour: z
      .int()
      .meta(described('예약을 만들 때의 시간당 금액(원).', 'KRW per hour when it was created.')),
    total_price: z.int().meta(described('금액(원).', 'KRW.')),
    notes: z.string().nullable(),
    location: z.string().nullable(),
    cancel_reason: z.string().nullable(),
    cancelled_by: z
      .string()
      .nullable()
      .meta(
        described(
          '취소한 사용자의 id. 다른 고객의 id는 보이지 않습니다.',
          'Id of the user who cancelled it; never another client’s, except to admins.',
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
      .meta(described('모두 되거나 하나도 안 됩니다.', 'All are created, or none.')),
  })
  .meta({ id: 'BookingBatch', examples: [{ items: [onDay('2026-12-02'), onDay('2026-12-03')] }] });

export const BookingList = z
  .object({
    items: z.array(Booking).meta(described('만든 예약.', 'The bookings that were created.')),
  })
  .meta({ id: 'BookingBatchResult', examples: [{ items: [exampleWithStatus('requested')] }] });
