import type { Database } from '../../db/client';
import { DAY } from '../../db/constants';
import { inBatches } from '../../lib/batches';
import { completePast, expireOptions } from './bookings.repository';

/** Expires options whose time is up and completes confirmed bookings that ended a day ago. */
export async function sweepBookings({ db, now }: { db: Database; now: number }): Promise<void> {
  await inBatches((limit) => expireOptions(db, now, limit));
  await inBatches((limit) => completePast(db, now, now - DAY, limit));
}
