import { imageSize } from 'image-size';
import { assertImage, ImageRefusal } from './refusal';

/** Limits in pixels, for each side and in total. */
const MIN_SIDE = 320;
const MAX_SIDE = 12_000;
const MAX_PIXELS = 50_000_000;

export interface Size {
  width: number;
  height: number;
  /** EXIF orientation 1–8, if present. */
  orientation?: number | undefined;
}

/** Returns the size declared in a file's head; undefined if there is none that can be read. */
export function sizeOf(head: Uint8Array): Size | undefined {
  try {
    return imageSize(head);
  } catch {
    return undefined;
  }
}

/**
 * Checks that an image is small enough to be decoded.
 * @throws ImageRefusal `dimensions` beyond the limits, `undecodable` without a size.
 */
export function checkSize(size: Size | undefined): Size {
  if (!size) throw new ImageRefusal('undecodable');
  const { width, height } = size;
  assertImage(Math.min(width, height) >= MIN_SIDE, 'dimensions');
  assertImage(Math.max(width, height) <= MAX_SIDE && width * height <= MAX_PIXELS, 'dimensions');
  return size;
}
