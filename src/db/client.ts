import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';

/** The query builder over one D1 session. */
export type Database = DrizzleD1Database & { $client: D1Database };

/** Returns the query builder over a D1 session, guarded or not. */
export const databaseOf = (session: D1DatabaseSession): Database =>
  // Drizzle's types accept only the binding. A session offers the two methods it uses, prepare and batch.
  drizzle(session as unknown as D1Database);

/**
 * Opens a D1 session. 'first-primary' sees every committed write. A bookmark may start at a replica that has
 * at least everything committed when the bookmark was taken.
 */
export const openDatabase = (d1: D1Database, constraint: string): Database =>
  databaseOf(d1.withSession(constraint));

/** Returns the bookmark of what this session has read and written; null before its first query. */
export const bookmarkOf = (db: Database): string | null =>
  (db.$client as unknown as Partial<D1DatabaseSession>).getBookmark?.() ?? null;
