import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { searchTerms } from '../../lib/fold';

type SearchTable = 'models_search' | 'users_search';

/**
 * Tests whether a row's folded text contains every word of `q`. It reads only the row it is asked about, so
 * its cost does not depend on how frequent a word is, as an index lookup would.
 */
export function matchesText(table: SearchTable, seq: AnyColumn, q: string): SQL {
  const found = searchTerms(q).map((word) => sql`instr(text, ${word}) > 0`);
  return sql`(SELECT ${sql.join(found, sql` AND `)} FROM ${sql.raw(table)} WHERE seq = ${seq})`;
}
