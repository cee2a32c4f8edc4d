import * as z from 'zod';
import { BookingStatus } from '../../../http/input/enum-schemas';
import { described, isoTime } from '../../../http/input/field-schemas';
import { cursorQuery } from '../../../http/pagination';
import { bookingExample } from '../bookings.schemas';

export const EventListQuery = z.strictObject(cursorQuery);

export const BookingEvent = z
  .object({
    event: z
      .string()
      .meta(
        described(
          'created, edited, rescheduled, challenge, challenged 또는 새로 들어간 상태.',
          'created, edited, rescheduled, challenge, challenged, or the state that was entered.',
        ),
      ),
    from: BookingStatus.nullable().meta(
      described('이전 상태. 처음이면 null입니다.', 'The state before; null at first.'),
    ),
    to: BookingStatus.meta(described('이후 상태.', 'The state after.')),
    actor_id: z
      .string()
      .nullable()
      .meta(
        described(
          '누가 했는지. 시스템이거나 다른 고객이면 null입니다.',
          'Id of the user who did it; null for the system and, to clients, for another client.',
        ),
      ),
    detail: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta(described('사유, 또는 바뀐 시각의 전과 후.', 'The reason, or times before and after.')),
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
