import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import type { Bindings } from '../../src/env';
import worker from '../../src/index';
import { bindings } from './api';

/** A queue that takes messages and does nothing with them: the cron calls nobody outside. */
const OUTBOX = { send: async () => undefined };

/** Runs the cron as the platform does, and waits for its end. */
export async function runCron(env: Record<string, unknown> = {}): Promise<void> {
  const ctx = createExecutionContext();
  const all = { ...bindings, OUTBOX, ...env } as unknown as Bindings;
  worker.scheduled({ scheduledTime: Date.now(), cron: '* * * * *', noRetry() {} }, all, ctx);
  await waitOnExecutionContext(ctx);
}
