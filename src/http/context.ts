import type { Counts } from '../cache/counts';
import type { Database } from '../db/client';
import type { PendingRecord } from '../db/idempotency-records';
import type { Actor } from '../db/session-guard';
import type { Settings } from '../env';

export type { Actor };

/** What an Authorization header turned out to be, before the database is asked. */
export type PresentedToken =
  | { state: 'none' }
  | { state: 'bad'; claimsAdmin: boolean }
  | { state: 'good'; actor: Actor /** Epoch milliseconds. */; expiresAt: number };

/** Everything a service verb may use; explicit, so that a verb is a function of its arguments. */
export interface ServiceContext {
  /** Sees every committed write. */
  db: Database;
  /** May lag behind, though never behind the bookmark: for the catalogue. */
  replica: (bookmark: string) => Database;
  cache: KVNamespace | undefined;
  /** Where the files of pictures are. */
  pictures: R2Bucket | undefined;
  /** What makes other sizes of them; a deployment may do without. */
  images: ImagesBinding | undefined;
  /** Totals that this isolate has counted. */
  counts: Counts;
  settings: Settings;
  actor: Actor | undefined;
  /** Where addresses for people begin; undefined where nothing says so. */
  publicUrl: string | undefined;
  /** The caller's address as limits count it. */
  address: string;
  /** What the caller has seen already: it must not see less. */
  bookmark: string | undefined;
  /** What a write of this request is to be kept under, if the caller gave a key. */
  idempotency?: PendingRecord;
  /** Epoch milliseconds. */
  now: number;
  /** Lets work outlive the answer. */
  background: (work: Promise<unknown>) => void;
}

/** A service context behind the guard. */
export interface ActorContext extends ServiceContext {
  actor: Actor;
}
