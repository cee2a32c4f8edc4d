import * as z from 'zod';
import { BOOKING_STATUSES } from '../../db/vocabulary';
import {
  documentedAs,
  id,
  isoTime,
  line,
  queryTime,
  TimeWindow,
  text,
  time,
  timeZone,
} from '../../lib/fields';
import { cursorQuery } from '../../lib/pagination';

const notes = text(0, 1000).nullish();
const location = line(0, 200).nullish();

const example = {
  model_id: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
  start_time: '2026-12-01T09:00:00+09:00',
  end_time: '2026-12-01T17:00:00+09:00',
  notes: '가을 룩북 촬영',
  location: '성수동 스튜디오',
};

export const BookingBody = z
  .strictObject({
    model_id: id,
    user_id: id.optional().describe('For whom; admins only.'),
    start_time: time,
    end_time: time,
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
    .union([z.enum(BOOKING_STATUSES).transform((one) => [one]), z.array(z.enum(BOOKING_STATUSES))])
    .optional()
    .meta(
      documentedAs({
        type: 'array',
        maxItems: BOOKING_STATUSES.length,
        items: { type: 'string', enum: [...BOOKING_STATUSES] },
      }),
    ),
  model_id: id.optional(),
  user_id: id.optional().describe('Admins only.'),
  from: queryTime.optional().describe('Bookings that end after this time.'),
  to: queryTime.optional().describe('Bookings that start before this time.'),
  sort: z.enum(['start_time', '-start_time', 'created_at', '-created_at']).default('-created_at'),
});

const localTime = z
  .string()
  .describe('Wall clock in the zone of the booking, with its offset.')
  .meta({ examples: ['2026-12-01T09:00:00+09:00'] });

const bookingExample = {
  booking_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
  model_id: example.model_id,
  model_name: '김하늘',
  user_id: 'a4bd1785-0717-42d0-b5ca-cb540080e9ea',
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

export const Booking = z
  .object({
    booking_id: z.string(),
    model_id: z.string(),
    model_name: z.string(),
    user_id: z.string(),
    start_time: isoTime,
    end_time: isoTime,
    start_local: localTime,
    end_local: localTime,
    timezone: z.string(),
    status: z.enum(BOOKING_STATUSES),
    option_position: z.int().min(1).nullable(),
    option_expires_at: isoTime.nullable(),
    price_per_hour: z.int().describe('KRW per hour, as of creation.'),
    total_price: z.int().describe('KRW.'),
    notes: z.string().nullable(),
    location: z.string().nullable(),
    cancel_reason: z.string().nullable(),
    cancelled_by: z.string().nullable(),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({ id: 'Booking', examples: [bookingExample] });

export const BatchBody = z
  .strictObject({ items: z.array(BookingBody).min(1).max(20) })
  .meta({ id: 'BookingBatch', examples: [{ items: [example] }] });

export const BookingList = z.object({ items: z.array(Booking) }).meta({ id: 'BookingBatchResult' });

export const EventListQuery = z.strictObject(cursorQuery);

export const BookingEvent = z
  .object({
    event: z
      .string()
      .describe(
        'created, edited, rescheduled, challenge, challenged, or the state that was entered.',
      ),
    from: z.enum(BOOKING_STATUSES).nullable(),
    to: z.enum(BOOKING_STATUSES),
    actor_id: z.string().nullable().describe('Who did it; null is the system.'),
    detail: z.record(z.string(), z.unknown()).nullable(),
    at: isoTime,
  })
  .meta({
    id: 'BookingEvent',
    examples: [
      {
        event: 'confirmed',
        from: 'option',
        to: 'confirmed',
        actor_id: bookingExample.user_id,
        detail: null,
        at: '2026-11-24T00:00:00.000Z',
      },
    ],
  });

export const Quote = z
  .object({
    model_id: z.string(),
    model_name: z.string(),
    start_time: isoTime,
    end_time: isoTime,
    timezone: z.string(),
    price_per_hour: z.int(),
    total_price: z.int(),
    is_free: z.boolean(),
    blocked_by: z.array(TimeWindow).describe('Confirmed bookings and book-outs in the window.'),
    option_position: z.int().min(1).nullable().describe('Null when it could not be an option.'),
    nearest_free: z.array(TimeWindow).max(3).describe('When it is not free.'),
    alternatives: z
      .array(
        z.object({
          model_id: z.string(),
          name: z.string(),
          price_per_hour: z.int(),
          total_price: z.int(),
        }),
      )
      .max(3)
      .describe('Others on the same boards at a similar price, free then.'),
  })
  .meta({
    id: 'Quote',
    examples: [
      {
        model_id: example.model_id,
        model_name: '김하늘',
        start_time: bookingExample.start_time,
        end_time: bookingExample.end_time,
        timezone: 'Asia/Seoul',
        price_per_hour: 150000,
        total_price: 1200000,
        is_free: true,
        blocked_by: [],
        option_position: 2,
        nearest_free: [],
        alternatives: [],
      },
    ],
  });
