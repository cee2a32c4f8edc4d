import type { Database } from '../db/client';
import type { Bindings, Settings } from '../env';

/** What outward work may use. */
export interface WorkContext {
  db: Database;
  settings: Settings;
  /** Epoch milliseconds. */
  now: () => number;
  fetch: typeof fetch;
  /** Cloudflare's sender of mail, where it is bound. */
  email?: Bindings['EMAIL'];
}

/**
 * A kind of work outside the database: rows that are due, claimed by one conditional statement that
 * pushes their next attempt behind a lease. Whoever dies on the way costs the lease, not the row.
 */
export interface WorkKind<Row> {
  /** Claims up to `limit` rows that are due. */
  claim(ctx: WorkContext, limit: number): Promise<Row[]>;
  /** Does the work of one row and writes down how it went, if the claim is still its own. */
  attempt(ctx: WorkContext, row: Row): Promise<void>;
  /** When the next row is due, epoch milliseconds; undefined when none waits. */
  nextDue(ctx: WorkContext): Promise<number | undefined>;
}

/** How many rows one round claims, and how many rounds one run takes: four queries a row, of 1,000 in all. */
const ROUND = 50;
const MAX_ROUNDS = 4;

/**
 * Does what is due, side by side within a round, and tells when to look again.
 * @returns epoch milliseconds of the next row that is due; undefined when none waits, and when there was
 * nothing to do: then whoever put the next one off has asked for it
 */
export async function runDue<Row>(
  ctx: WorkContext,
  kind: WorkKind<Row>,
): Promise<number | undefined> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const rows = await kind.claim(ctx, ROUND);
    if (rows.length === 0 && round === 0) return undefined;
    if (rows.length === 0) break;
    const results = await Promise.allSettled(rows.map((row) => kind.attempt(ctx, row)));
    // What failed here could not be written down: its lease brings it back.
    if (results.every(({ status }) => status === 'rejected')) break;
  }
  return kind.nextDue(ctx);
}
