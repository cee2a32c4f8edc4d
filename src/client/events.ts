import type { Event, EventPage } from './generated/schemas.js';
import { pause } from './retry.js';
import type { EventOptions } from './types.js';

/** Items per page: the API's maximum. */
const PAGE = 100;

type Query = Record<string, unknown>;

/** Iterates over the events and, at the end, waits for new ones. @param read reads one page */
export async function* events(
  read: (query: Query, signal: AbortSignal | undefined) => Promise<EventPage>,
  { cursor, after, type, pause: ms = 5000, onCursor, signal }: EventOptions = {},
): AsyncGenerator<Event, void> {
  let query: Query = { type, limit: PAGE, ...(cursor ? { cursor } : { after }) };
  for (;;) {
    const { items, has_next, next_cursor } = await read(query, signal);
    yield* items;
    // Only now have all events before the cursor been processed.
    if (next_cursor !== null) {
      if (next_cursor !== query.cursor) await onCursor?.(next_cursor);
      query = { type, limit: PAGE, cursor: next_cursor };
    }
    if (has_next) continue;
    if (ms === 0) return;
    await pause(ms, signal);
  }
}
