import { ascii, concatBytes, hasAsciiAt, lengthOf, u32le, u32leBytes } from './bytes';
import { isIccProfile } from './icc';
import { assertImage, MAX_PIECES } from './refusal';
import { checkSize, type Size, sizeOf } from './size';

const ALPHA = 0x10;
const PROFILE = 0x20;
const NO_PADDING = new Uint8Array();

interface Chunk {
  name: string;
  data: Uint8Array;
}

/** Yields the chunks within the RIFF container and ignores anything after it. */
function* chunksOf(file: Uint8Array): Generator<Chunk> {
  const end = 8 + u32le(file, 4);
  assertImage(end <= file.length, 'truncated');
  let index = 12;
  for (let count = 0; index < end; count++) {
    assertImage(count < MAX_PIECES, 'undecodable');
    const length = u32le(file, index + 4);
    const next = index + 8 + length;
    assertImage(index + 8 <= end && next <= end, 'truncated');
    const name = String.fromCharCode(...file.subarray(index, index + 4));
    assertImage(name !== 'ANIM' && name !== 'ANMF', 'unsupported');
    yield { name, data: file.subarray(index + 8, next) };
    index = next + (length & 1);
  }
}

const chunk = (name: string, data: Uint8Array) => [
  ascii(name),
  u32leBytes(data.length),
  data,
  data.length & 1 ? Uint8Array.of(0) : NO_PADDING,
];

const container = (parts: Uint8Array[]) => [
  ascii('RIFF'),
  u32leBytes(lengthOf(parts) + 4),
  ascii('WEBP'),
  ...parts,
];

/** Returns whether a metadata chunk begins at `index`, rather than the same four bytes by chance. */
function beginsMetadata(data: Uint8Array, index: number): boolean {
  if (data[index + 7] !== 0) return false;
  if (hasAsciiAt(data, index, 'XMP ')) return data[index + 8] === 0x3c;
  const begins = (text: string) => hasAsciiAt(data, index + 8, text);
  return hasAsciiAt(data, index, 'EXIF') && (begins('II*') || begins('MM\0*') || begins('Exif'));
}

/** Returns whether the data contains metadata, because its chunk is declared longer than its picture. */
function swallows(data: Uint8Array): boolean {
  // Searches for the X in `EXIF` and `XMP `.
  for (let x = data.indexOf(0x58); x >= 0; x = data.indexOf(0x58, x + 1)) {
    if (beginsMetadata(data, x) || beginsMetadata(data, x - 1)) return true;
  }
  return false;
}

/**
 * Checks a frame. A lossy one must be a key frame with its first partition (RFC 6386 §9.1), a lossless one
 * version 0.
 */
function isFrame(name: string, data: Uint8Array): boolean {
  if (name === 'VP8L') return data.length > 5 && data[0] === 0x2f && (data[4] ?? 0) >> 5 === 0;
  const partition = ((data[0] ?? 0) | ((data[1] ?? 0) << 8) | ((data[2] ?? 0) << 16)) >> 5;
  return ((data[0] ?? 1) & 1) === 0 && data.length > 10 + partition;
}

/** Returns the frame's size. The canvas must match, because decoders use either. */
function measure(picture: Chunk, canvas: Uint8Array | undefined): Size {
  const head = (name: string, data: Uint8Array) =>
    sizeOf(concatBytes(container(chunk(name, data.subarray(0, 10)))));
  const size = head(picture.name, picture.data);
  const drawn = canvas ? head('VP8X', canvas) : size;
  assertImage(size && drawn?.width === size.width && drawn.height === size.height, 'undecodable');
  return checkSize(size);
}

/**
 * Reduces a WebP (RFC 9649) to its picture and colour profile. Returns ranges of `file`; pixels are
 * unchanged.
 * @throws ImageRefusal
 */
export function cleanWebp(file: Uint8Array): { parts: Uint8Array[]; size: Size } {
  const chunks = new Map<string, Uint8Array>();
  const order: string[] = [];
  for (const { name, data } of chunksOf(file)) {
    const known = ['VP8X', 'ICCP', 'ALPH', 'VP8 ', 'VP8L'].includes(name);
    assertImage(!known || !chunks.has(name), 'undecodable');
    if (!known) continue;
    // Its flags show whether it is animated.
    assertImage(name !== 'VP8X' || ((data[0] ?? 0) & 2) === 0, 'unsupported');
    order.push(name);
    chunks.set(name, data);
  }
  const pictures = order.filter((name) => name === 'VP8 ' || name === 'VP8L');
  assertImage(pictures.length > 0, 'truncated');
  assertImage(pictures.length === 1 && order.at(-1) === pictures[0], 'undecodable');
  const picture = { name: pictures[0] ?? '', data: chunks.get(pictures[0] ?? '') ?? file };
  const extended = chunks.get('VP8X');
  assertImage(
    extended ? order[0] === 'VP8X' && extended.length === 10 : order.length === 1,
    'undecodable',
  );
  assertImage(isFrame(picture.name, picture.data), 'truncated');
  const flags = extended?.[0] ?? 0;
  const canvas =
    extended && concatBytes([Uint8Array.of(flags & ALPHA, 0, 0, 0), extended.subarray(4)]);
  const size = measure(picture, canvas);
  const alpha = chunks.get('ALPH');
  assertImage(!swallows(picture.data) && !(alpha && swallows(alpha)), 'undecodable');
  const parts: Uint8Array[] = [];
  const profile = chunks.get('ICCP');
  if (canvas) {
    const kept = profile && isIccProfile(profile) ? profile : undefined;
    if (kept) canvas[0] = (canvas[0] ?? 0) | PROFILE;
    parts.push(...chunk('VP8X', canvas), ...(kept ? chunk('ICCP', kept) : []));
    if (alpha) parts.push(...chunk('ALPH', alpha));
  }
  parts.push(...chunk(picture.name, picture.data));
  return { parts: container(parts), size };
}

/** Returns whether the file starts like a WebP. */
export const isWebp = (file: Uint8Array) =>
  hasAsciiAt(file, 0, 'RIFF') && hasAsciiAt(file, 8, 'WEBP');
