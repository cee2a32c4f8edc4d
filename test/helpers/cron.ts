import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { vi } from 'vitest';
import type { Bindings } from '../../src/env';
import worker from '../../src/index';
import { bindings } from './api';

/** A queue that takes messages and does nothing with them: the cron calls nobody outside. */
const OUTBOX = { send: async () => undefined };

/** Work of other tests that is overdue is done by the cron itself: it finds no network, but for what a test puts there. */
async function withoutNetwork(work: () => Promise<void>): Promise<void> {
  if (vi.isMockFunction(globalThis.fetch)) return work();
  const real = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  await work().finally(() => {
    globalThis.fetch = real;
  });
}

/** Runs the cron as the platform does, and waits for its end. */
export async function runCron(env: Record<string, unknown> = {}): Promise<void> {
  const ctx = createExecutionContext();
  const all = { ...bindings, OUTBOX, ...env } as unknown as Bindings;
  await withoutNetwork(async () => {
    worker.scheduled({ scheduledTime: Date.now(), cron: '* * * * *', noRetry() {} }, all, ctx);
    await waitOnExecutionContext(ctx);
  });
}
