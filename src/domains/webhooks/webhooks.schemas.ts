import * as z from 'zod';
import { DELIVERY_STATES, DISABLED_REASONS } from '../../db/constants';
import { described, id, isoTime, line, text, time } from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';
import { DEMO } from '../../openapi/demo-ids';
import { EventType } from '../events/events.schemas';

const url = line(1, 2000).meta({
  ...described(
    '받을 주소. `https`여야 하며 사설 주소는 쓸 수 없습니다.',
    'Where to deliver: `https`, and no private address.',
  ),
  examples: ['https://erp.example.com/hooks/bookings'],
});
const events = z
  .array(EventType)
  .max(50)
  .refine((list) => new Set(list).size === list.length, 'list.duplicates')
  .meta({
    ...described('받을 이벤트. 비어 있으면 모두입니다.', 'The events to deliver; empty for all.'),
    examples: [['booking.created', 'booking.confirmed']],
  });
const description = text(0, 300).nullish().meta(described('메모.', 'A note of your own.'));

export const WebhookBody = z.strictObject({ url, events: events.optional(), description }).meta({
  id: 'WebhookCreate',
  examples: [{ url: 'https://erp.example.com/hooks/bookings', events: ['booking.confirmed'] }],
});

export const WebhookUpdateBody = z
  .strictObject({ url, events, description })
  .partial()
  .meta({ id: 'WebhookUpdate', examples: [{ events: [] }] });

const WebhookStatus = z.enum(['active', 'disabled']).meta({
  id: 'WebhookStatus',
  ...described('꺼져 있는 동안에는 아무것도 쌓이지 않습니다.', 'Nothing is queued while disabled.'),
});

const DisabledReason = z.enum(DISABLED_REASONS).meta({
  id: 'DisabledReason',
  ...described(
    'admin: 관리자가 껐습니다. gone: 받는 쪽이 410으로 답했습니다. failing: 5일 동안 실패했습니다.',
    'admin: switched off by an admin; gone: the receiver answered 410; failing: it has failed for 5 days.',
  ),
});

export const Webhook = z
  .object({
    webhook_id: id.meta(described('웹훅 id.', 'The id of the webhook.')),
    url: z.string().meta(described('받을 주소.', 'Where it is delivered to.')),
    events: z.array(EventType).meta(described('비어 있으면 모두입니다.', 'Empty for all.')),
    description: z.string().nullable().meta(described('메모.', 'A note of your own.')),
    status: WebhookStatus,
    disabled_reason: DisabledReason.nullable().meta(
      described('왜 꺼져 있는지.', 'Why it is disabled; null while it is active.'),
    ),
    failing_since: isoTime
      .nullable()
      .meta(described('언제부터 실패하는지.', 'Since when deliveries have failed.')),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({
    id: 'Webhook',
    examples: [
      {
        webhook_id: DEMO.webhook,
        url: 'https://erp.example.com/hooks/bookings',
        events: ['booking.confirmed'],
        description: null,
        status: 'active',
        disabled_reason: null,
        failing_since: null,
        created_at: '2026-11-23T00:00:00.000Z',
        updated_at: '2026-11-23T00:00:00.000Z',
      },
    ],
  });

export const WebhookWithSecret = Webhook.extend({
  secret: z
    .string()
    .meta(
      described(
        '서명 검증용 비밀 값. 이 응답에서만 볼 수 있습니다.',
        'The secret that verifies signatures. Shown in this answer only.',
      ),
    ),
}).meta({
  id: 'WebhookWithSecret',
  examples: [
    {
      webhook_id: DEMO.webhook,
      url: 'https://erp.example.com/hooks/bookings',
      events: [],
      description: null,
      status: 'active',
      disabled_reason: null,
      failing_since: null,
      created_at: '2026-11-23T00:00:00.000Z',
      updated_at: '2026-11-23T00:00:00.000Z',
      secret: 'whsec_…',
    },
  ],
});

export const ReplayBody = z
  .strictObject({
    since: time
      .optional()
      .meta(described('이 시각부터의 이벤트.', 'The events from this time on.')),
    event_ids: z
      .array(z.string().max(100))
      .min(1)
      .max(100)
      .optional()
      .meta(described('이 이벤트들만.', 'These events alone.')),
  })
  .meta({
    id: 'WebhookReplay',
    examples: [{ event_ids: ['evt_0f3a9c1e5b2d80647f3a9c1e5b2d8064'] }],
  });

export const ReplayResult = z
  .object({
    queued: z.int().min(0).meta(described('다시 보낼 이벤트 수.', 'How many events were queued.')),
    next_since: isoTime
      .nullable()
      .meta(
        described(
          '1,000개를 넘으면 다음에 쓸 `since`. 아니면 null입니다.',
          'The `since` to go on with where there were more than 1,000; else null.',
        ),
      ),
  })
  .meta({ id: 'WebhookReplayResult', examples: [{ queued: 3, next_since: null }] });

const DeliveryState = z
  .enum(DELIVERY_STATES)
  .meta({ id: 'DeliveryState', ...described('전송 상태.', 'How far it has come.') });

export const DeliveryListQuery = z.strictObject({
  ...cursorQuery,
  state: DeliveryState.optional().meta(described('이 상태의 전송만.', 'Deliveries in this state.')),
});

export const Delivery = z
  .object({
    event_id: z.string().meta(described('이벤트 id.', 'The id of the event.')),
    type: z
      .string()
      .meta(described('이벤트 종류. 시험 전송은 `ping`입니다.', 'The type; `ping` for a test.')),
    state: DeliveryState,
    attempts: z.int().min(0).meta(described('시도한 횟수.', 'How often it was tried.')),
    next_attempt_at: isoTime.nullable().meta(described('다음 시도.', 'When it is tried next.')),
    last_status: z
      .int()
      .nullable()
      .meta(
        described('받는 쪽의 마지막 상태 코드.', 'The last status that the receiver answered.'),
      ),
    last_error: z
      .string()
      .nullable()
      .meta(described('마지막 실패의 종류.', 'What went wrong last.')),
    last_ms: z
      .int()
      .nullable()
      .meta(described('마지막 시도에 걸린 밀리초.', 'Milliseconds that the last attempt took.')),
  })
  .meta({
    id: 'Delivery',
    examples: [
      {
        event_id: 'evt_0f3a9c1e5b2d80647f3a9c1e5b2d8064',
        type: 'booking.confirmed',
        state: 'delivered',
        attempts: 1,
        next_attempt_at: null,
        last_status: 200,
        last_error: null,
        last_ms: 120,
      },
    ],
  });
