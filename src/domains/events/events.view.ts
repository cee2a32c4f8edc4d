import type { outbox } from '../../db/schema.outbox';
import { toIso } from '../../lib/time';

export type EventRow = Pick<typeof outbox.$inferSelect, 'seq' | 'id' | 'type' | 'data' | 'at'>;

/** Renders an event for the stream and for webhooks. `data` is exactly what the transaction wrote. */
export const toEventView = ({ id, type, data, at }: EventRow) => ({
  id,
  type,
  timestamp: toIso(at),
  data: JSON.parse(data) as Record<string, unknown>,
});
