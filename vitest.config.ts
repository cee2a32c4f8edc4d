// The runtime requires the assets folder.
import './scripts/dev/build.mjs';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: {
          // All settings, so that a developer's .dev.vars has no effect.
          APP_ENV: 'test',
          APP_NAME: 'Model Agency API',
          DEBUG: 'false',
          ALGORITHM: 'HS256',
          ACCESS_TOKEN_EXPIRE_MINUTES: '30',
          REFRESH_TOKEN_EXPIRE_DAYS: '30',
          SESSION_MAX_DAYS: '90',
          PASSWORD_POLICY: 'strict',
          OPTION_TTL_HOURS: '72',
          OPTION_CHALLENGE_HOURS: '24',
          SECRET_KEY: 'only-for-tests-7f3a9c1e5b2d8064-only-for-tests',
          // scrypt at 2^10: the same code path as in production at a lower cost.
          PASSWORD_HASH_COST: '10',
          LOG_LEVEL: 'silent',
          KV_WRITE_INTERVAL_MS: '0',
          METRICS_FLUSH_MS: '0',
          ALLOWED_ORIGINS: 'https://app.example.com',
          PROPERTY_RUNS: process.env.PROPERTY_RUNS ?? '100',
          GROWTH: process.env.GROWTH ?? '',
          PRINT_FAULT_MATRIX: process.env.PRINT_FAULT_MATRIX ?? '',
          FUZZ_SEED: process.env.FUZZ_SEED ?? '1',
          FUZZ_RUNS: process.env.FUZZ_RUNS ?? '4',
          FUZZ_PICTURES: process.env.FUZZ_PICTURES ?? '400',
          FUZZ_PATH: process.env.FUZZ_PATH ?? '',
          MIGRATIONS: await readD1Migrations('migrations'),
        },
      },
    })),
  ],
  test: {
    // `npm run growth` measures instead of testing.
    include: [process.env.GROWTH ? 'test/cost/growth*.ts' : 'test/**/*.test.ts'],
    setupFiles: ['./test/setup.ts'],
    // One runtime for all files, because a new one costs 2 s each. Every test creates its own data.
    isolate: false,
    maxWorkers: 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // `npm run coverage`. V8's own coverage needs node:inspector, which workerd lacks.
    coverage: { provider: 'istanbul', include: ['src/**/*.ts'], reporter: ['text', 'html'] },
  },
});
