import type { outbox } from '../../db/schema.outbox';
import { toIso } from '../../lib/time';

export type EventRow = Pick<typeof outbox.$inferSelect, 'seq' | 'id' | 'type' | 'data' | 'at'>;

/** An event as the stream and webhooks carry it. `data` is what the transaction wrote. */
export const toEventView = ({ id, type, data, at }: EventRow) => ({
  id,
  type,
  timestamp: toIso(at),
  data: JSON.parse(data) as Record<string, unknown>,
});
