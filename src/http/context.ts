import type { CachedTotals } from '../cache/totals';
import type { Database } from '../db/client';
import type { PendingRecord } from '../db/idempotency-records';
import type { Actor } from '../db/session-guard';
import type { Settings } from '../env';
import type { Language } from '../i18n/messages';

export type { Actor };

/** The result of checking the Authorization header, without the database. */
export type PresentedToken =
  | { state: 'none' }
  | { state: 'bad'; claimsAdmin: boolean }
  | { state: 'good'; actor: Actor /** Epoch milliseconds. */; expiresAt: number };

/** Everything a service function may use. It is passed explicitly; there is no module state. */
export interface ServiceContext {
  /** A session that sees every committed write. */
  db: Database;
  /** Opens a replica that is at least as new as the bookmark. For the catalogue. */
  replica: (bookmark: string) => Database;
  cache: KVNamespace | undefined;
  /** Stores the picture files. */
  pictures: R2Bucket | undefined;
  /** Renders smaller sizes of pictures. Optional. */
  images: ImagesBinding | undefined;
  /** Totals that this isolate has already counted. */
  totals: CachedTotals;
  settings: Settings;
  actor: Actor | undefined;
  /** The base URL of links for people; undefined where nothing configures it. */
  publicUrl: string | undefined;
  /** The language of the request. */
  language: Language;
  /** The caller's IP address, normalised for rate limits. */
  address: string;
  /** The D1 bookmark that the caller sent. Reads must be at least as new. */
  bookmark: string | undefined;
  /** The record to store with the write, if the caller sent an Idempotency-Key. */
  idempotency?: PendingRecord;
  /** Epoch milliseconds. */
  now: number;
  /** Runs work after the response (`waitUntil`). */
  background: (work: Promise<unknown>) => void;
}

/** The resource that a write targets, with the caller's If-Match. */
export interface Target {
  id: string;
  ifMatch: string | undefined;
}

/** A service context behind the guard. */
export interface ActorContext extends ServiceContext {
  actor: Actor;
}
