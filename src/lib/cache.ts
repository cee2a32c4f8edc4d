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

/** How long an isolate trusts its own epoch more than KV: until a refused write has been repeated. */
const OWN_EPOCH_MS = 2000;

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
  // Null asks for the primary, which has seen every commit.
  bookmark: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .nullable(),
});

type Epoch = z.output<typeof epochSchema>;

/** Epochs that this isolate wrote a moment ago: it reads its own write, whatever KV says. */
const ownEpochs = new WeakMap<KVNamespace, Map<string, { epoch: Epoch; until: number }>>();

/** The epoch, or null where KV holds no good one. */
async function readEpoch(cache: KVNamespace, name: string, now: number): Promise<Epoch | null> {
  const own = ownEpochs.get(cache)?.get(name);
  if (own && now < own.until) return own.epoch;
  return epochSchema.safeParse(await cache.get(epochKey(name), 'json')).data ?? null;
}

async function readPage(cache: KVNamespace, key: string): Promise<CachedBody | undefined> {
  const { value, metadata } = await cache.getWithMetadata<{ etag: string; key: string }>(key);
  // The digest is the ETag and, with the key, the proof that the body is what was put here.
  const good = value !== null && metadata?.key === key && metadata.etag === (await digest(value));
  return good ? { body: value, etag: metadata.etag, cache: 'HIT' } : undefined;
}

/** The body under `key`, from KV or else from `fill`, which then goes to KV behind the answer. */
export async function readThrough(
  ctx: ServiceContext,
  name: string,
  key: string,
  fill: (db: Database) => Promise<object>,
): Promise<CachedBody> {
  const { cache } = ctx;
  const epoch = cache && (await orNothing(readEpoch(cache, name, ctx.now)));
  if (!cache || epoch === undefined) return uncached(ctx.db, fill);
  if (epoch === null) {
    ctx.background(replaceEpoch(ctx, cache, name, null));
    return uncached(ctx.db, fill);
  }
  const pageKey = `${name}:page:${epoch.id}:${key}`;
  const cached = await orNothing(readPage(cache, pageKey));
  if (cached) return cached;
  const page = await uncached(epoch.bookmark ? ctx.replica(epoch.bookmark) : ctx.db, fill);
  const options = { expirationTtl: PAGE_TTL, metadata: { etag: page.etag, key: pageKey } };
  ctx.background(orNothing(cache.put(pageKey, page.body, options)));
  return { ...page, cache: 'MISS' };
}

/**
 * Puts a new epoch. KV takes one write a second per key, so a refused one is tried again behind the
 * answer, without its bookmark: a newer commit may have come in between.
 */
async function replaceEpoch(
  ctx: ServiceContext,
  cache: KVNamespace,
  name: string,
  bookmark: string | null,
): Promise<void> {
  const put = (epoch: Epoch) => {
    const own = ownEpochs.get(cache) ?? new Map();
    ownEpochs.set(cache, own.set(name, { epoch, until: Date.now() + OWN_EPOCH_MS }));
    return cache.put(epochKey(name), JSON.stringify(epoch));
  };
  const again = () => put({ id: crypto.randomUUID(), bookmark: null });
  await put({ id: crypto.randomUUID(), bookmark }).catch(() => {
    ctx.background(orNothing(pause(RETRY_AFTER_MS).then(again)));
  });
}

/** To be called after a commit: what was cached before it is never read again. */
export async function invalidate(ctx: ServiceContext, name: string): Promise<void> {
  if (ctx.cache) await replaceEpoch(ctx, ctx.cache, name, bookmarkOf(ctx.db));
}
