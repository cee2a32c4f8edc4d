import { OUTBOX_KINDS } from '../../db/constants';
import { runIdempotent } from '../../http/idempotency';
import {
  cursorPageOf,
  singlePageOf,
  toCursorPageView,
  toSinglePageView,
} from '../../http/pagination';
import { sendEnvelope, sendPage } from '../../http/respond';
import { createRoutes } from '../../http/routes';
import { actorContextOf, targetOf } from '../../http/service-context';
import { toIso } from '../../lib/time';
import { DEMO } from '../../openapi/demo-ids';
import { TAGS } from '../../openapi/tags';
import { listDeliveries } from './deliveries.service';
import { Delivery, ReplayResult, toDeliveryView } from './deliveries.view';
import * as schemas from './webhooks.schemas';
import * as webhooks from './webhooks.service';
import { sendWebhook, toWebhookView, Webhook, WebhookWithSecret } from './webhooks.view';

export const webhookRoutes = createRoutes('admin', TAGS.webhooks);

const PATH = '/api/v1/webhooks';
const ONE = `${PATH}/:webhook_id` as const;
const errors = ['WebhookNotFoundException'] as const;

webhookRoutes.post(
  PATH,
  {
    id: 'createWebhook',
    summary: ['웹훅 등록', 'Register a webhook'],
    description: [
      '이벤트를 받을 주소를 등록합니다. `secret`은 이 응답에서만 볼 수 있습니다. 전송에는 Standard Webhooks 1.0에 따라 서명합니다. 최대 10개까지 등록할 수 있습니다.',
      'Registers a URL that receives events. Only this response contains the `secret`. Deliveries are signed according to Standard Webhooks 1.0. At most ten webhooks can exist.',
    ],
    body: schemas.WebhookBody,
    response: WebhookWithSecret,
    creates: true,
    etag: true,
    idempotent: true,
    errors: ['QuotaExceededException'],
  },
  async (c, { body }) => {
    const ctx = actorContextOf(c);
    const { host } = new URL(c.req.url);
    const row = await runIdempotent(c, ctx, (keyed) => webhooks.create(keyed, body, host));
    return sendWebhook(c, row, { secret: webhooks.secretOf(ctx, row), created: true });
  },
);

webhookRoutes.get(
  PATH,
  {
    id: 'listWebhooks',
    summary: ['웹훅 목록', 'List webhooks'],
    description: [
      '등록된 모든 웹훅을 오래된 순서로 조회합니다.',
      'Returns all webhooks, oldest first, without their secrets.',
    ],
    response: singlePageOf('WebhookPage', Webhook),
  },
  async (c) => sendPage(c, toSinglePageView(await webhooks.list(actorContextOf(c)), toWebhookView)),
);

webhookRoutes.get(
  ONE,
  {
    id: 'getWebhook',
    summary: ['웹훅 조회', 'Get a webhook'],
    description: [
      '웹훅의 설정과 상태를 조회합니다. 비밀 값은 반환하지 않습니다.',
      'Returns the settings and the state of a webhook. The secret is never included.',
    ],
    response: Webhook,
    etag: true,
    errors: [...errors],
  },
  async (c, { params }) => sendWebhook(c, await webhooks.get(actorContextOf(c), params.webhook_id)),
);

webhookRoutes.put(
  ONE,
  {
    id: 'updateWebhook',
    summary: ['웹훅 수정', 'Change a webhook'],
    description: [
      '주소, 이벤트, 메모 중 보낸 필드만 변경합니다. 비밀 값은 변경되지 않습니다.',
      'Changes URL, events or description: only the fields that you send. The secret stays the same.',
    ],
    body: schemas.WebhookUpdateBody,
    response: Webhook,
    etag: true,
    errors: [...errors],
  },
  async (c, { params, body }) => {
    const target = targetOf(c, params.webhook_id);
    const { host } = new URL(c.req.url);
    return sendWebhook(c, await webhooks.update(actorContextOf(c), target, body, host));
  },
);

webhookRoutes.delete(
  ONE,
  {
    id: 'deleteWebhook',
    summary: ['웹훅 삭제', 'Delete a webhook'],
    description: [
      '웹훅과 대기 중인 전송을 삭제합니다.',
      'Deletes the webhook together with its pending deliveries.',
    ],
    exampleId: DEMO.webhookToDelete,
    message: 'webhook.deleted',
    etag: true,
    errors: [...errors],
  },
  async (c, { params }) => {
    await webhooks.remove(actorContextOf(c), targetOf(c, params.webhook_id));
    return sendEnvelope(c, 'webhook.deleted');
  },
);

