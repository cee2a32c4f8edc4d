const BATCH = 500;

/** 50,000 rows, in a hundred queries. */
const ROUNDS = 100;

/** Repeats a bounded sweep until it finds less than a batch, a hundred times at most. */
export async function inBatches(sweep: (limit: number) => Promise<number>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    if ((await sweep(BATCH)) < BATCH) return;
  }
}
