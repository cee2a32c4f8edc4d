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
 * How an attempt went: done, to be tried again, given up, not needed any more, or with an outcome that
 * could not be written down.
 */
export const OUTCOMES = ['done', 'retried', 'failed', 'dropped', 'error'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/**
 * A kind of work outside the database: rows that are due, claimed by one conditional statement that
 * pushes their next attempt behind a lease. Whoever dies on the way costs the lease, not the row.
 */
export interface WorkKind<Row> {
  /** Claims up to `limit` rows that are due, none to where those of `busy` are still under way. */
  claim(ctx: WorkContext, limit: number, busy: readonly Row[]): Promise<Row[]>;
  /** Does the work of one row and writes down how it went, if the claim is still its own; how it went in a word. */
  attempt(ctx: WorkContext, row: Row): Promise<Outcome>;
  /** When the next row is due, epoch milliseconds; undefined when none waits. */
  nextDue(ctx: WorkContext): Promise<number | undefined>;
}

/** How many rows one round claims, and one run takes: four queries a row, of 1,000 in all. */
const ROUND = 50;
const MOST_ROWS = 200;
/** How long a round waits for its slowest before the next begins without them, milliseconds. */
const PATIENCE_MS = 500;

/** What a run has come to. */
export interface Run {
  /**
   * Epoch milliseconds of the next row that is due; undefined when none waits, and when there was nothing
   * to do: then whoever put the next one off has asked for it.
   */
  next: number | undefined;
  /** How many attempts went how. */
  outcomes: Map<Outcome, number>;
}

/** Does what is due, side by side. What is slow holds up nothing but what goes to the same place. */
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
    // What failed here could not be written down: its lease brings it back.
    if (ended?.every((outcome) => outcome === 'error')) break;
  }
  await Promise.all(busy.values());
  return { next: taken > 0 ? await kind.nextDue(ctx) : undefined, outcomes };
}
