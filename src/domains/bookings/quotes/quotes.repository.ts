import { and, eq, gt, lt } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { MAX_BOOKING_MS } from '../../../db/constants';
import { isLiveOption } from '../../../db/queries/expiry';
import { bookings } from '../../../db/schema';
import type { Window } from '../../../lib/time';

/** Finds a model's live options that overlap a window. */
export function findLiveOptions(
  db: Database,
  modelId: string,
  { start, end }: Window,
  now: number,
) {
  return db
    .select({ start: bookings.startAt, end: bookings.endAt })
    .from(bookings)
    .where(
      and(
        eq(bookings.modelId, modelId),
        isLiveOption(now),
        lt(bookings.startAt, end),
        gt(bookings.startAt, start - MAX_BOOKING_MS),
        gt(bookings.endAt, start),
      ),
    );
}
