import { applyD1Migrations, type D1Migration, env } from 'cloudflare:test';

const { DB, MIGRATIONS } = env as unknown as { DB: D1Database; MIGRATIONS: D1Migration[] };

// Applies missing migrations. Later files find the schema in place.
await applyD1Migrations(DB, MIGRATIONS);
