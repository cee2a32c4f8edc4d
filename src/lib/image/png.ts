import { deflateSync } from 'node:zlib';
import { ascii, concatBytes, hasAsciiAt, u32be, u32beBytes } from './bytes';
import { crc32 } from './crc32';
import { isIccProfile } from './icc';
import { inflated, inflatedLength } from './inflate';
import { assertImage, MAX_PIECES } from './refusal';
import { checkSize, type Size, sizeOf } from './size';

const SIGNATURE_BYTES = 8;
const MAX_PROFILE_BYTES = 4 * 1024 * 1024;

/** Chunks that the picture needs or that define its colours, with their allowed lengths. */
const KEPT: Record<string, (length: number) => boolean> = {
  IHDR: (length) => length === 13,
  PLTE: (length) => length <= 768 && length % 3 === 0,
  IDAT: () => true,
  IEND: (length) => length === 0,
  tRNS: (length) => length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
  cICP: (length) => length === 4,
  iCCP: () => true,
};

interface Chunk {
  name: string;
  /** The complete chunk, with length, name and CRC. */
  whole: Uint8Array;
  data: Uint8Array;
}

/** Yields the relevant chunks up to the end of the image and ignores anything after it. */
function* chunksOf(file: Uint8Array): Generator<Chunk> {
  let index = SIGNATURE_BYTES;
  let name = '';
  for (let count = 0; name !== 'IEND'; count++) {
    assertImage(count < MAX_PIECES, 'undecodable');
    assertImage(index + 12 <= file.length, 'truncated');
    const length = u32be(file, index);
    const end = index + 12 + length;
    name = String.fromCharCode(...file.subarray(index + 4, index + 8));
    assertImage(/^[A-Za-z]{4}$/.test(name), 'undecodable');
    assertImage(end <= file.length, 'truncated');
    assertImage(name !== 'acTL', 'unsupported');
    const whole = file.subarray(index, end);
    index = end;
    const allowed = KEPT[name];
    // A name that begins with a capital marks a chunk that decoders must understand.
    assertImage(allowed ? allowed(length) : name >= 'a', 'undecodable');
    if (!allowed) continue;
    const isWhole = crc32(whole.subarray(4, -4)) === u32be(whole, whole.length - 4);
    assertImage(isWhole, 'undecodable');
    yield { name, whole, data: whole.subarray(8, -4) };
  }
}

/** Channels by colour type, with the allowed bit depths (PNG §11.2.2). */
const COLOURS: Record<number, [channels: number, depths: number[]]> = {
  0: [1, [1, 2, 4, 8, 16]],
  2: [3, [8, 16]],
  3: [1, [1, 2, 4, 8]],
  4: [2, [8, 16]],
  6: [4, [8, 16]],
};

/** First row, first column and the steps of Adam7's passes. */
const PASSES = [
  [0, 0, 8, 8],
  [0, 4, 8, 8],
  [4, 0, 8, 4],
  [0, 2, 4, 4],
  [2, 0, 4, 2],
  [0, 1, 2, 2],
  [1, 0, 2, 1],
] as const;

/** Returns the total size of the rows in bytes, including filter bytes. */
function rawLength(header: Uint8Array, { width, height }: Size): number {
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = header.subarray(8);
  const [channels, depths] = COLOURS[colour] ?? [0, []];
  assertImage(depths.includes(depth) && compression === 0 && filter === 0, 'undecodable');
  assertImage(interlace <= 1, 'undecodable');
  const passes = interlace === 0 ? ([[0, 0, 1, 1]] as const) : PASSES;
  let total = 0;
  for (const [top, left, down, across] of passes) {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    if (columns > 0 && rows > 0) total += rows * (1 + Math.ceil((columns * channels * depth) / 8));
  }
  return total;
}

/** Returns the colour profile without its name, if it contains nothing else. */
async function cleanProfile({ data }: Chunk): Promise<Uint8Array[]> {
  const nameEnd = data.indexOf(0);
  if (nameEnd < 1 || data[nameEnd + 1] !== 0) return [];
  const pieces = await inflated([data.subarray(nameEnd + 2)], MAX_PROFILE_BYTES).catch(() => []);
  const profile = concatBytes(pieces);
  if (!isIccProfile(profile)) return [];
  const body = concatBytes([ascii('iCCPICC\0\0'), deflateSync(profile)]);
  return [u32beBytes(body.length - 4), body, u32beBytes(crc32(body))];
}

/**
 * Reduces a PNG (third edition) to its picture and colour information. Returns ranges of `data`.
 * @throws ImageRefusal
 */
export async function cleanPng(file: Uint8Array): Promise<{ parts: Uint8Array[]; size: Size }> {
  const signature = file.subarray(0, SIGNATURE_BYTES);
  const parts = [signature];
  const pixels: Uint8Array[] = [];
  const seen = new Set<string>();
  let before = '';
  let size: Size | undefined;
  let expected = 0;
  for (const chunk of chunksOf(file)) {
    const { name, whole, data } = chunk;
    assertImage((name === 'IHDR') === (before === ''), 'undecodable');
    if (name === 'IHDR') {
      size = checkSize(sizeOf(concatBytes([signature, whole])));
      expected = rawLength(data, size);
    }
    if (name === 'IDAT') {
      assertImage(before === 'IDAT' || pixels.length === 0, 'undecodable');
      pixels.push(data);
    }
    const repeated = name !== 'IDAT' && seen.has(name);
    const late = pixels.length > 0 && !['IDAT', 'IEND'].includes(name);
    const critical = !/^[a-z]/.test(name);
    assertImage(!critical || !(repeated || late), 'undecodable');
    seen.add(name);
    before = name;
    if (repeated || late) continue;
    parts.push(...(name === 'iCCP' ? await cleanProfile(chunk) : [whole]));
  }
  assertImage(size && pixels.length > 0, 'truncated');
  assertImage(file[25] !== 3 || seen.has('PLTE'), 'undecodable');
  const length = await inflatedLength(pixels, expected);
  assertImage(length >= expected, 'truncated');
  assertImage(length === expected, 'undecodable');
  return { parts, size };
}

/** Returns whether the file starts like a PNG. */
export const isPng = (file: Uint8Array) => hasAsciiAt(file, 0, '\x89PNG\r\n\x1a\n');
