import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';
import { accompanied, type Companion } from './companion';

/** The query builder over one D1 session. */
export type Database = DrizzleD1Database & { $client: D1Database };

/**
 * Opens a D1 session: 'first-primary' sees every committed write; a bookmark may start at a replica
 * that sees at least what was committed when it was taken.
 */
export function openDatabase(d1: D1Database, constraint: string, companion?: Companion): Database {
  const session = d1.withSession(constraint);
  const used = companion ? accompanied(session, companion) : session;
  // Drizzle types the binding only; a session offers the two methods it uses, prepare and batch.
  return drizzle(used as unknown as D1Database);
}

/** The bookmark of what this session has seen and written; null before its first query. */
export const bookmarkOf = (db: Database): string | null =>
  (db.$client as unknown as Partial<D1DatabaseSession>).getBookmark?.() ?? null;
