import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './src/db/schema.ts',
    './src/db/schema.pictures.ts',
    './src/db/schema.outbox.ts',
    './src/db/schema.calendars.ts',
    './src/db/schema.packages.ts',
    './src/db/schema.mails.ts',
  ],
  out: './migrations',
});
