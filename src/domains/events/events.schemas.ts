import * as z from 'zod';
import { EVENT_TYPES } from '../../db/constants';
import { described, documentedAs, exampleOf, isoTime } from '../../http/input/field-schemas';
import { cursorPageOf, cursorQuery } from '../../http/pagination';

export const EventType = z.enum(EVENT_TYPES).meta({ id: 'EventType' });

export const EventListQuery = z.strictObject({
  limit: cursorQuery.limit,
  cursor: cursorQuery.cursor,
  type: z
    .union([EventType.transform((one) => [one]), z.array(EventType)])
    .optional()
    .meta(
      documentedAs({
        type: 'array',
        maxItems: EVENT_TYPES.length,
        items: { $ref: '#/components/schemas/EventType' },
      }),
    )
    .meta(
      described(
        '이 종류의 이벤트. 여러 번 쓸 수 있습니다.',
        'Events of this type; repeat it for several.',
      ),
    ),
  after: z
    .literal('now')
    .optional()
    .meta({
      ...described(
        '`now`는 이벤트 없이 지금을 가리키는 첫 커서를 줍니다.',
        '`now` answers no events and a first cursor that stands at this moment.',
      ),
      examples: ['now'],
    }),
});

const data = z
  .record(z.string(), z.unknown())
  .meta(
    described(
      'id와 시각만 담습니다. 예약 이벤트에는 booking_id, model_id, user_id, status, previous_status, start_time, end_time, timezone, option_expires_at, version, changes, by가 있습니다.',
      'Ids and times only. For bookings: booking_id, model_id, user_id, status, previous_status, start_time, end_time, timezone, option_expires_at, version, changes, by.',
    ),
  );

export const Event = z
  .object({
    id: z
      .string()
      .meta(
        described(
          '이벤트 id. 웹훅의 `webhook-id`와 같습니다.',
          'The id; `webhook-id` of a delivery.',
        ),
      ),
    type: EventType.meta(described('무슨 일이 있었는지.', 'What happened.')),
    timestamp: isoTime.meta(described('일어난 시각.', 'When it happened.')),
    data,
  })
  .meta({
    id: 'Event',
    examples: [
      {
        id: 'evt_0f3a9c1e5b2d80647f3a9c1e5b2d8064',
        type: 'booking.confirmed',
        timestamp: '2026-11-24T00:00:00.000Z',
        data: {
          booking_id: '0b7d5f9e-2c1c-4a53-9a05-7f6f0a3f2b11',
          model_id: '5f0c2c7e-3b0e-4c58-9d52-0f3a4f2f8f10',
          user_id: 'a4bd1785-0717-42d0-b5ca-cb540080e9ea',
          status: 'confirmed',
          previous_status: 'option',
          start_time: '2026-12-01T00:00:00.000Z',
          end_time: '2026-12-01T08:00:00.000Z',
          timezone: 'Asia/Seoul',
          option_expires_at: null,
          version: 3,
          changes: [],
          by: 'agency',
        },
      },
    ],
  });

export const EventPage = cursorPageOf('EventPage', Event)
  .extend({
    next_cursor: z
      .string()
      .meta(described('다음 요청의 `cursor`.', 'The `cursor` of the next call.')),
  })
  .meta({
    id: 'EventPage',
    examples: [
      {
        total: null,
        skip: 0,
        limit: 10,
        has_next: false,
        has_prev: false,
        items: [exampleOf(Event)],
        next_cursor: 'WzEsMV0.3q2-7wAAAAAAAAAAAAAAAA',
      },
    ],
  });
