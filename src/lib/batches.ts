const BATCH = 500;
const ROUNDS = 10;

/** Repeats a bounded sweep until it finds less than a batch, ten times at most. */
export async function inBatches(sweep: (limit: number) => Promise<number>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    if ((await sweep(BATCH)) < BATCH) return;
  }
}
