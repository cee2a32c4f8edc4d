import { sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Database } from './client';

/** Where a cursor stands: the sort value and the tie-break of the last row seen. */
export interface Position {
  value: string | number;
  seq: number;
}

/** What a repository needs to read one page; it reads one row more than `limit`. */
export interface PageRequest {
  skip: number;
  limit: number;
  after?: Position | undefined;
}

/** What a repository read: up to limit + 1 rows. */
export interface Page<Row> {
  rows: Row[];
  total: number | null;
}

/** The column of a count. */
export const total = { total: sql<number>`count(*)` };

/**
 * Reads a page and its total in one round trip; behind a cursor the page only, as counting is what
 * makes deep pages slow.
 */
export async function readPage<Row>(
  db: Database,
  { after }: Pick<PageRequest, 'after'>,
  rows: BatchItem<'sqlite'> & PromiseLike<Row[]>,
  count: BatchItem<'sqlite'> & PromiseLike<{ total: number }[]>,
): Promise<Page<Row>> {
  if (after) return { rows: await rows, total: null };
  const [page, counts] = (await db.batch([rows, count])) as unknown as [Row[], { total: number }[]];
  return { rows: page, total: counts[0]?.total ?? 0 };
}
