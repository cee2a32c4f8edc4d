import * as z from 'zod';
import { DELIVERY_STATES } from '../../db/constants';
import { described, isoTime } from '../../http/input/field-schemas';
import { toIso } from '../../lib/time';
import type { DeliveryRow } from './deliveries.repository';

export const DeliveryState = z
  .enum(DELIVERY_STATES)
  .meta({ id: 'DeliveryState', ...described('전송의 진행 상태.', 'Progress of the delivery.') });

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

/** Renders the admin view of a delivery. Never contains the receiver's response. */
export const toDeliveryView = (row: DeliveryRow) => ({
  event_id: row.eventId,
  type: row.type,
  state: row.state,
  attempts: row.attempts,
  next_attempt_at: toIso(row.nextAttemptAt),
  last_status: row.lastStatus,
  last_error: row.lastError,
  last_ms: row.lastMs,
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
