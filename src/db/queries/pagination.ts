import { eq, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../client';
import type { COUNTED_TABLES } from '../constants';
import { rowCounts } from '../schema';
import { PreparedQuery } from './prepared-queries';
import { runBatch } from './run-batch';

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

/** Where more rows match than this, or would have to be walked to count them, there is no total. */
export const MAX_COUNTED = 10_000;

/** The column of a count. */
export const total = { total: sql<number>`count(*)` };

/**
 * How many of the rows that `walk` finds by index `matches` as well; null where more than 10,000 would
 * have to be walked.
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

/** The total of a list without filters, as triggers keep it. */
export const storedTotal = (db: Database, name: (typeof COUNTED_TABLES)[number]) =>
  db
    .select({ total: sql<number>`coalesce(sum(${rowCounts.count}), 0)` })
    .from(rowCounts)
    .where(eq(rowCounts.name, name));

type Rows<Row> = (BatchItem<'sqlite'> & PromiseLike<Row[]>) | PreparedQuery<Row>;

/**
 * Reads a page and its total in one round trip; behind a cursor the page only, as counting is what
 * makes deep pages slow. Both queries are prepared, or neither.
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
