import * as z from 'zod';
import { BOOKING_STATUSES } from '../../db/constants';
import { BookingStatus } from '../../http/input/enum-schemas';
import { described, documentedAs, id, queryTime } from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';

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
