import { env } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { concatBytes } from '../../src/lib/image/bytes';
import { cleanImage } from '../../src/lib/image/clean-image';
import { ImageRefusal } from '../../src/lib/image/refusal';
import { type Bytes, files } from '../helpers/images/files';
import { withMetadata } from '../helpers/images/metadata';
import { mutated, randomOf } from '../helpers/images/mutate';
import { holdsSecret, metadataIn } from '../helpers/images/reader';

const { FUZZ_SEED, FUZZ_PICTURES } = env as unknown as Record<string, string>;
const seed = Number(FUZZ_SEED);
const count = Number(FUZZ_PICTURES);

const MAX_MS = 1000;
const originals = Object.values(files).map((file) => withMetadata(file));

/** Returns what is wrong with how a file was handled; undefined if nothing is. */
async function wrongWith(file: Bytes): Promise<'taken' | 'refused' | Error> {
  const began = performance.now();
  try {
    const { parts, width, height } = await cleanImage(file);
    const out = concatBytes(parts);
    expect(performance.now() - began).toBeLessThan(MAX_MS);
    expect(holdsSecret(out)).toBe(false);
    expect(metadataIn(out)).toEqual([]);
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(320);
    expect(width * height).toBeLessThanOrEqual(50_000_000);
    expect(concatBytes((await cleanImage(out)).parts)).toEqual(out);
    return 'taken';
  } catch (error) {
    if (error instanceof ImageRefusal && performance.now() - began < MAX_MS) return 'refused';
    return error as Error;
  }
}

it(`lets no private data through, whatever is done to a file (${count} files)`, async () => {
  const random = randomOf(seed);
  const counts = { taken: 0, refused: 0 };
  for (let i = 0; i < count; i++) {
    const original = originals[random(originals.length)] as Bytes;
    const file = mutated(original, random, originals);
    const result = await wrongWith(file);
    if (result instanceof Error) {
      const bytes = Buffer.from(file).toString('base64');
      throw new Error(`seed ${seed}, file ${i}: ${bytes}`, { cause: result });
    }
    counts[result]++;
  }
  // Both outcomes must occur. Otherwise the mutations are too harsh or too mild to show anything.
  expect(counts.taken).toBeGreaterThan(count / 20);
  expect(counts.refused).toBeGreaterThan(count / 20);
}, 600_000);
