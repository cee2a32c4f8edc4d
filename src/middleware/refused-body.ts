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
 * connection, and the caller sees the reset instead of the response.
 */
export async function discardBody({ body }: Request): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  const timeout = new Promise((resolve) => setTimeout(resolve, MOST_MS));
  // Ignore a sender that has disconnected.
  await Promise.race([dropAll(reader).catch(() => undefined), timeout]);
}
