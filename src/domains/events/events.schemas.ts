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
        '이 종류의 이벤트만. 여러 종류를 찾으려면 반복해서 보냅니다.',
        'Only events of this type. Repeat the parameter for several types.',
      ),
    ),
  after: z
    .literal('now')
    .optional()
    .meta({
      ...described(
        '`now`를 보내면 이벤트 없이 현재 시점을 가리키는 첫 커서를 반환합니다.',
        '`now` returns no events and a first cursor for the current moment.',
      ),
      examples: ['now'],
    }),
});

const data = z
  .record(z.string(), z.unknown())
  .meta(
    described(
      'id, 상태, 시각만 담습니다. 예약 이벤트에는 booking_id, model_id, user_id, status, previous_status, start_time, end_time, timezone, option_expires_at, version, changes, by가 있습니다.',
      'Ids, states and times only. Booking events have booking_id, model_id, user_id, status, previous_status, start_time, end_time, timezone, option_expires_at, version, changes and by.',
    ),
  );

export const Event = z
  .object({
    id: z
      .string()
      .meta(
        described(
          '이벤트 id. 웹훅의 `webhook-id` 헤더와 같으므로 중복을 걸러 낼 때 사용하세요.',
          'Id of the event. Webhook deliveries carry it as `webhook-id`; use it to drop duplicates.',
        ),
      ),
    type: EventType.meta(described('이벤트의 종류.', 'Kind of change that the event reports.')),
    timestamp: isoTime.meta(described('변경이 일어난 시각.', 'When the change happened.')),
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
      .meta(
        described(
          '다음 요청에 보낼 `cursor`. 이벤트가 더 없어도 항상 있습니다.',
          'The `cursor` for the next request; never null.',
        ),
      ),
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
