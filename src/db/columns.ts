import { sql } from 'drizzle-orm';
import { type AnySQLiteColumn, integer, text } from 'drizzle-orm/sqlite-core';

/** Column helpers that the tables share. */

export const oneOf = (column: AnySQLiteColumn, values: readonly string[]) =>
  sql`${column} IN (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;

/** Tests a column against a list of values. Binds one parameter for the whole list, because D1 allows 100. */
export const isAnyOf = (column: AnySQLiteColumn, values: readonly (string | number)[]) =>
  sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;

/** Creates a column with a list of strings as JSON text. */
export const jsonList = <T extends string>(name: string) =>
  text(name, { mode: 'json' }).$type<T[]>().notNull().default([]);

/** Returns a number as SQL text, because CHECK constraints take no parameters. */
export const ms = (value: number) => sql.raw(String(value));

export const flag = (column: AnySQLiteColumn) => sql`${column} IN (0, 1)`;

export const seq = () => integer('seq').primaryKey({ autoIncrement: true });
export const version = () => integer('version').notNull().default(1);
export const createdAt = () => integer('created_at').notNull();
export const updatedAt = () => integer('updated_at').notNull();

/**
 * A model's height as lists sort it. It contains no comma because drizzle-kit splits index expressions at
 * commas.
 */
export const SORTABLE_HEIGHT = sql<number>`CASE WHEN height_cm IS NULL THEN 0 ELSE height_cm END`;
