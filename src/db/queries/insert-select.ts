import { getTableColumns, is, type Placeholder, SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';

/**
 * `SELECT … <from>` for `insert(table).select(…)`, its values named by the table's columns, so that
 * no order can be got wrong when a column comes. What is left out is NULL.
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
