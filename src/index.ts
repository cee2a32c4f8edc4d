import { createApp } from './app';
import type { Bindings } from './env';
import { metricsStore } from './http/request-metrics';
import { runMaintenance } from './maintenance';

export { MetricsStore } from './metrics-store';

const app = createApp();

async function maintain(env: Bindings) {
  const now = Date.now();
  await runMaintenance(env, now);
  if (!env.METRICS) return;
  const store = metricsStore(env.METRICS);
  await store.mark('maintenance_last_success_timestamp_seconds', Math.floor(now / 1000));
}

export default {
  fetch: app.fetch,
  scheduled(_controller, env, ctx) {
    ctx.waitUntil(maintain(env));
  },
} satisfies ExportedHandler<Bindings>;
