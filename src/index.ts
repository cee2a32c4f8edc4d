import { createApp } from './app';
import { dispatch, dispatchAll, wakeUp } from './dispatch';
import type { Bindings } from './env';
import { runMaintenance } from './maintenance';

export { MetricsStore } from './metrics-store';

const app = createApp();

export default {
  fetch: app.fetch,
  scheduled(_controller, env, ctx) {
    ctx.waitUntil(runMaintenance(env, Date.now()));
    ctx.waitUntil(dispatchAll(env));
  },
  async queue(batch, env) {
    const kinds = batch.messages.flatMap(({ body }) => wakeUp.safeParse(body).data?.kind ?? []);
    for (const kind of new Set(kinds)) await dispatch(env, kind);
  },
} satisfies ExportedHandler<Bindings>;
