import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

type SearchTable = 'models_search' | 'users_search';

const oneOr = (text: string, fallback: string) => ([...text].length === 1 ? text : fallback);

/** Folds case character by character as FTS5 does: no final sigmas, nothing that changes length. */
const fold = (term: string) =>
  [...term].map((one) => oneOr(oneOr(one.toUpperCase(), one).toLowerCase(), one)).join('');

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
  const terms = sql.raw(`${table}_terms`);
  const starting = (start: string) =>
    sql`SELECT doc FROM ${terms} WHERE term >= ${start} AND term < ${start} || char(1114111)`;
  // The term as it is, too: FTS5 leaves some letters alone that JavaScript folds.
  return sql`${seq} IN (${starting(term)} UNION ${starting(fold(term))})`;
}
