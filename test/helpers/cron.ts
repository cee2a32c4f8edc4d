import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { vi } from 'vitest';
import type { Bindings } from '../../src/env';
import worker from '../../src/index';
import { bindings } from './api';

/** A queue that accepts messages and ignores them, so the cron calls nothing outside. */
const OUTBOX = { send: async () => undefined };

/** The cron does other tests' overdue work itself. It has no network except what a test provides. */
async function withoutNetwork(work: () => Promise<void>): Promise<void> {
  if (vi.isMockFunction(globalThis.fetch)) return work();
  const real = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  await work().finally(() => {
    globalThis.fetch = real;
  });
}

/** Runs the cron as the platform does and waits for it to finish. */
export async function runCron(env: Record<string, unknown> = {}): Promise<void> {
  const ctx = createExecutionContext();
  const all = { ...bindings, OUTBOX, ...env } as unknown as Bindings;
  await withoutNetwork(async () => {
    worker.scheduled({ scheduledTime: Date.now(), cron: '* * * * *', noRetry() {} }, all, ctx);
    await waitOnExecutionContext(ctx);
  });
}
