import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';

/** The most bytes read of a rejected body: more than a camera's largest files, but quick to receive. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_MS = 2000;

async function dropAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  for (let left = MOST_BYTES; left > 0; ) {
    const { done, value } = await reader.read();
    if (done) return;
    left -= value.length;
  }
}

/**
 * Reads and discards the rest of a rejected request's body. A server that stops reading resets the
 * connection, and the caller sees the reset instead of the response. Skipped for rate-limited callers.
 */
export const dropRefusedBody = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (c.res.status < 400 || c.res.status === 429) return;
  const { body } = c.req.raw;
  if (!body || body.locked) return;
  const reader = body.getReader();
  const timeout = new Promise((resolve) => setTimeout(resolve, MOST_MS));
  // Ignore a sender that has disconnected.
  await Promise.race([dropAll(reader).catch(() => undefined), timeout]);
});
