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
import * as schemas from './webhooks.schemas';
import * as webhooks from './webhooks.service';
import { sendWebhook, toDeliveryView, toWebhookView } from './webhooks.view';

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
      '`secret`은 이 응답에서만 볼 수 있습니다. 전송은 Standard Webhooks 1.0으로 서명됩니다. 최대 10개입니다.',
      'The `secret` is shown in this answer only. Deliveries are signed as Standard Webhooks 1.0. At most ten.',
    ],
    body: schemas.WebhookBody,
    response: schemas.WebhookWithSecret,
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
    description: ['등록된 모든 웹훅, 오래된 것부터.', 'Every webhook, oldest first.'],
    response: singlePageOf('WebhookPage', schemas.Webhook),
  },
  async (c) => sendPage(c, toSinglePageView(await webhooks.list(actorContextOf(c)), toWebhookView)),
);

webhookRoutes.get(
  ONE,
  {
    id: 'getWebhook',
    summary: ['웹훅 조회', 'Get a webhook'],
    description: ['비밀 값은 보여 주지 않습니다.', 'Never shows the secret.'],
    response: schemas.Webhook,
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
    description: ['보낸 필드만 바뀝니다.', 'Only the fields that are sent change.'],
    body: schemas.WebhookUpdateBody,
    response: schemas.Webhook,
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
      '기다리던 전송도 함께 사라집니다.',
      'Deliveries that were waiting for it are gone with it.',
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
      '24시간 동안 이전 값과 새 값이 함께 서명합니다. 새 `secret`은 이 응답에서만 볼 수 있습니다.',
      'The old and the new secret both sign for 24 hours. The new one is shown in this answer only.',
    ],
    response: schemas.WebhookWithSecret,
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
    summary: ['웹훅 시험 전송', 'Send a test'],
    description: [
      '이 웹훅에만 `ping`을 보냅니다. 꺼져 있어도 보냅니다.',
      'Queues a `ping` for this webhook alone, also while it is disabled.',
    ],
    message: 'webhook.test_queued',
    emits: true,
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
    summary: ['웹훅 켜기', 'Enable a webhook'],
    description: [
      '지금부터의 이벤트를 보냅니다. 그동안 놓친 것은 replay로 다시 보냅니다.',
      'It gets what happens from now on; a replay queues what it has missed.',
    ],
    verb: webhooks.enable,
  },
  {
    name: 'disable',
    id: 'disableWebhook',
    summary: ['웹훅 끄기', 'Disable a webhook'],
    description: [
      '꺼져 있는 동안에는 아무것도 쌓이지 않습니다.',
      'Nothing is queued for it while it is disabled.',
    ],
    verb: webhooks.disable,
  },
] as const;

for (const { name, verb, ...texts } of SWITCHES) {
  webhookRoutes.post(
    `${ONE}/${name}` as const,
    {
      ...texts,
      response: schemas.Webhook,
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
    summary: ['이벤트 다시 보내기', 'Replay events'],
    description: [
      '`since` 또는 `event_ids` 가운데 하나를 받습니다. 이미 보낸 것도 다시 보내며, 한 번에 가장 오래된 1,000개까지입니다.',
      'Takes `since` or `event_ids`. Delivered ones are queued again too, the oldest 1,000 at once.',
    ],
    body: schemas.ReplayBody,
    response: schemas.ReplayResult,
    emits: true,
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
      '최신 이벤트부터. 받는 쪽의 본문이나 헤더는 저장하지 않습니다. 30일 동안 보관합니다.',
      'Newest event first. What the receiver answered is never stored. Kept for 30 days.',
    ],
    query: schemas.DeliveryListQuery,
    response: cursorPageOf('DeliveryPage', schemas.Delivery),
    errors: [...errors],
  },
  async (c, { params, query }) => {
    const page = await webhooks.listDeliveries(actorContextOf(c), params.webhook_id, query);
    return sendPage(c, toCursorPageView(page, toDeliveryView));
  },
);
