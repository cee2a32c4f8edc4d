import type { Event, EventPage } from './generated/schemas.js';
import { pause } from './retry.js';
import type { EventOptions } from './types.js';

/** Items a page: as many as the API gives. */
const PAGE = 100;

type Query = Record<string, unknown>;

/** Walks through the events, and waits at the end for what comes next. @param read a page of them */
export async function* events(
  read: (query: Query, signal: AbortSignal | undefined) => Promise<EventPage>,
  { cursor, after, type, pause: ms = 5000, onCursor, signal }: EventOptions = {},
): AsyncGenerator<Event, void> {
  let query: Query = { type, limit: PAGE, ...(cursor ? { cursor } : { after }) };
  for (;;) {
    const { items, has_next, next_cursor } = await read(query, signal);
    yield* items;
    // Only now has everything before it been dealt with.
    if (next_cursor !== null) {
      if (next_cursor !== query.cursor) await onCursor?.(next_cursor);
      query = { type, limit: PAGE, cursor: next_cursor };
    }
    if (has_next) continue;
    if (ms === 0) return;
    await pause(ms, signal);
  }
}
