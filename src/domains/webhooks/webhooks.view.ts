import * as z from 'zod';
import { DISABLED_REASONS } from '../../db/constants';
import type { AppContext } from '../../http/app-env';
import { etagOf } from '../../http/etag';
import { described, id, isoTime } from '../../http/input/field-schemas';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import { DEMO } from '../../openapi/demo-ids';
import { EventType } from '../events/events.schemas';
import type { EndpointRow } from './webhooks.repository';

const WebhookStatus = z.enum(['active', 'disabled']).meta({
  id: 'WebhookStatus',
  ...described(
    '비활성 상태에서는 이벤트를 대기열에 넣지 않습니다.',
    'No events are queued while the webhook is disabled.',
  ),
});

const DisabledReason = z.enum(DISABLED_REASONS).meta({
  id: 'DisabledReason',
  ...described(
    'admin: 관리자가 비활성화했습니다. gone: 수신 서버가 410을 반환했습니다. failing: 5일 동안 전송에 실패했습니다.',
    'admin: disabled by an admin; gone: the receiver returned 410; failing: deliveries failed for five days.',
  ),
});

export const Webhook = z
  .object({
    webhook_id: id.meta(
      described(
        '`/webhooks/{webhook_id}`에서 사용하는 웹훅 id.',
        'Id of the webhook, as in `/webhooks/{webhook_id}`.',
      ),
    ),
    url: z.string().meta(described('이벤트를 받는 주소.', 'URL that receives the events.')),
    events: z
      .array(EventType)
      .meta(
        described(
          '전송하는 이벤트의 종류. 비어 있으면 모든 이벤트입니다.',
          'Event types that are delivered; empty for all.',
        ),
      ),
    description: z
      .string()
      .nullable()
      .meta(
        described(
          '관리용 메모. 전송에는 포함하지 않습니다.',
          'A note for your own records; not part of deliveries.',
        ),
      ),
    status: WebhookStatus,
    disabled_reason: DisabledReason.nullable().meta(
      described(
        '비활성화된 이유. 활성 상태이면 null입니다.',
        'Why it is disabled; null while it is active.',
      ),
    ),
    failing_since: isoTime
      .nullable()
      .meta(
        described(
          '전송이 계속 실패하기 시작한 시각. 실패하고 있지 않으면 null입니다.',
          'When deliveries began to fail without a success since; null if they work.',
        ),
      ),
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
        '서명을 검증할 비밀 값. 이 응답에서만 볼 수 있습니다.',
        'Secret to verify signatures with. Only this response contains it.',
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

/** Renders the admin view of an endpoint. Never contains its secret. */
export const toWebhookView = (row: EndpointRow) => ({
  webhook_id: row.id,
  url: row.url,
  events: row.events,
  description: row.description,
  status: row.disabledAt === null ? ('active' as const) : ('disabled' as const),
  disabled_reason: row.disabledReason,
  failing_since: toIso(row.failingSince),
  created_at: toIso(row.createdAt),
  updated_at: toIso(row.updatedAt),
});

/** Sends an endpoint, with its secret if that is new. */
export function sendWebhook(
  c: AppContext,
  row: EndpointRow,
  { secret, created = false }: { secret?: string; created?: boolean } = {},
) {
  const view = { ...toWebhookView(row), ...(secret !== undefined && { secret }) };
  const location = created ? { location: `/api/v1/webhooks/${row.id}` } : {};
  const etag = etagOf(row.version, toIso(row.failingSince));
  return sendResource(c, view, { etag, ...location });
}
