import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

// Paths are relative to the project's root, where npm runs its scripts.
export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: {
          APP_ENV: 'test',
          SECRET_KEY: 'only-for-tests-7f3a9c1e5b2d8064-only-for-tests',
          // scrypt at 2^10: the code path is that of production, the cost is not.
          PASSWORD_HASH_COST: '10',
          LOG_LEVEL: 'silent',
          ALLOWED_ORIGINS: 'https://app.example.com',
          PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '1000',
          MIGRATIONS: await readD1Migrations('migrations'),
        },
      },
    })),
  ],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['./test/setup.ts'],
    // One runtime for all files: a new one costs 2 s each. Every test makes its own data.
    isolate: false,
    maxWorkers: 1,
    testTimeout: 30_000,
  },
});
