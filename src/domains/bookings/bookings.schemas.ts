import * as z from 'zod';
import {
  BOOKING_HORIZON_MS,
  BOOKING_NOTICE_MS,
  BOOKING_STATUSES,
  MAX_BOOKING_MS,
  MIN_BOOKING_MS,
  type Role,
} from '../../db/constants';
import type { FieldError } from '../../errors';
import { BookingStatus } from '../../http/input/enum-schemas';
import {
  described,
  documentedAs,
  id,
  line,
  queryTime,
  text,
  time,
  timeZone,
} from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import type { MessageKey } from '../../i18n/messages';
import type { Window } from '../../lib/time';
import { DEMO } from '../../openapi/demo-ids';

/** What requests about bookings contain, and the rules for their times. Responses are in `bookings.view.ts`. */

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
        '이 상태의 예약만. 여러 상태를 찾으려면 반복해서 보냅니다.',
        'Only bookings in this state. Repeat the parameter for several states.',
      ),
    ),
  model_id: id.optional().meta({
    ...described('이 모델의 예약만.', 'Only bookings of this model.'),
    examples: [DEMO.model],
  }),
  user_id: id.optional().meta({
    ...described(
      '이 고객의 예약만. 관리자만 사용할 수 있습니다.',
      'Only bookings of this client. Admins only.',
    ),
    examples: [DEMO.user],
  }),
  from: queryTime.optional().meta({
    ...described('이 시각 뒤에 끝나는 예약만.', 'Only bookings that end after this time.'),
    examples: ['2026-12-01T09:00:00+09:00'],
  }),
  to: queryTime.optional().meta({
    ...described('이 시각 전에 시작하는 예약만.', 'Only bookings that start before this time.'),
    examples: ['2026-12-01T17:00:00+09:00'],
  }),
  sort: z
    .enum(['start_time', '-start_time', 'created_at', '-created_at'])
    .default('-created_at')
    .meta(
      described(
        '정렬 기준. 앞에 `-`를 붙이면 내림차순입니다.',
        'Field to sort by. A leading `-` sorts in descending order.',
      ),
    ),
});

/** The query of a booking's history. */
export const EventListQuery = z.strictObject(cursorQuery);

const timeProblem = (field: string, message: MessageKey): FieldError[] => [
  { field, code: message.split('.')[1] ?? '', message },
];

/** Returns the problems with a booking's length. Times are epoch milliseconds. */
export function lengthProblems({ start, end }: Window): FieldError[] {
  const problem = (message: MessageKey) => timeProblem('end_time', message);
  if (end <= start) return problem('time.end_before_start');
  if (end - start < MIN_BOOKING_MS) return problem('booking.too_short');
  if (end - start > MAX_BOOKING_MS) return problem('booking.too_long');
  return [];
}

/**
 * Returns the problems with a booking's start. Clients book at least an hour ahead and admins any time ahead,
 * both within a year.
 */
export function startProblems(start: number, now: number, role: Role): FieldError[] {
  const problem = (message: MessageKey) => timeProblem('start_time', message);
  if (role !== 'admin' && start < now + BOOKING_NOTICE_MS) return problem('booking.too_soon');
  if (start <= now) return problem('booking.in_past');
  if (start > now + BOOKING_HORIZON_MS) return problem('booking.too_far');
  return [];
}
