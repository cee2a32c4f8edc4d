import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { searchTerms } from '../../lib/fold';

type SearchTable = 'models_search' | 'users_search';

/**
 * Whether a row's folded text contains every word of `q`. It looks at the row that it is asked for: its
 * cost does not depend on how frequent a word is, as an index's would.
 */
export function matchesText(table: SearchTable, seq: AnyColumn, q: string): SQL {
  const found = searchTerms(q).map((word) => sql`instr(text, ${word}) > 0`);
  return sql`(SELECT ${sql.join(found, sql` AND `)} FROM ${sql.raw(table)} WHERE seq = ${seq})`;
}
