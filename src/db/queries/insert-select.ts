import { getTableColumns, is, type Placeholder, SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/**
 * Builds `SELECT … <from>` for `insert(table).select(…)` in the order of the table's columns, so a new column
 * cannot shift the values. Omitted columns are NULL.
 */
export function valuesFrom<Table extends SQLiteTable>(
  table: Table,
  values: {
    [Key in keyof Table['$inferInsert']]: Table['$inferInsert'][Key] | SQL | Placeholder;
  },
  from: SQL,
): SQL {
  const given = values as Record<string, unknown>;
  const stored = Object.entries(getTableColumns(table)).filter(([, { generated }]) => !generated);
  const all = stored.map(([key, column]) => {
    const value = given[key] ?? null;
    return is(value, SQL) ? value : sql`${sql.param(value, column)}`;
  });
  return sql`SELECT ${sql.join(all, sql`, `)} ${from}`;
}
