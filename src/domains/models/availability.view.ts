import type { bookOuts } from '../../db/schema';
import { toIso, toWindowView, type Window } from '../../lib/time';

export const toBookOutView = (row: typeof bookOuts.$inferSelect) => ({
  book_out_id: row.id,
  model_id: row.modelId,
  start_time: toIso(row.startAt),
  end_time: toIso(row.endAt),
  reason: row.reason,
  created_at: toIso(row.createdAt),
});

export const toAvailabilityView = (found: {
  modelId: string;
  range: Window;
  busy: Window[];
  free: Window[];
}) => ({
  model_id: found.modelId,
  from: toIso(found.range.start),
  to: toIso(found.range.end),
  busy: found.busy.map(toWindowView),
  free: found.free.map(toWindowView),
});
