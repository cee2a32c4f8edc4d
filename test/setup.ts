import { applyD1Migrations, type D1Migration, env } from 'cloudflare:test';

const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] };

// Applies what is missing; later files find the schema there.
await applyD1Migrations(DB, MIGRATIONS);
