const BATCH = 500;

/** 40 batches of 500: 20,000 rows. */
const ROUNDS = 40;

/**
 * Repeats a bounded sweep until it finds less than a full batch.
 * @param rounds the most batches, of 500 rows each
 */
export async function inBatches(
  sweep: (limit: number) => Promise<number>,
  rounds = ROUNDS,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    if ((await sweep(BATCH)) < BATCH) return;
  }
}
