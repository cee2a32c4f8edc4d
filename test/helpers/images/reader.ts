import ExifReader from 'exifreader';
import { u16be } from '../../../src/lib/image/bytes';
import type { Bytes } from './files';
import { SECRET } from './metadata';
import { piecesOf } from './pieces';

/** What says how the picture is to be read, and nothing of anybody. */
const HARMLESS = ['file', 'jfif', 'icc', 'png', 'pngFile', 'riff', 'composite'];

/** That XMP is there is enough; what it says is not looked at. */
const domParser = {
  parseFromString: () => {
    throw new Error('not read');
  },
};

/** The groups of metadata that a parser of somebody else's finds in a file, the harmless ones left out. */
export function metadataIn(file: Bytes): string[] {
  try {
    const tags = ExifReader.load(file.buffer, { expanded: true, domParser });
    const { Comment: comment } = (tags.file ?? {}) as { Comment?: unknown };
    const groups = Object.keys(tags).filter((group) => !HARMLESS.includes(group));
    return comment === undefined ? groups : [...groups, 'comment'];
  } catch (error) {
    // It says so when there is nothing to read.
    if (error instanceof ExifReader.errors.MetadataMissingError) return [];
    throw error;
  }
}

const secret = Buffer.from(SECRET);

const holds = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(secret);

/** The header of a JPEG's scan; the data behind it left out. */
const withoutScan = (piece: Bytes) =>
  piece[1] === 0xda ? piece.subarray(0, 2 + u16be(piece, 2)) : piece;

const isPixels = (piece: Bytes) =>
  /^(VP8 |VP8L|ALPH)/.test(String.fromCharCode(...piece.slice(0, 4)));

/**
 * Whether the secret stands anywhere in the bytes. Entropy-coded data is left out: its codes give any
 * bytes a meaning, so text that took the place of data is pixels to every decoder.
 */
export function holdsSecret(file: Bytes): boolean {
  if (file[0] === 0x89) return holds(file);
  return piecesOf(file).some((piece) => !isPixels(piece) && holds(withoutScan(piece)));
}
