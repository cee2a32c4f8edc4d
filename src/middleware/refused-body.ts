import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../http/app-env';

/** What is read of a body that nobody wants: more than a camera's largest files, in less than people wait. */
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
 * Reads on what a refused request is still sending, and drops it. A server that stops reading resets the
 * connection, and callers see that instead of the answer. Not for callers who send too much anyway.
 */
export const dropRefusedBody = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { body } = c.req.raw;
  if (c.res.status < 400 || c.res.status === 429 || !body || body.locked) return;
  const reader = body.getReader();
  const timeout = new Promise((resolve) => setTimeout(resolve, MOST_MS));
  // A sender who went away is no news.
  await Promise.race([dropAll(reader).catch(() => undefined), timeout]);
});
