import type { Database } from '../db/client';
import type { Bindings, Settings } from '../env';

/** The dependencies of outbox work. */
export interface WorkContext {
  db: Database;
  settings: Settings;
  /** Epoch milliseconds. */
  now: () => number;
  fetch: typeof fetch;
  /** Cloudflare's mail sender, if bound. */
  email?: Bindings['EMAIL'];
}

/**
 * The outcome of an attempt: done, to be retried, failed permanently, no longer needed, or an error that kept
 * the outcome from being recorded.
 */
export const OUTCOMES = ['done', 'retried', 'failed', 'dropped', 'error'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/**
 * A kind of work outside the database. Its rows are claimed by one conditional statement that postpones their
 * next attempt by a lease. If a worker dies, the row is delayed by the lease, not lost.
 */
export interface WorkKind<Row> {
  /** Claims up to `limit` due rows, but none for a destination where those of `busy` are still running. */
  claim(ctx: WorkContext, limit: number, busy: readonly Row[]): Promise<Row[]>;
  /** Processes one row and records the outcome if the claim is still valid. Returns the outcome. */
  attempt(ctx: WorkContext, row: Row): Promise<Outcome>;
  /** Returns when the next row is due, in epoch milliseconds; undefined if none is pending. */
  nextDue(ctx: WorkContext): Promise<number | undefined>;
}

/** Rows per round and per run. A row costs four queries, of 1,000 allowed. */
const ROUND = 50;
const MOST_ROWS = 200;
/** How long a round waits for its slowest row before the next round begins, in milliseconds. */
const PATIENCE_MS = 500;

/** The result of a run. */
export interface Run {
  /**
   * When the next row is due, in epoch milliseconds. Undefined if none is pending, and if there was nothing
   * to do: whoever postponed the next row has then already requested a wake-up.
   */
  next: number | undefined;
  /** The number of attempts by outcome. */
  outcomes: Map<Outcome, number>;
}

/** Processes due rows concurrently. A slow row delays only rows with the same destination. */
export async function runDue<Row>(ctx: WorkContext, kind: WorkKind<Row>): Promise<Run> {
  const outcomes: Run['outcomes'] = new Map();
  const busy = new Map<Row, Promise<unknown>>();
  const start = async (row: Row) => {
    const outcome = await kind.attempt(ctx, row).catch(() => 'error' as const);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    busy.delete(row);
    return outcome;
  };
  let taken = 0;
  while (taken < MOST_ROWS) {
    const rows = await kind.claim(ctx, Math.min(ROUND, MOST_ROWS - taken), [...busy.keys()]);
    if (rows.length === 0) break;
    taken += rows.length;
    for (const row of rows) busy.set(row, start(row));
    const round = Promise.all(rows.map((row) => busy.get(row)));
    const ended = await Promise.race([round, scheduler.wait(PATIENCE_MS)]);
    // These outcomes could not be recorded. The rows return when their leases expire.
    if (ended?.every((outcome) => outcome === 'error')) break;
  }
  await Promise.all(busy.values());
  return { next: taken > 0 ? await kind.nextDue(ctx) : undefined, outcomes };
}
