import type { Database } from '../db/client';
import type { ServiceContext } from '../http/context';
import { digestOf } from '../http/etag';
import { encodeJson } from '../lib/json';
import { currentEpoch, replaceEpoch } from './epoch';
import { createPageMemory, type Page, type PageMemory } from './page-memory';
import { singleFlight } from './single-flight';

/**
 * Caches public pages near the caller, correctly under races. A page's key contains the epoch it was filled
 * in, so a page never changes under its key. The epoch is read before the database and replaced after a
 * commit, so a stale fill can only land under an epoch that nobody reads any more. Fills read the primary.
 * The isolate's memory sits in front of KV under the same keys, and its bytes are sent unchanged. If KV fails
 * or returns an invalid page, that is a miss. Callers share a fill, so it uses its own session, never one
 * guarded for a caller.
 */
export interface CachedBody {
  body: Uint8Array<ArrayBuffer>;
  etag: string;
  cache: 'HIT' | 'MISS' | 'BYPASS';
}

/** The content of a page. Without an ETag of its own, it gets the digest of its body. */
interface PageContent {
  view: object;
  etag?: string;
}

export type Fill = (db: Database) => Promise<PageContent>;

/** The key of a page. Pages are cached in the isolate's memory, and in KV if `inKv`. */
export interface CacheKey {
  name: string;
  key: string;
  inKv: boolean;
}

/**
 * Seconds that a page lives in KV. Memory adds a minute, so if an epoch is lost, a page is stale for five
 * minutes at most.
 */
const PAGE_TTL = 240;

/**
 * Fills must see every commit, because two writers' epochs may arrive in a different order than their
 * commits.
 */
const PRIMARY = 'first-primary';

/** This isolate's memory, by KV namespace. */
const memories = new WeakMap<
  KVNamespace,
  { pages: PageMemory; flights: Map<string, Promise<unknown>> }
>();

function memoryOf(cache: KVNamespace) {
  const found = memories.get(cache) ?? { pages: createPageMemory(), flights: new Map() };
  memories.set(cache, found);
  return found;
}

/** Returns the ETag of a body that has none of its own. */
const etagOfDigest = (found: string) => `"${found}"`;

async function toPage({ view, etag }: PageContent): Promise<Page> {
  const body = encodeJson(view);
  return { body, etag: etag ?? etagOfDigest(await digestOf(body)) };
}

/** Fills a body from a session without the cache. */
export async function uncached(db: Database, fill: Fill): Promise<CachedBody> {
  return { ...(await toPage(await fill(db))), cache: 'BYPASS' };
}

/** KV is optional: a failure counts as a miss. */
const orNothing = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);

/** Proves that the body read is the one stored under this key. */
interface Metadata {
  digest: string;
  key: string;
}

async function readPage(cache: KVNamespace, key: string): Promise<Page | undefined> {
  const { value, metadata } = await cache.getWithMetadata<Metadata>(key, 'arrayBuffer');
  if (!value || metadata?.key !== key) return undefined;
  const body = new Uint8Array(value);
  const found = await digestOf(body);
  return metadata.digest === found ? { body, etag: etagOfDigest(found) } : undefined;
}

async function writePage(cache: KVNamespace, key: string, { body }: Page): Promise<void> {
  const metadata: Metadata = { digest: await digestOf(body), key };
  await cache.put(key, body, { expirationTtl: PAGE_TTL, metadata });
}

/** Returns the body under a key from memory or KV, or else from `fill`, whose result goes to both. */
export async function readThrough(
  ctx: ServiceContext,
  { name, key, inKv }: CacheKey,
  fill: Fill,
): Promise<CachedBody> {
  const { cache, background } = ctx;
  const epoch = cache && (await orNothing(currentEpoch(ctx, cache, name)));
  if (!cache || !epoch) return uncached(ctx.db, fill);
  const { pages, flights } = memoryOf(cache);
  const pageKey = `${name}:page:${epoch.id}:${key}`;
  const hot = pages.get(pageKey);
  if (hot) return { ...hot, cache: 'HIT' };
  return singleFlight(flights, pageKey, background, async () => {
    const stored = inKv ? await orNothing(readPage(cache, pageKey)) : undefined;
    const page = stored ?? (await toPage(await fill(ctx.replica(PRIMARY))));
    pages.set(pageKey, page);
    if (inKv && !stored) background(orNothing(writePage(cache, pageKey, page)));
    return { ...page, cache: stored ? 'HIT' : 'MISS' };
  });
}

/**
 * Opens a session near the caller that has seen every write up to the epoch; without an epoch, the primary.
 */
export async function nearestSession(ctx: ServiceContext, name: string): Promise<Database> {
  const epoch = ctx.cache && (await orNothing(currentEpoch(ctx, ctx.cache, name)));
  return epoch?.bookmark ? ctx.replica(epoch.bookmark) : ctx.db;
}

/** Invalidates cached pages. Call it after a commit: pages cached before it are never read again. */
export async function invalidate(ctx: ServiceContext, name: string): Promise<void> {
  if (ctx.cache) await replaceEpoch(ctx, ctx.cache, name);
}
