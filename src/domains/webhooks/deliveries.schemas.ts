import * as z from 'zod';
import { DELIVERY_STATES } from '../../db/constants';
import { described, isoTime, time } from '../../http/input/field-schemas';
import { cursorQuery } from '../../http/pagination';

export const ReplayBody = z
  .strictObject({
    since: time
      .optional()
      .meta(
        described('이 시각 이후의 이벤트를 다시 전송합니다.', 'Replays events from this time on.'),
      ),
    event_ids: z
      .array(z.string().max(100))
      .min(1)
      .max(100)
      .optional()
      .meta(described('이 id의 이벤트만 다시 전송합니다.', 'Replays only these events.')),
  })
  .meta({
    id: 'WebhookReplay',
    examples: [{ event_ids: ['evt_0f3a9c1e5b2d80647f3a9c1e5b2d8064'] }],
  });

export const ReplayResult = z
  .object({
    queued: z
      .int()
      .min(0)
      .meta(described('대기열에 넣은 이벤트의 수.', 'Number of events queued.')),
    next_since: isoTime
      .nullable()
      .meta(
        described(
          '1,000개를 넘으면 다음 요청에 보낼 `since`. 더 없으면 null입니다.',
          'The `since` for the next request if there were more than 1,000 events; null otherwise.',
        ),
      ),
  })
  .meta({ id: 'WebhookReplayResult', examples: [{ queued: 3, next_since: null }] });

const DeliveryState = z
  .enum(DELIVERY_STATES)
  .meta({ id: 'DeliveryState', ...described('전송의 진행 상태.', 'Progress of the delivery.') });

export const DeliveryListQuery = z.strictObject({
  ...cursorQuery,
  state: DeliveryState.optional().meta(
    described('이 상태의 전송만 조회합니다.', 'Only deliveries in this state.'),
  ),
});

export const Delivery = z
  .object({
    event_id: z
      .string()
      .meta(
        described(
          '전송한 이벤트의 id. `webhook-id` 헤더와 같습니다.',
          'Id of the event, sent as `webhook-id`.',
        ),
      ),
    type: z
      .string()
      .meta(
        described('이벤트의 종류. 테스트 전송은 `ping`입니다.', 'Event type; `ping` for a test.'),
      ),
    state: DeliveryState,
    attempts: z
      .int()
      .min(0)
      .meta(described('지금까지 전송을 시도한 횟수.', 'Number of attempts so far.')),
    next_attempt_at: isoTime
      .nullable()
      .meta(
        described(
          '다음 시도 예정 시각. 더 시도하지 않으면 null입니다.',
          'When the next attempt is due; null if there is none.',
        ),
      ),
    last_status: z
      .int()
      .nullable()
      .meta(
        described(
          '수신 서버가 마지막으로 반환한 상태 코드. 응답이 없었으면 null입니다.',
          'HTTP status that the receiver returned last; null without a response.',
        ),
      ),
    last_error: z
      .string()
      .nullable()
      .meta(
        described(
          '마지막 시도가 실패한 원인. 실패하지 않았으면 null입니다.',
          'Why the last attempt failed; null if it did not.',
        ),
      ),
    last_ms: z
      .int()
      .nullable()
      .meta(
        described(
          '마지막 시도에 걸린 시간(밀리초).',
          'Duration of the last attempt in milliseconds.',
        ),
      ),
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