webhookRoutes.post(
  `${ONE}/rotate-secret`,
  {
    id: 'rotateWebhookSecret',
    summary: ['웹훅 비밀 값 교체', 'Rotate a webhook’s secret'],
    description: [
      '새 비밀 값을 발급합니다. 24시간 동안 이전 값과 새 값으로 함께 서명합니다. 새 `secret`은 이 응답에서만 볼 수 있습니다.',
      'Issues a new secret. Deliveries are signed with both secrets for 24 hours. Only this response contains the new `secret`.',
    ],
    response: WebhookWithSecret,
    etag: true,
    idempotent: true,
    errors: [...errors],
  },
  async (c, { params }) => {
    const target = targetOf(c, params.webhook_id);
    const ctx = actorContextOf(c);
    const row = await runIdempotent(c, ctx, (keyed) => webhooks.rotate(keyed, target));
    return sendWebhook(c, row, { secret: webhooks.secretOf(ctx, row) });
  },
);

webhookRoutes.post(
  `${ONE}/test`,
  {
    id: 'testWebhook',
    summary: ['웹훅 테스트 전송', 'Send a test event'],
    description: [
      '이 웹훅에만 `ping` 이벤트를 전송합니다. 비활성 상태에서도 전송합니다.',
      'Queues a `ping` event for this webhook only, even if it is disabled.',
    ],
    message: 'webhook.test_queued',
    emits: OUTBOX_KINDS,
    idempotent: true,
    errors: [...errors],
  },
  async (c, { params }) => {
    const { at } = await runIdempotent(c, actorContextOf(c), (ctx) =>
      webhooks.ping(ctx, params.webhook_id),
    );
    return sendEnvelope(c, 'webhook.test_queued', null, at);
  },
);

const SWITCHES = [
  {
    name: 'enable',
    id: 'enableWebhook',
    summary: ['웹훅 활성화', 'Enable a webhook'],
    description: [
      '지금부터 발생하는 이벤트를 전송합니다. 그동안 전송하지 못한 이벤트는 replay로 다시 전송하세요.',
      'Delivers events from now on. Use replay to queue the events that it missed.',
    ],
    verb: webhooks.enable,
  },
  {
    name: 'disable',
    id: 'disableWebhook',
    summary: ['웹훅 비활성화', 'Disable a webhook'],
    description: [
      '비활성 상태에서는 이벤트를 대기열에 넣지 않습니다.',
      'No events are queued for the webhook while it is disabled.',
    ],
    verb: webhooks.disable,
  },
] as const;

for (const { name, verb, ...texts } of SWITCHES) {
  webhookRoutes.post(
    `${ONE}/${name}` as const,
    {
      ...texts,
      response: Webhook,
      etag: true,
      idempotent: true,
      errors: [...errors],
    },
    async (c, { params }) => {
      const target = targetOf(c, params.webhook_id);
      return sendWebhook(c, await runIdempotent(c, actorContextOf(c), (ctx) => verb(ctx, target)));
    },
  );
}

webhookRoutes.post(
  `${ONE}/replay`,
  {
    id: 'replayWebhook',
    summary: ['이벤트 재전송', 'Replay events'],
    description: [
      '`since`와 `event_ids` 중 하나를 보냅니다. 이미 전송한 이벤트도 다시 전송하며, 한 번에 오래된 순서로 1,000개까지 대기열에 넣습니다.',
      'Send either `since` or `event_ids`. Queues up to 1,000 events, oldest first, including those already delivered.',
    ],
    body: schemas.ReplayBody,
    response: ReplayResult,
    emits: OUTBOX_KINDS,
    errors: [...errors],
  },
  async (c, { params, body }) => {
    const result = await webhooks.replay(actorContextOf(c), params.webhook_id, body);
    return c.json({ queued: result.queued, next_since: toIso(result.nextSince ?? null) });
  },
);

webhookRoutes.get(
  `${ONE}/deliveries`,
  {
    id: 'listDeliveries',
    summary: ['전송 목록', 'List deliveries'],
    description: [
      '최신 이벤트부터 전송 기록을 조회합니다. 수신 서버가 응답한 본문과 헤더는 저장하지 않습니다. 기록은 30일 동안 보관합니다.',
      'Returns deliveries, newest event first. The receiver’s response body and headers are never stored. Entries are kept for 30 days.',
    ],
    query: schemas.DeliveryListQuery,
    response: cursorPageOf('DeliveryPage', Delivery),
    errors: [...errors],
  },
  async (c, { params, query }) => {
    const page = await listDeliveries(actorContextOf(c), params.webhook_id, query);
    return sendPage(c, toCursorPageView(page, toDeliveryView));
  },
);
