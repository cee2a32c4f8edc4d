import type { Database } from '../../db/client';
import { DAY, HOUR } from '../../db/constants';
import { inBatches } from '../../lib/batches';
import { removeObjects } from './pictures.storage';
import * as repository from './pictures.sweeps.repository';

/** How many pictures one run removes: each costs two calls of R2. */
const PER_RUN = 100;

interface Sweep {
  db: Database;
  bucket: R2Bucket | undefined;
  now: number;
}

/**
 * Gives up on uploads that have not ended within an hour, and removes the objects of deleted pictures:
 * at once, and once more a day later, as a rendition that was being made may land in between; then the row.
 */
export async function sweepPictures({ db, bucket, now }: Sweep): Promise<void> {
  await inBatches((limit) => repository.deleteUnfinished(db, now - HOUR, now, limit));
  if (!bucket) return;
  const empty = async (rows: { id: string }[]) => {
    const ids = rows.slice(0, PER_RUN).map(({ id }) => id);
    for (const id of ids) await removeObjects(bucket, id);
    return ids;
  };
  const emptied = await empty(await repository.listWithObjects(db, PER_RUN));
  await repository.markEmptied(db, emptied, now);
  const gone = await empty(await repository.listWithoutObjects(db, now - DAY, PER_RUN));
  await repository.deleteRows(db, gone);
}
