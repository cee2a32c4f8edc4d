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

/** Everything a service function may use. It is passed explicitly: no module state. */
export interface ServiceContext {
  /** Sees every committed write. */
  db: Database;
  /** A replica that is at least as new as the bookmark: for the catalogue. */
  replica: (bookmark: string) => Database;
  cache: KVNamespace | undefined;
  /** Stores the picture files. */
  pictures: R2Bucket | undefined;
  /** Renders smaller sizes of pictures; optional. */
  images: ImagesBinding | undefined;
  /** Totals that this isolate has counted. */
  totals: CachedTotals;
  settings: Settings;
  actor: Actor | undefined;
  /** Where addresses for people begin; undefined where nothing says so. */
  publicUrl: string | undefined;
  /** The language of the request. */
  language: Language;
  /** The caller's IP address, normalised for rate limits. */
  address: string;
  /** The D1 bookmark the caller sent: reads must be at least as new. */
  bookmark: string | undefined;
  /** The record to store with the write, if the caller sent an Idempotency-Key. */
  idempotency?: PendingRecord;
  /** Epoch milliseconds. */
  now: number;
  /** Runs work after the response (`waitUntil`). */
  background: (work: Promise<unknown>) => void;
}

/** The resource that a write is for, and the caller's If-Match. */
export interface Target {
  id: string;
  ifMatch: string | undefined;
}

/** A service context behind the guard. */
export interface ActorContext extends ServiceContext {
  actor: Actor;
}
