import * as z from 'zod';
import { bookmarkOf, type Database } from '../db/client';
import type { ServiceContext } from './context';

/**
 * Public pages in KV, right under races: a page's key carries the epoch it was filled in, so it never
 * changes under its key. The epoch is read before the database and replaced after a commit, so a stale
 * fill can only land under an epoch that nobody reads any more; and the fill starts at the epoch's
 * D1 bookmark, so that a replica that lags behind cannot fill a new epoch with old rows.
 * A KV that fails, or holds what it should not, is a miss.
 */
export interface CachedBody {
  body: string;
  etag: string;
  cache: 'HIT' | 'MISS' | 'BYPASS';
}

/** Seconds a page may live; bounds the damage should an epoch's replacement be lost. */
const PAGE_TTL = 300;

/** A little more than the second that KV asks for between two writes of a key. */
const RETRY_AFTER_MS = 1100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const epochKey = (name: string) => `${name}:epoch`;

async function digest(body: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  return `"${Buffer.from(hash).toString('base64url').slice(0, 27)}"`;
}

/** Fills a body from a session, past the cache. */
export async function uncached(
  db: Database,
  fill: (db: Database) => Promise<object>,
): Promise<CachedBody> {
  const body = JSON.stringify(await fill(db));
  return { body, etag: await digest(body), cache: 'BYPASS' };
}

/** KV is never needed: what it fails at counts as not there. */
const orNothing = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);

const epochSchema = z.object({
  id: z.uuid(),
  bookmark: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .nullable(),
});

type Epoch = z.output<typeof epochSchema>;

/** The epoch, if there is a good one. */
async function readEpoch(cache: KVNamespace, name: string): Promise<Epoch | undefined> {
  return epochSchema.safeParse(await cache.get(epochKey(name), 'json')).data;
}

async function readPage(cache: KVNamespace, key: string): Promise<CachedBody | undefined> {
  const { value, metadata } = await cache.getWithMetadata<{ etag: string }>(key);
  // The digest is the ETag and the proof that the body is what was put.
  if (value === null || metadata?.etag !== (await digest(value))) return undefined;
  return { body: value, etag: metadata.etag, cache: 'HIT' };
}

/** The body under `key`, from KV or else from `fill`, which then goes to KV behind the answer. */
export async function readThrough(
  ctx: ServiceContext,
  name: string,
  key: string,
  fill: (db: Database) => Promise<object>,
): Promise<CachedBody> {
  const { cache } = ctx;
  if (!cache) return uncached(ctx.db, fill);
  const epoch = await orNothing(readEpoch(cache, name));
  if (!epoch) {
    const page = await uncached(ctx.db, fill);
    ctx.background(invalidate(ctx, name));
    return page;
  }
  const pageKey = `${name}:page:${epoch.id}:${key}`;
  const cached = await orNothing(readPage(cache, pageKey));
  if (cached) return cached;
  const page = await uncached(ctx.replica(epoch.bookmark ?? undefined), fill);
  const options = { expirationTtl: PAGE_TTL, metadata: { etag: page.etag } };
  ctx.background(orNothing(cache.put(pageKey, page.body, options)));
  return { ...page, cache: 'MISS' };
}

/**
 * Replaces the epoch after a commit: what was cached before it is never read again. KV takes one write
 * a second per key, so a refused one is tried again behind the answer.
 */
export async function invalidate(ctx: ServiceContext, name: string): Promise<void> {
  const { cache } = ctx;
  if (!cache) return;
  const epoch: Epoch = { id: crypto.randomUUID(), bookmark: bookmarkOf(ctx.db) };
  const put = () => cache.put(epochKey(name), JSON.stringify(epoch));
  await put().catch(() => ctx.background(orNothing(pause(RETRY_AFTER_MS).then(put))));
}
