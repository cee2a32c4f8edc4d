import { fileURLToPath } from 'node:url';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('..'),
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: at('../wrangler.toml') },
      miniflare: {
        bindings: {
          APP_ENV: 'test',
          SECRET_KEY: 'only-for-tests-7f3a9c1e5b2d8064-only-for-tests',
          // scrypt at 2^10: the code path is that of production, the cost is not.
          PASSWORD_HASH_COST: '10',
          LOG_LEVEL: 'error',
          ALLOWED_ORIGINS: 'https://app.example.com',
          MIGRATIONS: await readD1Migrations(at('../migrations')),
        },
      },
    })),
  ],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [at('./setup.ts')],
    // One runtime for all files: a new one costs 2 s each. Every test makes its own data.
    isolate: false,
    maxWorkers: 1,
    testTimeout: 30_000,
  },
});
