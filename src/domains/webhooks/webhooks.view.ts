import type { AppContext } from '../../http/app-env';
import { etagOf } from '../../http/etag';
import { sendResource } from '../../http/respond';
import { toIso } from '../../lib/time';
import type { DeliveryRow } from './deliveries.repository';
import type { EndpointRow } from './webhooks.repository';

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
