const BATCH = 500;

/** 20,000 rows: with every sweep at its most, a run of the cron stays under the platform's 1,000 queries. */
const ROUNDS = 40;

/** Repeats a bounded sweep until it finds less than a batch, forty times at most. */
export async function inBatches(sweep: (limit: number) => Promise<number>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    if ((await sweep(BATCH)) < BATCH) return;
  }
}
