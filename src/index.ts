import { createApp } from './app';
import type { Bindings } from './env';
import { runMaintenance } from './maintenance';

export { MetricsStore } from './metrics-store';

const app = createApp();

export default {
  fetch: app.fetch,
  scheduled(_controller, env, ctx) {
    ctx.waitUntil(runMaintenance(env, Date.now()));
  },
} satisfies ExportedHandler<Bindings>;
