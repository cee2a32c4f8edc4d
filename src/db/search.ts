import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

type SearchTable = 'models_search' | 'users_search';

const oneOr = (text: string, fallback: string) => ([...text].length === 1 ? text : fallback);

/** Folds case character by character as FTS5 does: no final sigmas, nothing that changes length. */
const fold = (term: string) =>
  [...term].map((one) => oneOr(oneOr(one.toUpperCase(), one).toLowerCase(), one)).join('');

/** Whether SQLite's `lower`, which knows ASCII only, folds the term as FTS5 does. */
const isSimple = (term: string) =>
  [...term].every((one) => one <= '\x7f' || one.toLowerCase() === one.toUpperCase());

/**
 * Rows whose text contains `term`, without regard to case, found by index: three characters and more
 * by trigram, one and two by the trigrams' own vocabulary (every character starts one, as the
 * triggers pad the end). Not by LIKE: D1 refuses patterns over 50 bytes.
 * With `walking` each row is looked at by itself instead, for lists that are walked in their order.
 */
export function matchesText(
  table: SearchTable,
  seq: AnyColumn,
  term: string,
  walking = false,
): SQL {
  const search = sql.raw(table);
  if ([...term].length >= 3) {
    const match = sql`${search} MATCH ${`"${term.replaceAll('"', '""')}"`}`;
    return walking
      ? sql`EXISTS (SELECT 1 FROM ${search} WHERE ${match} AND rowid = ${seq})`
      : sql`${seq} IN (SELECT rowid FROM ${search} WHERE ${match})`;
  }
  if (walking && isSimple(term)) {
    return sql`EXISTS (SELECT 1 FROM ${search} WHERE rowid = ${seq} AND instr(lower(text), lower(${term})))`;
  }
  const terms = sql.raw(`${table}_terms`);
  const starting = (start: string) =>
    sql`SELECT doc FROM ${terms} WHERE term >= ${start} AND term < ${start} || char(1114111)`;
  // The term as it is, too: FTS5 leaves some letters alone that JavaScript folds.
  return sql`${seq} IN (${starting(term)} UNION ${starting(fold(term))})`;
}
