import { eq, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../client';
import type { COUNTED_TABLES } from '../constants';
import { rowCounts } from '../schema';
import { PreparedQuery } from './prepared-queries';
import { runBatch } from './run-batch';

/** A cursor's position: the sort value and tie-break of the last row seen. */
export interface Position {
  value: string | number;
  seq: number;
}

/** What a repository needs to read one page. It reads one row more than `limit`. */
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

/** There is no total if more rows than this match, or would have to be read to count them. */
export const MAX_COUNTED = 10_000;

/** The select list of a count. */
export const total = { total: sql<number>`count(*)` };

/**
 * Counts the rows that `walk` finds by index and that also satisfy `matches`; null if that would read more
 * than 10,000 rows.
 */
export function totalWithin(db: Database, table: SQLiteTable, walk?: SQL, matches?: SQL) {
  const one = matches ? sql`(${matches})` : sql`1`;
  const where = walk ? sql`WHERE ${walk}` : sql``;
  const walked = sql`SELECT ${one} AS matches FROM ${table} ${where} LIMIT ${MAX_COUNTED + 1}`;
  return db
    .select({
      total: sql<number | null>`iif(count(*) > ${MAX_COUNTED}, NULL, coalesce(sum(matches), 0))`.as(
        'total',
      ),
    })
    .from(sql`(${walked})`);
}

/** Returns the total of an unfiltered list, which triggers maintain. */
export const storedTotal = (db: Database, name: (typeof COUNTED_TABLES)[number]) =>
  db
    .select({ total: sql<number>`coalesce(sum(${rowCounts.count}), 0)` })
    .from(rowCounts)
    .where(eq(rowCounts.name, name));

type Rows<Row> = (BatchItem<'sqlite'> & PromiseLike<Row[]>) | PreparedQuery<Row>;

/**
 * Reads a page and its total in one round trip. After a cursor it reads only the page, because counting is
 * what makes deep pages slow. Either both queries are prepared or neither.
 */
export async function readPage<Row>(
  db: Database,
  { after }: Pick<PageRequest, 'after'>,
  rows: Rows<Row>,
  count: Rows<{ total: number | null }>,
): Promise<Page<Row>> {
  if (after) return { rows: await rows, total: null };
  const [page, [counted]] =
    rows instanceof PreparedQuery
      ? await runBatch(db, [rows, count as PreparedQuery<{ total: number | null }>])
      : await db.batch([rows, count as BatchItem<'sqlite'>]);
  return { rows: page, total: counted ? counted.total : 0 };
}
