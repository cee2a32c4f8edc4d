import { ImageRefusal } from './refusal';

const ignore = () => undefined;

/** Inflates data with zlib, one chunk in memory at a time. */
async function* pieces(parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('deflate');
  const [reader, writer] = [readable.getReader(), writable.getWriter()];
  // Write errors surface when reading.
  writer.closed.catch(ignore);
  for (const part of parts) writer.write(part as Uint8Array<ArrayBuffer>).catch(ignore);
  writer.close().catch(ignore);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    // Not deflate data, truncated, or followed by other data.
    throw new ImageRefusal('truncated');
  } finally {
    await reader.cancel().catch(ignore);
  }
}

/** Returns the inflated size in bytes; stops counting beyond `limit`. @throws ImageRefusal `truncated` */
export async function inflatedLength(parts: Uint8Array[], limit: number): Promise<number> {
  let length = 0;
  for await (const piece of pieces(parts)) {
    length += piece.length;
    if (length > limit) break;
  }
  return length;
}

/** Inflates data of at most `limit` inflated bytes. @throws ImageRefusal */
export async function inflated(parts: Uint8Array[], limit: number): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces(parts)) {
    length += piece.length;
    if (length > limit) throw new ImageRefusal('undecodable');
    all.push(piece);
  }
  return all;
}
