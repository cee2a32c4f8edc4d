import type { Database } from '../../db/client';
import { DAY } from '../../db/vocabulary';
import { completePast, expireOptions } from './bookings.repository';

const BATCH = 500;
const ROUNDS = 10;

/** Repeats a bounded sweep until it finds less than a batch, ten times at most. */
async function inBatches(sweep: (limit: number) => Promise<number>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    if ((await sweep(BATCH)) < BATCH) return;
  }
}

/** Expires options whose time is up and completes confirmed bookings that ended a day ago. */
export async function sweepBookings({ db, now }: { db: Database; now: number }): Promise<void> {
  await inBatches((limit) => expireOptions(db, now, limit));
  await inBatches((limit) => completePast(db, now, now - DAY, limit));
}
