import { LRUCache } from 'lru-cache';

/** A serialized body and its ETag. */
export interface Page {
  body: Uint8Array<ArrayBuffer>;
  etag: string;
}

export type PageMemory = LRUCache<string, Page>;

/** KV's own expiry hides pages of a lost or late epoch. They must not live on here. */
const REMEMBERED_MS = 60_000;

const MAX_BYTES = 4 * 1024 * 1024;

/** Creates an isolate's page memory: pages by key, bounded in bytes, least recently used evicted first. */
export const createPageMemory = (maxBytes = MAX_BYTES): PageMemory =>
  new LRUCache({
    maxSize: maxBytes,
    maxEntrySize: Math.min(maxBytes, MAX_BYTES / 16),
    sizeCalculation: ({ body }, key) => body.byteLength + 2 * key.length,
    ttl: REMEMBERED_MS,
    // Read the clock every time: a cached clock needs a timer, which a Worker may not start outside a
    // request.
    ttlResolution: 0,
    perf: { now: () => Date.now() },
  });
