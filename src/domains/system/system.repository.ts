import { sql } from 'drizzle-orm';
import type { Database } from '../../db/client';

/** Names of the applied migrations and of the triggers that stand in the database. */
export async function readSchemaState(db: Database) {
  const [migrations, triggers] = await db.batch([
    db.select({ name: sql<string>`name` }).from(sql`d1_migrations`),
    db.select({ name: sql<string>`name` }).from(sql`sqlite_schema`).where(sql`type = 'trigger'`),
  ]);
  return {
    migrations: migrations.map(({ name }) => name),
    triggers: triggers.map(({ name }) => name),
  };
}
