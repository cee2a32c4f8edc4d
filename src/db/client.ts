import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';

/** The query builder over one D1 session. */
export type Database = DrizzleD1Database & { $client: D1Database };

/** The query builder over a D1 session, guarded or not. */
export const databaseOf = (session: D1DatabaseSession): Database =>
  // Drizzle types the binding only. A session offers the two methods it uses, prepare and batch.
  drizzle(session as unknown as D1Database);

/**
 * Opens a D1 session: 'first-primary' sees every committed write; a bookmark may start at a replica
 * that sees at least what was committed when it was taken.
 */
export const openDatabase = (d1: D1Database, constraint: string): Database =>
  databaseOf(d1.withSession(constraint));

/** The bookmark of what this session has seen and written; null before its first query. */
export const bookmarkOf = (db: Database): string | null =>
  (db.$client as unknown as Partial<D1DatabaseSession>).getBookmark?.() ?? null;
