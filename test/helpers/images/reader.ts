import ExifReader from 'exifreader';
import { u16be } from '../../../src/lib/image/bytes';
import type { Bytes } from './files';
import { SECRET } from './metadata';
import { piecesOf } from './pieces';

/** Metadata groups that describe how to read the picture and contain no personal data. */
const HARMLESS = ['file', 'jfif', 'icc', 'png', 'pngFile', 'riff', 'composite'];

/** The presence of XMP is enough; its content is ignored. */
const domParser = {
  parseFromString: () => {
    throw new Error('not read');
  },
};

/** Returns the metadata groups that a third-party parser finds in a file, except the harmless ones. */
export function metadataIn(file: Bytes): string[] {
  try {
    const tags = ExifReader.load(file.buffer, { expanded: true, domParser });
    const { Comment: comment } = (tags.file ?? {}) as { Comment?: unknown };
    const groups = Object.keys(tags).filter((group) => !HARMLESS.includes(group));
    return comment === undefined ? groups : [...groups, 'comment'];
  } catch (error) {
    // Thrown if there is nothing to read.
    if (error instanceof ExifReader.errors.MetadataMissingError) return [];
    throw error;
  }
}

const secret = Buffer.from(SECRET);

const holds = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(secret);

/** Returns a JPEG scan's header without its data. */
const withoutScan = (piece: Bytes) =>
  piece[1] === 0xda ? piece.subarray(0, 2 + u16be(piece, 2)) : piece;

const isPixels = (piece: Bytes) =>
  /^(VP8 |VP8L|ALPH)/.test(String.fromCharCode(...piece.slice(0, 4)));

/**
 * Returns whether the secret appears anywhere in the bytes, except in entropy-coded data: decoders read any
 * bytes there as pixels.
 */
export function holdsSecret(file: Bytes): boolean {
  if (file[0] === 0x89) return holds(file);
  return piecesOf(file).some((piece) => !isPixels(piece) && holds(withoutScan(piece)));
}
