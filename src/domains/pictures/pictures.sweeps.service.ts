import type { Database } from '../../db/client';
import { DAY, HOUR } from '../../db/constants';
import { inBatches } from '../../lib/batches';
import { removeObjects } from './pictures.storage';
import * as repository from './pictures.sweeps.repository';

/** Pictures removed per run. Each costs two R2 calls. */
const PER_RUN = 100;

interface Sweep {
  db: Database;
  bucket: R2Bucket | undefined;
  now: number;
}

/**
 * Abandons uploads that did not finish within an hour, and removes the objects of deleted pictures. Objects
 * are removed immediately and again a day later, because a rendition in progress may be stored in between.
 * The row is deleted last.
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
