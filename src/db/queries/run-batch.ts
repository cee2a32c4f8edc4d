import type { Database } from '../client';
import { type Builder, PreparedQuery } from './prepared-queries';

/** A statement of a batch. */
export type Statement = PreparedQuery<unknown> | Builder;

type RowsOf<Item> = Item extends PreparedQuery<infer Result> ? Result[] : unknown[];

/** Runs statements as one transaction. Prepared queries return decoded rows, other statements raw ones. */
export async function runBatch<const Items extends readonly Statement[]>(
  db: Database,
  items: Items,
): Promise<{ [Index in keyof Items]: RowsOf<Items[Index]> }> {
  const statements = items.map((item) => {
    if (item instanceof PreparedQuery) return item.statement;
    const { sql: text, params } = item.toSQL();
    return db.$client.prepare(text).bind(...params);
  });
  const answers = await db.$client.batch(statements);
  return answers.map(({ results }, index) => {
    const item = items[index];
    return item instanceof PreparedQuery ? item.decode(results) : results;
  }) as never;
}
