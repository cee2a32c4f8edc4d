import { LRUCache } from 'lru-cache';

/** A body as it is sent, and its ETag. */
export interface Page {
  body: Uint8Array<ArrayBuffer>;
  etag: string;
}

export type PageMemory = LRUCache<string, Page>;

/** What is hidden from a lost or late epoch by KV's own end of life must not live on here. */
const REMEMBERED_MS = 60_000;

const MAX_BYTES = 4 * 1024 * 1024;

/** What an isolate remembers for itself: pages by key, bounded in bytes; those that nobody reads go first. */
export const createPageMemory = (maxBytes = MAX_BYTES): PageMemory =>
  new LRUCache({
    maxSize: maxBytes,
    maxEntrySize: Math.min(maxBytes, MAX_BYTES / 16),
    sizeCalculation: ({ body }, key) => body.byteLength + 2 * key.length,
    ttl: REMEMBERED_MS,
    // Asked anew each time: no timer, which a Worker may not start outside of a request.
    ttlResolution: 0,
    perf: { now: () => Date.now() },
  });
