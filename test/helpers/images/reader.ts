import ExifReader from 'exifreader';
import type { Bytes } from './files';
import { SECRET } from './metadata';

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

/** Whether the secret stands anywhere in the bytes. */
export function holdsSecret(file: Uint8Array): boolean {
  return Buffer.from(file.buffer, file.byteOffset, file.length).includes(secret);
}
