import { imageSize } from 'image-size';
import { assertImage, ImageRefusal } from './refusal';

/** Pixels of a side, and of the whole. */
const MIN_SIDE = 320;
const MAX_SIDE = 12_000;
const MAX_PIXELS = 50_000_000;

export interface Size {
  width: number;
  height: number;
  /** EXIF's 1–8, where the head has one. */
  orientation?: number | undefined;
}

/** What the head of a file says of its size; undefined where it says nothing that can be read. */
export function sizeOf(head: Uint8Array): Size | undefined {
  try {
    return imageSize(head);
  } catch {
    return undefined;
  }
}

/**
 * The size of an image that may be decoded.
 * @throws ImageRefusal `dimensions` beyond the limits, `undecodable` without a size.
 */
export function checkSize(size: Size | undefined): Size {
  if (!size) throw new ImageRefusal('undecodable');
  const { width, height } = size;
  assertImage(Math.min(width, height) >= MIN_SIDE, 'dimensions');
  assertImage(Math.max(width, height) <= MAX_SIDE && width * height <= MAX_PIXELS, 'dimensions');
  return size;
}
