import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

type SearchTable = 'models_search' | 'users_search';

/**
 * Rows whose text contains `term`, without regard to case, found by index: three characters and more
 * by trigram, one and two by the trigrams' own vocabulary (every character starts one, as the
 * triggers pad the end). Not by LIKE: D1 refuses patterns over 50 bytes.
 */
export function matchesText(table: SearchTable, seq: AnyColumn, term: string): SQL {
  if ([...term].length >= 3) {
    const phrase = `"${term.replaceAll('"', '""')}"`;
    return sql`${seq} IN (SELECT rowid FROM ${sql.raw(table)} WHERE ${sql.raw(table)} MATCH ${phrase})`;
  }
  const folded = term.toLowerCase();
  const terms = sql.raw(`${table}_terms`);
  return sql`${seq} IN (SELECT doc FROM ${terms} WHERE term >= ${folded} AND term < ${folded} || char(1114111))`;
}
