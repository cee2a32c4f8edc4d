import { sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Page, PageRequest } from '../lib/pagination';
import type { Database } from './client';

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
