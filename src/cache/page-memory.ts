/** What an isolate remembers for itself: pages by key, bounded in bytes, the least recently used go first. */
export interface PageMemory {
  get(key: string): Page | undefined;
  set(key: string, page: Page): void;
}

export interface Page {
  body: Uint8Array<ArrayBuffer>;
  etag: string;
}

/** What is hidden from a lost or late epoch by KV's own end of life must not live on here. */
const REMEMBERED_MS = 60_000;

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_PAGE_BYTES = MAX_BYTES / 16;

/** An empty memory. Its order is the map's: what is read moves to the end. */
export function createPageMemory(maxBytes = MAX_BYTES): PageMemory {
  const pages = new Map<string, Page & { until: number }>();
  let bytes = 0;
  const remove = (key: string) => {
    bytes -= pages.get(key)?.body.byteLength ?? 0;
    pages.delete(key);
  };
  return {
    get(key) {
      const page = pages.get(key);
      if (!page || Date.now() >= page.until) {
        remove(key);
        return undefined;
      }
      pages.delete(key);
      pages.set(key, page);
      return page;
    },
    set(key, page) {
      remove(key);
      if (page.body.byteLength > Math.min(maxBytes, MAX_PAGE_BYTES)) return;
      pages.set(key, { ...page, until: Date.now() + REMEMBERED_MS });
      bytes += page.body.byteLength;
      for (const oldest of pages.keys()) {
        if (bytes <= maxBytes) return;
        remove(oldest);
      }
    },
  };
}
